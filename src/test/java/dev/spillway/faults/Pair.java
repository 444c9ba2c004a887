package dev.spillway.faults;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One window: how long a message took to what came of it, in the stack with the backlog and in the control.
 *
 * @param loaded 99th percentile by lane, in ms
 * @param control the same
 */
record Pair(Map<Lane, Long> loaded, Map<Lane, Long> control) {
    Pair {
        loaded = Map.copyOf(loaded);
        control = Map.copyOf(control);
    }

    double ratio(Lane lane) {
        return loaded(lane) / (double) Math.max(1, control(lane));
    }

    long loaded(Lane lane) {
        return loaded.getOrDefault(lane, 0L);
    }

    long control(Lane lane) {
        return control.getOrDefault(lane, 0L);
    }

    /** Of the worse lane. */
    static double medianRatio(List<Pair> pairs) {
        return Math.max(medianRatio(pairs, Lane.CRM), medianRatio(pairs, Lane.MAIN));
    }

    static double medianRatio(List<Pair> pairs, Lane lane) {
        var ratios =
                pairs.stream().mapToDouble(pair -> pair.ratio(lane)).sorted().toArray();
        return ratios.length == 0 ? 0 : ratios[ratios.length / 2];
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "99 %%: CRM lane %d ms, control %d ms, ratio %.2f; main lane %d ms, control %d ms, ratio %.2f",
                loaded(Lane.CRM),
                control(Lane.CRM),
                ratio(Lane.CRM),
                loaded(Lane.MAIN),
                control(Lane.MAIN),
                ratio(Lane.MAIN));
    }
}
