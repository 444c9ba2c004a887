package dev.spillway.ladder;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The rungs that were measured. What was not, or failed, is NaN.
 *
 * @param asked those that had to be
 */
record Result(Set<Rung> asked, Map<Rung, Row> rows) {
    Result {
        asked = Set.copyOf(asked);
        rows = new TreeMap<>(rows);
    }

    private double of(Rung rung, ToDoubleFunction<Row> figure) {
        var row = rows.get(rung);
        return row == null || !row.isGood() ? Double.NaN : figure.applyAsDouble(row);
    }

    double perSecond(Rung rung) {
        return of(rung, Row::perSecond);
    }

    /** How many times as many webhooks a second one rung takes. */
    double ratio(Rung rung, Rung to) {
        return perSecond(rung) / perSecond(to);
    }

    private double gatewayUs(Rung rung) {
        return of(rung, row -> row.each().gatewayUs());
    }

    /** CPU of the gateway for an accepted webhook, as a multiple of what the bare server needs. */
    double gatewayOverNull() {
        return gatewayUs(Rung.ACCEPT) / gatewayUs(Rung.NULL);
    }

    /** For machines. */
    String line() {
        return String.format(
                        Locale.ROOT,
                        "null_rps=%.0f accept_rps=%.0f accept_over_null=%.3f accept_over_null_64=%.3f full_over_null=%.3f "
                                + "gateway_us=%.1f redis_us=%.1f batch_events_per_s=%.0f null_us=%.1f fsync_over_null=%.3f",
                        perSecond(Rung.NULL),
                        perSecond(Rung.ACCEPT),
                        ratio(Rung.ACCEPT, Rung.NULL),
                        ratio(Rung.ACCEPT_64, Rung.NULL_64),
                        ratio(Rung.FULL, Rung.NULL),
                        gatewayUs(Rung.ACCEPT),
                        of(Rung.ACCEPT, row -> row.each().redisUs()),
                        of(Rung.ACCEPT_BATCH, Row::eventsPerSecond),
                        gatewayUs(Rung.NULL),
                        ratio(Rung.ACCEPT_FSYNC, Rung.NULL))
                .replace("NaN", "nan");
    }

    /** For people. */
    String table() {
        var text = new StringBuilder(Row.HEAD);
        rows.values().forEach(row -> text.append(row.line()));
        return text.toString();
    }

    /** All that was asked for was measured, and nothing failed. */
    boolean isGood() {
        return rows.keySet().containsAll(asked) && rows.values().stream().allMatch(Row::isGood);
    }
}
