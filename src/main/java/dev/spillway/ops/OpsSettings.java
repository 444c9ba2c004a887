package dev.spillway.ops;

import java.time.Duration;

/**
 * The management port.
 *
 * @param host address to listen on; 127.0.0.1 unless the network around it is trusted
 * @param port 0..65535; 0 takes a free one
 * @param loopStallMax an event loop that was silent for longer counts as dead, PT1S..PT5M
 * @param probeInterval how often parts that do not tell by themselves are asked, PT0.1S..PT5M
 */
public record OpsSettings(String host, int port, Duration loopStallMax, Duration probeInterval) {
    public OpsSettings {
        if (host.isBlank()) throw new IllegalArgumentException("management.host must be an address, was empty");
        check("port", port, 0, 65_535);
        check("loopStallMax in ms", loopStallMax.toMillis(), 1000, 300_000);
        check("probeInterval in ms", probeInterval.toMillis(), 100, 300_000);
    }

    private static void check(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("management." + key + " must be " + min + ".." + max + ", was " + value);
        }
    }
}
