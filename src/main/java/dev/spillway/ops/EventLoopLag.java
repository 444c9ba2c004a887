package dev.spillway.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * How late the event loops are: each gets a timer, and what the timer is late is what everything else on that loop is late.
 * Metric {@code gateway_ops_event_loop_lag_seconds}: its {@code _max} is the worst of any loop lately, {@code _sum / _count}
 * the average, its buckets tell how often it was more than 20 ms, 100 ms and a second.
 */
public final class EventLoopLag {
    private static final long PERIOD_MS = 100;

    /** What an expression may take, what people begin to feel, what a provider gives up. */
    private static final Duration[] BOUNDS = {Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(1)};

    private final Timer timer;
    private final List<Loop> loops;
    private volatile boolean closed;

    private EventLoopLag(Vertx vertx, MeterRegistry registry) {
        timer = Timer.builder("gateway.ops.event.loop.lag")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
        // Vert.x offers no other way to reach every loop: a context is given whichever loop is next.
        var group = ((VertxInternal) vertx).nettyEventLoopGroup();
        loops = StreamSupport.stream(group.spliterator(), false).map(Loop::new).toList();
    }

    /** Begins to measure all event loops of a Vert.x. */
    public static EventLoopLag start(Vertx vertx, MeterRegistry registry) {
        var lag = new EventLoopLag(vertx, registry);
        lag.loops.forEach(Loop::next);
        return lag;
    }

    /** How many loops there are. */
    public int loops() {
        return loops.size();
    }

    /** For how long the most silent loop has been overdue. Callable from any thread. */
    public Duration stalled() {
        var now = System.nanoTime();
        var most = loops.stream().mapToLong(loop -> now - loop.due).max().orElse(0);
        return Duration.ofNanos(Math.max(0, most));
    }

    /** Measures no more. */
    public void close() {
        closed = true;
    }

    private final class Loop {
        private final EventExecutor executor;
        private volatile long due = System.nanoTime();

        Loop(EventExecutor executor) {
            this.executor = executor;
        }

        private void next() {
            if (closed || executor.isShuttingDown()) return;
            due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MS);
            var unused = executor.schedule(this::tick, PERIOD_MS, TimeUnit.MILLISECONDS);
        }

        private void tick() {
            timer.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
            next();
        }
    }
}
