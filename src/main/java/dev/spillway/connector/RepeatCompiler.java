package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands in a step under {@code each}, {@code pages} and {@code poll}. */
final class RepeatCompiler {
    private static final int PAGES_MAX = 20;
    private static final int LOOKS_MAX = 60;
    private static final Duration EVERY_MAX = Duration.ofSeconds(30);

    private final ConnectorTools tools;
    private final Problems problems;

    RepeatCompiler(ConnectorTools tools) {
        this.tools = tools;
        this.problems = tools.problems();
    }

    /** @param names what expressions may call before there is an answer */
    Repeat compile(String key, StepFile step, Set<String> names) {
        if (Stream.of(step.each(), step.pages(), step.poll())
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            problems.add(key, "repeats its call in two ways", "keep one of each, pages and poll");
        }
        var repeat = repeat(key, step, names);
        return repeat == null ? new Repeat.Once() : repeat;
    }

    private @Nullable Repeat repeat(String key, StepFile step, Set<String> names) {
        var answered = new HashSet<>(names);
        answered.addAll(Scope.OWN);
        var each = step.each();
        if (each != null) {
            var of = tools.expressions().compile(key + ".each.of", each.of(), names);
            checkName(key + ".each.as", each.as());
            return of == null ? null : new Repeat.Each(of, each.as());
        }
        var pages = step.pages();
        if (pages != null) {
            var next = tools.expressions().compile(key + ".pages.next", pages.next(), answered);
            if (pages.as() != null) checkName(key + ".pages.as", pages.as());
            checkMax(key + ".pages.max", pages.max(), PAGES_MAX);
            return next == null ? null : new Repeat.Pages(next, pages.as(), pages.max());
        }
        var poll = step.poll();
        if (poll == null) return null;
        var until = tools.expressions().compile(key + ".poll.until", poll.until(), answered);
        checkMax(key + ".poll.max", poll.max(), LOOKS_MAX);
        if (poll.every().compareTo(Duration.ofMillis(10)) < 0 || poll.every().compareTo(EVERY_MAX) > 0) {
            problems.add(key + ".poll.every", "must be PT0.01S..PT30S, was " + poll.every(), "the usual is PT1S");
        }
        var everyMax = poll.everyMax() == null ? poll.every() : poll.everyMax();
        if (everyMax.compareTo(poll.every()) < 0 || everyMax.compareTo(EVERY_MAX) > 0) {
            problems.add(key + ".poll.everyMax", "must be from every to PT30S, was " + everyMax, "leave it out");
        }
        return until == null ? null : new Repeat.Poll(until, poll.every(), everyMax, poll.max());
    }

    private void checkMax(String key, int max, int most) {
        if (max < 1 || max > most)
            problems.add(key, "must be 1.." + most + ", was " + max, "leave it out for the usual");
    }

    private void checkName(String key, String name) {
        if (!name.matches("[A-Za-z]\\w*")
                || Scope.OWN.contains(name)
                || tools.params().names().contains(name)) {
            problems.add(key, "\"" + name + "\" is taken or no name", "choose another word");
        }
    }
}
