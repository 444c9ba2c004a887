package dev.spillway.faults;

import dev.spillway.faults.Finding.Breach;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the bench says at the end, for people. */
final class Conclusion {
    private final PrintStream out;
    private final Whereabouts whereabouts;

    Conclusion(PrintStream out, Whereabouts whereabouts) {
        this.out = out;
        this.whereabouts = whereabouts;
    }

    /** @param toldMax findings of each kind that are told one by one */
    void tell(Round.Outcome outcome, int toldMax) {
        var verdict = outcome.verdict();
        out.println();
        for (var breach : Breach.values()) tell(breach, outcome, toldMax);
        out.printf(
                "repeats under the same key: %d, at most %d are excused%n", verdict.repeated(), verdict.repeatedMax());
        out.printf("dead letters: %d%n", outcome.ledger().dead());
        out.printf("late writes refused: %d%n", outcome.lateWritesRefused());
        out.println(recoveries(outcome));
        outcome.happened().stream()
                .filter(one -> one.fault().target().isStore())
                .forEach(one -> answers(one, outcome.answers().between(one.fromMs(), one.backMs())));
    }

    /** How the door behaved while a store was away. */
    private void answers(Happened one, Answers.Summary answers) {
        out.printf(
                "while %s was away for %d ms (%s): %d answers other than 200, 99 %% within %d ms, all within %d ms; %d POSTs without answer%n",
                one.victim(),
                one.backMs() - one.fromMs(),
                one.fault().words(),
                answers.refused(),
                answers.p99Ms(),
                answers.maxMs(),
                answers.none());
    }

    private void tell(Breach breach, Round.Outcome outcome, int toldMax) {
        var found = outcome.verdict().findings().stream()
                .filter(one -> one.breach() == breach)
                .toList();
        found.stream().limit(toldMax).forEach(one -> tell(one, outcome));
        if (found.size() > toldMax) out.printf("  and %d more %s%n", found.size() - toldMax, breach);
    }

    private void tell(Finding finding, Round.Outcome outcome) {
        out.printf("  %s: %s%n", finding.breach(), finding.what());
        var acked = finding.acked();
        if (acked == null) return;
        var fact = acked.fact();
        out.printf(
                "      event %s %s, contact %d number %d, about %s, answered 200 by %s at %d after %d tries; %s%n",
                fact.event(),
                fact.kind(),
                fact.contact(),
                fact.number(),
                fact.about(),
                acked.node(),
                acked.atMs(),
                acked.tries(),
                near(acked.atMs(), outcome));
        whereabouts.of(fact.event()).forEach(line -> out.println("      " + line));
    }

    private static String near(long atMs, Round.Outcome outcome) {
        var near = outcome.happened().stream()
                .filter(one -> atMs > one.fromMs() - 2_000 && atMs < one.backMs() + 2_000)
                .map(one -> one.fault().words() + " of " + one.victim() + " from " + (one.fromMs() - atMs) + " to "
                        + (one.backMs() - atMs) + " ms")
                .collect(Collectors.joining("; "));
        return near.isEmpty() ? "no fault near" : near;
    }

    private static String recoveries(Round.Outcome outcome) {
        var text = new StringBuilder("recovery:");
        for (var n = 0; n < outcome.happened().size(); n++) {
            var took = outcome.recoveries().get(n);
            var fault = outcome.happened().get(n).fault();
            if (took >= 0) text.append(String.format(Locale.ROOT, " %s %.1f s,", fault.words(), took / 1000.0));
        }
        return text.charAt(text.length() - 1) == ':' ? text + " not told" : text.substring(0, text.length() - 1);
    }
}
