package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What any {@link Buckets} do, on a real clock: the pure arithmetic and Redis pass the same tests. */
abstract class BucketsContract {
    abstract Buckets buckets();

    @Test
    void grantsTheCapacityOfAnUnusedBucketAndNamesTheWait() {
        var rate = new Rate(5, 0.5);

        var first = take("fresh", rate, 8);
        var second = take("fresh", rate, 1);

        assertThat(first.tokens()).isEqualTo(5);
        assertThat(first.untilNext()).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(2));
        assertThat(second.tokens()).isZero();
    }

    @Test
    void keepsBucketsApartByName() {
        var rate = new Rate(1, 0.1);
        take("one", rate, 1);

        assertThat(take("other", rate, 1).tokens()).isEqualTo(1);
    }

    @Test
    void namesNoWaitWhileSomethingIsLeft() {
        assertThat(take("plenty", new Rate(10, 1), 4)).isEqualTo(new Grant(4, Duration.ZERO));
    }

    @Test
    void refillsByFractions() throws Exception {
        var rate = new Rate(1, 2.5);
        var wait = take("fraction", rate, 1).untilNext();

        assertThat(wait).isBetween(Duration.ofMillis(390), Duration.ofMillis(400));
        Thread.sleep(wait.toMillis() + 20);
        assertThat(take("fraction", rate, 1).tokens()).isEqualTo(1);
    }

    @Test
    void isNotOverfullAfterTheRateWasLowered() {
        take("lowered", new Rate(100, 1), 1);

        assertThat(take("lowered", new Rate(2, 1), 50).tokens()).isEqualTo(2);
    }

    final Grant take(String name, Rate rate, int max) {
        return await(buckets().take(name, rate, max));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in 10 s", e);
        }
    }
}
