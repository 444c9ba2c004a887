package dev.spillway.backends;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the event loops of all nodes computed before they gave a sign that they were asked for.
 *
 * @param given in all
 * @param held of these, for which a loop needed more than 20 ms of the processor
 */
record Signs(long given, long held) {
    private static final String NAME = "^gateway_ops_event_loop_held_seconds_";
    private static final Pattern GIVEN = Pattern.compile(NAME + "count(?:\\{[^}]*})? (\\S+)", Pattern.MULTILINE);
    private static final Pattern SOON =
            Pattern.compile(NAME + "bucket\\{[^}]*le=\"0\\.02\"[^}]*} (\\S+)", Pattern.MULTILINE);

    /** @param metrics of each node, as Prometheus reads them */
    static Signs of(List<String> metrics) {
        var given = sum(metrics, GIVEN);
        return new Signs(given, given - sum(metrics, SOON));
    }

    /** Of the time since. */
    Signs since(Signs before) {
        return new Signs(given - before.given, held - before.held);
    }

    private static long sum(List<String> metrics, Pattern pattern) {
        return metrics.stream()
                .flatMap(one -> pattern.matcher(one).results())
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
    }
}
