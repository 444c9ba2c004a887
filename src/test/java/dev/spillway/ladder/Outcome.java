package dev.spillway.ladder;

/**
 * What a client saw.
 *
 * @param requests answered 200
 * @param errors other answers, and connections that broke
 * @param isExhausted more requests would have been needed than there were
 * @param busy the part of its threads' time that the client computed, 0 to 1
 */
record Outcome(long requests, double seconds, long errors, Latency latency, boolean isExhausted, double busy) {
    private static final double BUSY_MAX = 0.9;

    /** In microseconds. */
    record Latency(double p50, double p99, double p999) {
        Latency worse(Latency other) {
            return new Latency(Math.max(p50, other.p50), Math.max(p99, other.p99), Math.max(p999, other.p999));
        }
    }

    /** Of two clients that ran side by side. */
    Outcome and(Outcome other) {
        return new Outcome(
                requests + other.requests,
                Math.max(seconds, other.seconds),
                errors + other.errors,
                latency.worse(other.latency),
                isExhausted || other.isExhausted,
                Math.max(busy, other.busy));
    }

    /** The same of a client of which that is known only afterwards. */
    Outcome busy(double part) {
        return new Outcome(requests, seconds, errors, latency, isExhausted, part);
    }

    /** Whether the figures say more of the client than of the server. */
    boolean isClientTheLimit() {
        return busy > BUSY_MAX;
    }

    double perSecond() {
        return requests / seconds;
    }
}
