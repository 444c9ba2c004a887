package dev.spillway.sandbox;

import dev.spillway.sandbox.Console.Style;
import java.time.Duration;
import java.util.Locale;

/** The sandbox in words: what was started, the conversation hop by hop, what to try. Numbers are milliseconds. */
final class Transcript {
    private static final String HOP = "  %6s %6s  %-9s  %s";
    private static final String ROW = "  %6s %6s  %-9s    %-9s %-34s %s";
    private static final int TEXT_MAX = 96;

    private final Console console;

    Transcript(Console console) {
        this.console = console;
    }

    void title(String text) {
        console.line("");
        console.line(console.styled(Style.BOLD, text));
    }

    void say(String text) {
        console.line(("  " + text).stripTrailing());
    }

    /** Something that runs now. */
    void started(String name, String address, Duration took) {
        say(format("%-11s %-34s %s", name, address, console.styled(Style.DIM, "started in " + seconds(took))));
    }

    /** Something to know, in line with what was started. */
    void named(String name, String text) {
        say(format("%-11s %s", name, text));
    }

    void hopTitles() {
        console.line(console.styled(Style.DIM, format(HOP, "at ms", "+ ms", "hop", "")));
    }

    /**
     * One hop of the conversation.
     *
     * @param at since the customer wrote
     * @param took since the hop before
     */
    void hop(Duration at, Duration took, String name, String text) {
        console.line(format(HOP, at.toMillis(), took.toMillis(), name, shorten(text)));
    }

    /** One row of a trace. */
    void row(Duration at, String kind, String step, String detail) {
        console.line(format(ROW, at.toMillis(), "", "", kind, step, console.styled(Style.DIM, shorten(detail)))
                .stripTrailing());
    }

    void good(String text) {
        console.line("");
        console.line(console.styled(Style.GOOD, text));
    }

    void bad(String text) {
        console.line("");
        console.line(console.styled(Style.BAD, text));
    }

    /** One line, not too long, quotes and all. */
    static String shorten(String text) {
        var line = text.strip().replaceAll("\\s*\\R\\s*", " / ");
        return line.codePointCount(0, line.length()) <= TEXT_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TEXT_MAX - 3)) + "...";
    }

    private static String seconds(Duration took) {
        return format("%.1f s", took.toMillis() / 1000.0);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
