package dev.spillway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EventLoopLagTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void seesAnEventLoopThatIsHeldUp() throws Exception {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        var lag = EventLoopLag.start(vertx, registry);
        var release = new CountDownLatch(1);
        vertx.runOnContext(run -> await(release));

        Awaitility.await().until(() -> lag.stalled().compareTo(Duration.ofMillis(300)) > 0);
        release.countDown();

        Awaitility.await().until(() -> lag.stalled().compareTo(Duration.ofMillis(200)) < 0);
        var timer = registry.get("gateway.ops.event.loop.lag").timer();
        assertThat(timer.max(TimeUnit.MILLISECONDS)).isGreaterThan(250);
        assertThat(lag.loops()).isEqualTo(2);
        lag.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch release) {
        try {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
