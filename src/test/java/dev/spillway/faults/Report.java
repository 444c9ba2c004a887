package dev.spillway.faults;

import java.io.PrintStream;
import java.util.Locale;

/** What the bench says while it runs, each line with the seconds since it began. */
public final class Report {
    private final PrintStream out;
    private final long begunAt = System.nanoTime();

    /** Begins now. */
    public Report(PrintStream out) {
        this.out = out;
    }

    /** Says a line at once. */
    public void say(String line) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - begunAt) / 1e9, line);
        out.flush();
    }

    void progress(Journal journal, Held held) {
        say(String.format(
                Locale.ROOT,
                "accepted %,d, repeats %,d, posts not answered 200 %,d; held: %s",
                journal.accepted(),
                journal.repeats(),
                journal.refusals(),
                held));
    }

    void fault(Happened one) {
        var append = one.appendMs() < 0 ? "" : ", first append after " + one.appendMs() + " ms";
        say(String.format(
                Locale.ROOT,
                "FAULT %-18s %-24s %5d ms, in flight: %s%s",
                one.fault().words(),
                one.victim(),
                one.backMs() - one.fromMs(),
                one.held(),
                append));
    }
}
