package dev.spillway.limits;

import java.util.List;
import java.util.Locale;

/**
 * Somebody who opted out.
 *
 * @param answeredMs when their webhook had been answered
 * @param inForceMs when a gateway was seen to hold it; 0: never
 */
record Stopped(String phone, long answeredMs, long inForceMs) {
    private long tookMs() {
        return inForceMs == 0 ? Long.MAX_VALUE : Math.max(0, inForceMs - answeredMs);
    }

    /** All but one in a hundred took no longer, in milliseconds. */
    static long p99(List<Stopped> all) {
        var sorted = all.stream().map(Stopped::tookMs).sorted().toList();
        return sorted.isEmpty() ? Long.MAX_VALUE : sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    }

    /** How many of what waited came for them when it was in force: of Meta's times and ours, on one machine. */
    long after(Arrived arrived) {
        var person = Backlog.person(phone);
        return arrived.all().stream()
                .filter(one -> one.person().equals(person) && Backlog.isOne(one.id()))
                .filter(one -> inForceMs > 0 && one.atUs() > inForceMs * 1_000)
                .count();
    }

    static String told(List<Stopped> all) {
        var sorted = all.stream().map(Stopped::tookMs).sorted().toList();
        if (sorted.isEmpty()) return "nobody opted out";
        return String.format(
                Locale.ROOT,
                "%d opt-outs in force %d ms (median), %d ms (99 %%) after our 200",
                sorted.size(),
                sorted.get(sorted.size() / 2),
                p99(all));
    }
}
