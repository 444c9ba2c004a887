package dev.spillway.limits;

import dev.spillway.faults.Gateways;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What Redis was asked since it was started.
 *
 * @param times for times of the number
 * @param limits for other limits, as that of number and person
 * @param scripts of whatever kind
 */
record Questions(double times, double limits, double scripts) {
    /** Of all nodes together. */
    static Questions of(Gateways gateways) throws IOException {
        return new Questions(count(gateways, "even"), count(gateways, "all"), gateways.redisCommands("evalsha"));
    }

    private static double count(Gateways gateways, String of) {
        var line = Pattern.compile("(?m)^gateway_limit_questions_total\\{of=\"" + of + "\"\\} (\\S+)");
        return gateways.metrics().stream()
                .flatMap(metrics -> line.matcher(metrics).results())
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    Questions minus(Questions before) {
        return new Questions(times - before.times, limits - before.limits, scripts - before.scripts);
    }

    /** For people. */
    String forSends(int count) {
        var thousands = Math.max(1, count) / 1_000.0;
        return String.format(
                Locale.ROOT,
                "for 1,000 sends Redis was asked %.0f times for times, %.0f times for other limits, in all %.0f scripts",
                times / thousands,
                limits / thousands,
                scripts / thousands);
    }
}
