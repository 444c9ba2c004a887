package dev.spillway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLoopHoldTest {
    private static final long HELD_MS = 300;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private EventLoopHold hold;

    @BeforeEach
    void start() {
        hold = EventLoopHold.start(vertx, registry);
        for (var loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            var unused = loop.scheduleWithFixedDelay(() -> compute(2), 5, 5, TimeUnit.MILLISECONDS);
        }
        signs(4);
    }

    @AfterEach
    void close() throws Exception {
        hold.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void seesALoopThatComputes() {
        vertx.runOnContext(run -> compute(HELD_MS));

        // Two thirds at least: the loop was asked within 50 ms, but may have begun before its thread was on a core.
        Awaitility.await().until(() -> timer().max(TimeUnit.MILLISECONDS) > HELD_MS * 2 / 3.0);
    }

    @Test
    void doesNotTakeALoopThatWaitsForOneThatComputes() throws Exception {
        var before = timer().count();
        var release = new CountDownLatch(1);
        vertx.runOnContext(run -> await(release));
        Thread.sleep(HELD_MS);
        release.countDown();
        signs(before + 20);

        assertThat(timer().max(TimeUnit.MILLISECONDS)).isLessThan(HELD_MS / 3.0);
    }

    @Test
    void wakesNoLoopThatHasNothingToDo() throws Exception {
        var idle = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        var quiet = new SimpleMeterRegistry();
        var asking = EventLoopHold.start(idle, quiet);
        Thread.sleep(300);
        asking.close();

        // Its thread was started, and what was run for the first time may have taken a while.
        assertThat(quiet.get("gateway.ops.event.loop.held").timer().count()).isLessThan(4);
        idle.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void asksOneLoopWhileTheOtherIsHeld() {
        var before = timer().count();
        var release = new CountDownLatch(1);
        vertx.runOnContext(run -> await(release));

        signs(before + 10);
        release.countDown();
    }

    @Test
    void asksNoMoreWhenItIsClosed() throws Exception {
        hold.close();
        Thread.sleep(50);
        var before = timer().count();
        Thread.sleep(200);

        assertThat(timer().count()).isEqualTo(before);
    }

    private void signs(long count) {
        Awaitility.await().until(() -> timer().count() >= count);
    }

    private Timer timer() {
        return registry.get("gateway.ops.event.loop.held").timer();
    }

    private static void compute(long ms) {
        var threads = ManagementFactory.getThreadMXBean();
        var end = threads.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (threads.getCurrentThreadCpuTime() < end) Thread.onSpinWait();
    }

    private static void await(CountDownLatch release) {
        try {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
