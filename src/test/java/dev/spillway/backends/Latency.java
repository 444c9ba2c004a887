package dev.spillway.backends;

import dev.spillway.backends.Site.Arrival;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** How long it took from the telling to the first call for it, in ms. */
final class Latency {
    private Latency() {}

    /** Of every arrival that can be told to belong to somebody's message. */
    static List<Long> of(Collection<Arrival> arrivals, Map<String, Long> toldAtMs) {
        var seen = new HashSet<String>();
        var latencies = new ArrayList<Long>();
        for (var arrival : arrivals) {
            var told = toldAtMs.get(arrival.phone());
            if (told != null && seen.add(arrival.phone())) latencies.add(arrival.atMs() - told);
        }
        return latencies;
    }

    /** The 99th percentile; 0 of none. */
    static long p99(List<Long> latencies) {
        if (latencies.isEmpty()) return 0;
        var sorted = latencies.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    }
}
