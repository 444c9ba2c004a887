package dev.spillway.outbound;

import java.time.Instant;

/**
 * An operation whose deliveries wait because it does not fit the backend any more.
 *
 * @param reason what does not fit, as far as the backend or the probe names it
 * @param by {@link #PROBE}, or the node on which an attempt found it out
 * @param since whole milliseconds
 */
record Held(String operation, String reason, String by, Instant since) {
    /** Found out by a probe. */
    static final String PROBE = "probe";

    boolean byProbe() {
        return PROBE.equals(by);
    }
}
