package dev.spillway.outbound;

import java.time.Duration;

/**
 * When to leave a destination alone.
 *
 * @param callsMin fewer calls in the window never open the breaker, 1..100000
 * @param failurePercent of the calls in the window that open it, 1..100
 * @param window what counts, PT1S..PT10M; should be longer than {@code callTimeout}, or calls that hang are forgotten
 *     before there are enough of them
 * @param openFor how long nothing is sent before one probe is, PT0.01S..PT10M
 */
public record BreakerSettings(int callsMin, int failurePercent, Duration window, Duration openFor) {
    public BreakerSettings {
        Ranges.check("breaker.callsMin", callsMin, 1, 100_000);
        Ranges.check("breaker.failurePercent", failurePercent, 1, 100);
        Ranges.check("breaker.window", window, Duration.ofSeconds(1), Duration.ofMinutes(10));
        Ranges.check("breaker.openFor", openFor, Duration.ofMillis(10), Duration.ofMinutes(10));
    }
}
