package dev.spillway.outbound;

import dev.spillway.limit.Backoff;
import dev.spillway.limit.Rate;
import java.time.Duration;

/**
 * How one destination is treated.
 *
 * @param concurrency HTTP calls side by side on this node, and deliveries out at once, 1..10000
 * @param queueMax calls that may wait here for a slot and for what their limits give, 0..100000; more are refused
 * @param rate HTTP calls of all nodes together
 * @param callTimeout the longest a single call may take, PT0.05S..PT10M; a connector may ask for less
 * @param operationTimeout the longest an attempt may take, with all its calls and waiting, PT0.1S..PT15M
 * @param breaker when to leave it alone
 * @param backoff when to come again
 * @param attemptsMax attempts that count before a delivery is given up, 1..1000
 * @param ambiguousWait the least time before a write that may have happened is tried again, PT0S..PT1H: for senders
 *     how long a status may take to come back (Meta: PT2M), zero for backends that are asked before
 * @param pauseMax the longest pause a destination may ask for at once, and the pause after a dead key or a used-up quota,
 *     PT1S..PT24H
 */
public record DestinationSettings(
        int concurrency,
        int queueMax,
        Rate rate,
        Duration callTimeout,
        Duration operationTimeout,
        BreakerSettings breaker,
        Backoff backoff,
        int attemptsMax,
        Duration ambiguousWait,
        Duration pauseMax) {
    public DestinationSettings {
        Ranges.check("destination.concurrency", concurrency, 1, 10_000);
        Ranges.check("destination.queueMax", queueMax, 0, 100_000);
        Ranges.check("destination.callTimeout", callTimeout, Duration.ofMillis(50), Duration.ofMinutes(10));
        Ranges.check("destination.operationTimeout", operationTimeout, Duration.ofMillis(100), Duration.ofMinutes(15));
        Ranges.check("destination.attemptsMax", attemptsMax, 1, 1000);
        Ranges.check("destination.ambiguousWait", ambiguousWait, Duration.ZERO, Duration.ofHours(1));
        Ranges.check("destination.pauseMax", pauseMax, Duration.ofSeconds(1), Duration.ofHours(24));
    }
}
