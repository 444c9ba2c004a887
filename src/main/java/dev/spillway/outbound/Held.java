package dev.spillway.outbound;

import java.time.Instant;

/**
 * An operation whose deliveries wait because it does not fit the backend any more.
 *
 * @param reason what does not fit, as far as the backend or the probe names it
 * @param by a probe, or the node on which an attempt found it out
 * @param since whole milliseconds
 */
record Held(String operation, String reason, String by, Instant since) {
    private static final String PROBE = "probe ";

    /** Who {@link #by} is, when a probe of this name has found it. */
    static String byProbe(String name) {
        return PROBE + name;
    }

    boolean byProbe() {
        return by.startsWith(PROBE);
    }
}
