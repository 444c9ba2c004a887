package dev.spillway.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long people waited for their replies.
 *
 * @param sorted milliseconds from the webhook to the arrival of the reply
 * @param unanswered people who got none
 */
record Waits(List<Long> sorted, int unanswered) {
    Waits {
        sorted = sorted.stream().sorted().toList();
    }

    /** @param toldAtUs when each person wrote */
    static Waits of(Map<String, Long> toldAtUs, Arrived arrived) {
        var came = arrived.firstTextAtUs();
        var waits = new ArrayList<Long>();
        toldAtUs.forEach((person, at) -> {
            var reply = came.get(person);
            if (reply != null) waits.add((reply - at) / 1_000);
        });
        return new Waits(waits, toldAtUs.size() - waits.size());
    }

    /** All but one in a hundred waited no longer. */
    long p99() {
        return sorted.isEmpty() ? Long.MAX_VALUE : sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    }

    @Override
    public String toString() {
        if (sorted.isEmpty()) return "no replies";
        return String.format(
                Locale.ROOT,
                "%d replies after %d ms (median), %d ms (99 %%), %d ms (longest)",
                sorted.size(),
                sorted.get(sorted.size() / 2),
                p99(),
                sorted.get(sorted.size() - 1));
    }
}
