package dev.spillway.ladder;

import java.util.Locale;

/**
 * A time at one rate.
 *
 * @param rate asked for, webhooks a second
 * @param slope of all that waits in Redis: events that have not run, deliveries, entries of the ledger
 * @param simulatorsUs CPU a webhook
 */
record Trial(double rate, Sample sample, Slope slope, double simulatorsUs) {
    /** The line through the backlog may rise, in the whole time, by what comes in a tenth of a second: that is noise. */
    private static final double NOISE_SECONDS = 0.1;

    private static final double NEXT_TO_NOTHING_SECONDS = 0.2;

    private static final double SERVED_MIN = 0.98;

    boolean isSustained() {
        return isServed() && slope.perSecond() * sample.outcome().seconds() <= rate * NOISE_SECONDS;
    }

    /** Enough of a short time, in which a burst that came and went makes a slope: next to nothing waits at the end. */
    boolean isPromising() {
        return isSustained() || (isServed() && slope.last() <= rate * NEXT_TO_NOTHING_SECONDS);
    }

    private boolean isServed() {
        return sample.isGood() && sample.outcome().perSecond() >= rate * SERVED_MIN;
    }

    @Override
    public String toString() {
        var outcome = sample.outcome();
        return String.format(
                Locale.ROOT,
                "%,.0f webhooks/s of %,.0f for %.0f s, p99 %.1f ms, errors %d; backlog %,.0f to %,.0f, slope %+.1f events/s; "
                        + "µs gateway %.0f, Redis %.0f, Postgres %.0f, simulators %.0f, client %.0f: %s",
                outcome.perSecond(),
                rate,
                outcome.seconds(),
                outcome.latency().p99() / 1e3,
                outcome.errors(),
                slope.first(),
                slope.last(),
                slope.perSecond(),
                sample.each().gatewayUs(),
                sample.each().redisUs(),
                sample.each().postgresUs(),
                simulatorsUs,
                sample.each().clientUs(),
                isSustained() ? "sustained" : "too much");
    }
}
