package dev.spillway.config;

import java.time.Duration;

/**
 * How a node stops.
 *
 * @param drainDelay how long it still takes what comes after it turned red, so that load balancers see it
 * @param max after it the process ends, whatever is still open
 */
public record ShutdownConfig(Duration drainDelay, Duration max) {
    public ShutdownConfig {
        if (drainDelay.isNegative() || drainDelay.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "shutdown.drainDelay must be PT0S..shutdown.max (" + max + "), was " + drainDelay);
        }
    }
}
