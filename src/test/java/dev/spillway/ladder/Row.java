package dev.spillway.ladder;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What the measurements of a rung come to: medians, each figure for itself.
 *
 * @param perSecond webhooks
 * @param each what a webhook costs
 * @param isGood there were measurements, and all without errors; otherwise the figures say nothing
 */
record Row(Rung rung, double perSecond, Outcome.Latency latency, Spent each, double residentMb, boolean isGood) {
    static final String HEAD = "| rung | webhooks/s | events/s | p50 ms | p99 ms | p99.9 ms | gateway µs | Redis µs "
            + "| Postgres µs | client µs | allocated B | gateway RSS MB |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n";

    static Row of(Rung rung, List<Sample> samples) {
        return new Row(
                rung,
                Median.of(samples, sample -> sample.outcome().perSecond()),
                latency(samples),
                each(samples),
                Median.of(samples, Sample::residentMb),
                !samples.isEmpty() && samples.stream().allMatch(Sample::isGood));
    }

    private static Outcome.Latency latency(List<Sample> samples) {
        return new Outcome.Latency(
                Median.of(samples, sample -> sample.outcome().latency().p50()),
                Median.of(samples, sample -> sample.outcome().latency().p99()),
                Median.of(samples, sample -> sample.outcome().latency().p999()));
    }

    private static Spent each(List<Sample> samples) {
        return new Spent(
                spent(samples, Spent::gatewayUs),
                spent(samples, Spent::redisUs),
                spent(samples, Spent::postgresUs),
                spent(samples, Spent::clientUs),
                spent(samples, Spent::allocated));
    }

    private static double spent(List<Sample> samples, ToDoubleFunction<Spent> figure) {
        return Median.of(samples, sample -> figure.applyAsDouble(sample.each()));
    }

    /** The same as one that says nothing. */
    Row failed() {
        return new Row(rung, perSecond, latency, each, residentMb, false);
    }

    double eventsPerSecond() {
        return perSecond * rung.eventsEach();
    }

    /** For a table below {@link #HEAD}. */
    String line() {
        if (!isGood) return "| " + rung.word() + " | failed | | | | | | | | | | |\n";
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %,.0f | %.0f |%n",
                rung.word(),
                perSecond,
                eventsPerSecond(),
                latency.p50() / 1e3,
                latency.p99() / 1e3,
                latency.p999() / 1e3,
                each.gatewayUs(),
                each.redisUs(),
                each.postgresUs(),
                each.clientUs(),
                each.allocated(),
                residentMb);
    }
}
