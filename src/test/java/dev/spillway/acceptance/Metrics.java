package dev.spillway.acceptance;

import java.util.List;

/** One scrape of {@code /metrics}. */
record Metrics(List<String> lines) {
    static Metrics parse(String text) {
        return new Metrics(text.lines().filter(line -> !line.startsWith("#")).toList());
    }

    /** The sum over all series of a name that carry a piece of text among their labels, e.g. {@code source="meta"}. */
    double sum(String name, String label) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** A counter of the door for the source of these tests. */
    long door(String noun) {
        return Math.round(sum("gateway_ingress_" + noun + "_total", "source=\"meta\""));
    }
}
