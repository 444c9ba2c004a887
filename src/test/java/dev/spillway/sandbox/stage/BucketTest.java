package dev.spillway.sandbox.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.sandbox.TestClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketTest {
    private final TestClock clock = new TestClock();

    @Test
    void holdsOneSecondsWorthAndFillsAtItsRate() {
        var bucket = new Bucket(80, clock);
        assertThat(taken(bucket, 200)).isEqualTo(80);
        clock.move(Duration.ofMillis(250));
        assertThat(taken(bucket, 200)).isEqualTo(20);
    }

    @Test
    void aRateBelowOneStillLetsOnePass() {
        var bucket = new Bucket(0.5, clock);
        assertThat(taken(bucket, 5)).isEqualTo(1);
        clock.move(Duration.ofSeconds(2));
        assertThat(taken(bucket, 5)).isEqualTo(1);
    }

    @Test
    void zeroIsNoLimit() {
        assertThat(taken(new Bucket(0, clock), 10_000)).isEqualTo(10_000);
    }

    private static long taken(Bucket bucket, int tries) {
        return IntStream.range(0, tries).filter(n -> bucket.tryTake()).count();
    }
}
