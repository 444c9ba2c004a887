package dev.spillway.outbound;

import dev.spillway.connector.Health;
import dev.spillway.event.Deadline;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks a destination whether it is up: now and then, for people to see, and at once when its breaker wants to know. Belongs to
 * one event loop.
 */
final class Checkup {
    /** Nodes that start together do not ask together. */
    private static final Duration FIRST_WITHIN = Duration.ofSeconds(5);

    private final Health health;
    private final StepRunner runner;
    private final Duration timeout;
    private final Parts parts;
    private final OutboundMetrics metrics;
    private BackendView.@Nullable Health last;
    private Runnable cancel = () -> {};
    private boolean stopped;

    /** What it works with. */
    record Parts(Clock clock, Alarms alarms, RandomGenerator random) {}

    /** @param timeout how long it may take, with all its calls and waiting */
    Checkup(Health health, StepRunner runner, Duration timeout, Parts parts, OutboundMetrics metrics) {
        this.health = health;
        this.runner = runner;
        this.timeout = timeout;
        this.parts = parts;
        this.metrics = metrics;
    }

    /** Asks again and again, from soon on. */
    void start() {
        later(upTo(FIRST_WITHIN));
    }

    /** Asks no more by itself. */
    void stop() {
        stopped = true;
        cancel.run();
    }

    private void later(Duration wait) {
        if (!stopped) cancel = parts.alarms.set(wait, () -> ask().onComplete(asked -> later(usual())));
    }

    private Duration usual() {
        return health.every().plus(upTo(health.every().dividedBy(10)));
    }

    private Duration upTo(Duration most) {
        return Duration.ofMillis(parts.random.nextLong(most.toMillis() + 1));
    }

    /** Asks now; never fails. */
    Future<Sign> ask() {
        return runner.run(health.begin(), Leave.asking(Deadline.after(parts.clock, timeout)))
                .map(this::heard);
    }

    /** What it said last; null if it has not been asked. */
    BackendView.@Nullable Health last() {
        return last;
    }

    private Sign heard(Ending ending) {
        var sign = Sign.of(ending);
        metrics.checked(sign);
        if (sign != Sign.NONE) {
            var reason = ending.outcome().succeeded() ? "" : ending.outcome().reason();
            last = new BackendView.Health(sign == Sign.ALIVE, reason, parts.clock.instant());
        }
        return sign;
    }
}
