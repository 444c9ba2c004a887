package dev.spillway.backends;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How late the event loops of all nodes were.
 *
 * @param ticks of their timers
 * @param late of these, by more than 100 ms
 */
record Lag(long ticks, long late) {
    private static final String NAME = "^gateway_ops_event_loop_lag_seconds_";
    private static final Pattern TICKS = Pattern.compile(NAME + "count(?:\\{[^}]*})? (\\S+)", Pattern.MULTILINE);
    private static final Pattern IN_TIME =
            Pattern.compile(NAME + "bucket\\{[^}]*le=\"0\\.1\"[^}]*} (\\S+)", Pattern.MULTILINE);

    /** @param metrics of each node, as Prometheus reads them */
    static Lag of(List<String> metrics) {
        var ticks = sum(metrics, TICKS);
        return new Lag(ticks, ticks - sum(metrics, IN_TIME));
    }

    /** Of the time since. */
    Lag since(Lag before) {
        return new Lag(ticks - before.ticks, late - before.late);
    }

    private static long sum(List<String> metrics, Pattern pattern) {
        return metrics.stream()
                .flatMap(one -> pattern.matcher(one).results())
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
    }
}
