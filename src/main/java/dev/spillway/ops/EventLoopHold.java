package dev.spillway.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * How long event loops compute before they come to what is waiting. Each that had some of the processor's time in the last 50 ms is
 * asked for a sign; what counts is the processor's time that its thread uses until it gives it, so neither a loop that waits for
 * the processor nor a process that stands still is held, as {@link EventLoopLag} would have it. What holds a loop for 70 ms or
 * more is always seen as more than 20, what holds it for less by chance.
 * Metric {@code gateway_ops_event_loop_held_seconds}: its buckets tell how often it was more than 20 ms, 100 ms and a second.
 * Where the system does not tell a thread's time of the processor, it stays empty.
 */
public final class EventLoopHold {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long PERIOD_MS = 50;

    /** What a loop uses that is busy at all: the others need not be woken. */
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** What an expression may take, what people begin to feel, what a provider gives up. */
    private static final Duration[] BOUNDS = {Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(1)};

    private final Timer timer;
    private final List<Loop> loops;
    private final Future<?> asking;

    private EventLoopHold(Vertx vertx, MeterRegistry registry) {
        timer = Timer.builder("gateway.ops.event.loop.held")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        // Vert.x offers no other way to reach every loop: a context is given whichever loop is next.
        var group = ((VertxInternal) vertx).nettyEventLoopGroup();
        loops = StreamSupport.stream(group.spliterator(), false).map(Loop::new).toList();
        // By a thread that is no loop: one that is held could not ask the others.
        asking = GlobalEventExecutor.INSTANCE.scheduleWithFixedDelay(
                this::ask, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    /** Begins to ask all event loops of a Vert.x. */
    public static EventLoopHold start(Vertx vertx, MeterRegistry registry) {
        return new EventLoopHold(vertx, registry);
    }

    /** Asks no more. */
    public void close() {
        asking.cancel(false);
    }

    private void ask() {
        if (THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled()) loops.forEach(Loop::ask);
    }

    private final class Loop {
        private final EventExecutor executor;
        private volatile long thread;
        private volatile boolean asked = true;
        private long used;

        Loop(EventExecutor executor) {
            this.executor = executor;
            executor.execute(() -> {
                thread = Thread.currentThread().getId();
                asked = false;
            });
        }

        private void ask() {
            if (asked || executor.isShuttingDown()) return;
            var before = used;
            used = THREADS.getThreadCpuTime(thread);
            if (used - before < BUSY_NANOS) return;
            asked = true;
            var until = used;
            executor.execute(() -> sign(until));
        }

        private void sign(long before) {
            timer.record(Math.max(0, THREADS.getCurrentThreadCpuTime() - before), TimeUnit.NANOSECONDS);
            asked = false;
        }
    }
}
