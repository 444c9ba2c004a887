package dev.spillway.load;

import java.util.HashMap;
import java.util.Map;

/** What the gateway told of itself at a moment: series to values. */
record Metrics(Map<String, Double> series) {
    Metrics {
        series = Map.copyOf(series);
    }

    /** What equal series of several nodes say is added up. */
    static Metrics of(String page) {
        var series = new HashMap<String, Double>();
        page.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            var gap = line.lastIndexOf(' ');
            if (gap > 0) series.merge(line.substring(0, gap), Double.valueOf(line.substring(gap + 1)), Double::sum);
        });
        return new Metrics(series);
    }

    /** The sum of all series of that name whose labels hold these words, e.g. {@code le="1.0"}. */
    double sum(String name, String... labels) {
        return series.entrySet().stream()
                .filter(one -> isOf(one.getKey(), name, labels))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Whether there is such a series. */
    boolean has(String name, String... labels) {
        return series.keySet().stream().anyMatch(key -> isOf(key, name, labels));
    }

    private static boolean isOf(String key, String name, String... labels) {
        if (!key.equals(name) && !key.startsWith(name + "{")) return false;
        for (var label : labels) if (!key.contains(label)) return false;
        return true;
    }

    /** What was counted since. */
    Metrics since(Metrics before) {
        var grown = new HashMap<String, Double>();
        series.forEach((key, value) -> grown.put(key, value - before.series.getOrDefault(key, 0.0)));
        return new Metrics(grown);
    }
}
