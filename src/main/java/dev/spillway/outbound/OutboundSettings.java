package dev.spillway.outbound;

import java.time.Duration;

/**
 * What all destinations have in common.
 *
 * @param connectTimeout to get a connection, TLS included, PT0.05S..PT1M; what fails here was never sent
 * @param idleConnectionMax after it an unused connection is closed, PT1S..PT5M; shorter than what the backends keep, or calls
 *     are written into connections that are just being closed and nobody knows what became of them
 * @param replyBytesMax larger replies are broken off, 1024..67108864
 * @param drainMax how long stopping waits for deliveries that are out, PT0S..PT5M
 */
public record OutboundSettings(
        Duration connectTimeout, Duration idleConnectionMax, int replyBytesMax, Duration drainMax) {
    public OutboundSettings {
        Ranges.check("outbound.connectTimeout", connectTimeout, Duration.ofMillis(50), Duration.ofMinutes(1));
        Ranges.check("outbound.idleConnectionMax", idleConnectionMax, Duration.ofSeconds(1), Duration.ofMinutes(5));
        Ranges.check("outbound.replyBytesMax", replyBytesMax, 1024, 64 << 20);
        Ranges.check("outbound.drainMax", drainMax, Duration.ZERO, Duration.ofMinutes(5));
    }
}
