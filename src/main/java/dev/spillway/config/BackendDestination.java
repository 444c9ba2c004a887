package dev.spillway.config;

import dev.spillway.limit.Backoff;
import dev.spillway.limit.Rate;
import dev.spillway.outbound.BreakerSettings;
import dev.spillway.outbound.DestinationSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a backend is treated; what it leaves out its connector says.
 *
 * @param concurrency HTTP calls side by side on this node, and deliveries out at once, 1..10000
 * @param queueMax calls that may wait here for a slot and for what their limits give, 0..100000; more are refused
 * @param rate HTTP calls of all nodes together
 * @param callTimeout the longest a single call may take, PT0.05S..PT10M; a connector may ask for less. Left out: as long as the
 *     connector says
 * @param operationTimeout the longest an attempt may take, with all its calls and waiting, PT0.1S..PT15M
 * @param breaker when to leave it alone. Left out: as the connector says
 * @param backoff when to come again
 * @param attemptsMax attempts that count before a delivery is given up, 1..1000
 * @param ambiguousWait the least time before a write that may have happened is tried again, PT0S..PT1H: zero for backends that are
 *     asked before
 * @param pauseMax the longest pause a backend may ask for at once, and the pause after a dead key or a used-up quota, PT1S..PT24H
 */
public record BackendDestination(
        int concurrency,
        int queueMax,
        Rate rate,
        @Nullable Duration callTimeout,
        Duration operationTimeout,
        @Nullable BreakerSettings breaker,
        Backoff backoff,
        int attemptsMax,
        Duration ambiguousWait,
        Duration pauseMax) {
    /** The longest that a connector may say. */
    private static final Duration CALL_MAX = Duration.ofMinutes(1);

    private static final BreakerSettings ANY =
            new BreakerSettings(1, 100, Duration.ofSeconds(1), Duration.ofSeconds(1));

    public BackendDestination {
        // What is out of range is refused where it stands, whatever a connector will say.
        concurrency = new DestinationSettings(
                        concurrency,
                        queueMax,
                        rate,
                        callTimeout == null ? CALL_MAX : callTimeout,
                        operationTimeout,
                        ANY,
                        backoff,
                        attemptsMax,
                        ambiguousWait,
                        pauseMax)
                .concurrency();
    }

    /** With this breaker where it names none. */
    public DestinationSettings settings(BreakerSettings otherwise) {
        return new DestinationSettings(
                concurrency,
                queueMax,
                rate,
                callTimeout == null ? CALL_MAX : callTimeout,
                operationTimeout,
                breaker == null ? otherwise : breaker,
                backoff,
                attemptsMax,
                ambiguousWait,
                pauseMax);
    }
}
