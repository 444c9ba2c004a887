package dev.spillway.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics that the rooms name in their code and its comments. */
final class MetricNames {
    private static final Pattern METRIC = Pattern.compile("gateway_[a-z0-9_]+");
    private static final Pattern NAMED = Pattern.compile("gateway[._][a-z0-9._]+");

    private final Set<String> named;
    private final String meters;

    private MetricNames(Set<String> named, String meters) {
        this.named = named;
        this.meters = meters;
    }

    static MetricNames ofTheRooms() throws IOException {
        var named = NAMED.matcher(sources(file -> true))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace('.', '_'))
                .collect(Collectors.toSet());
        return new MetricNames(named, sources(file -> file.toString().matches(".*(Metrics|Meters)\\.java")));
    }

    private static String sources(Predicate<Path> which) throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(Files::isRegularFile).filter(which).toList())
                all.append(Files.readString(file));
        }
        return all.toString();
    }

    /** The metrics an expression asks for. */
    static Set<String> askedBy(String expression) {
        return METRIC.matcher(expression)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As written in a room: with dots or underscores, with or without what Micrometer and Prometheus append. */
    boolean knows(String metric) {
        var stem = metric.replaceFirst("_(bucket|count|sum|max)$", "");
        var bare = stem.replaceFirst("_(total|seconds|bytes)$", "");
        var tail = bare.replaceFirst("^gateway_[a-z]+_", "");
        // Some names are put together of a prefix, a noun and an enum's word.
        var begun = "\"" + tail.replaceFirst("_[a-z]+$", "_") + "\"";
        return named.contains(stem)
                || named.contains(metric)
                || named.contains(bare)
                || meters.contains("\"" + tail + "\"")
                || meters.contains(begun);
    }
}
