package dev.spillway.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table of a run, as it is kept in load-tests/RESULTS.md. */
final class Results {
    private Results() {}

    /** @param command as somebody would type it to have the same again */
    static void write(List<Round.Outcome> outcomes, String command, int nodes) throws IOException {
        var verdict = outcomes.stream()
                .map(Round.Outcome::verdict)
                .reduce(Verdict::and)
                .orElseThrow();
        var text = new StringBuilder();
        text.append("Written by `./load-tests/faults.sh --record`; `--help` says what the words mean.\n\n");
        text.append("- Command: `").append(command).append("`\n- When and where: ");
        text.append(ResultsFile.whenAndWhere());
        text.append("; all processes on it; gateways of 256 MB: ").append(nodes);
        text.append("\n- Outcome: `").append(verdict.line()).append("`\n");
        outcomes.forEach(outcome -> text.append(table(outcome)));
        ResultsFile.put("What the fault bench found", text.toString());
    }

    private static String table(Round.Outcome outcome) {
        var verdict = outcome.verdict();
        var where = outcome.where();
        var head = "\n## Redis: " + where.topology() + ", acknowledged at level " + where.level() + "\n\n`"
                + verdict.line()
                + "`; excused repeats: at most " + verdict.repeatedMax() + "; dead letters: "
                + outcome.ledger().dead() + "; late writes refused: " + outcome.lateWritesRefused() + "\n\n"
                + "| fault | times | processes killed | most in flight | away s, longest | recovery s, median | longest |\n"
                + "|---|---|---|---|---|---|---|\n";
        return byFault(outcome).entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue(), outcome))
                .collect(Collectors.joining("\n", head, "\n"));
    }

    /** Indexes of what happened. */
    private static Map<Fault, List<Integer>> byFault(Round.Outcome outcome) {
        var byFault = new EnumMap<Fault, List<Integer>>(Fault.class);
        IntStream.range(0, outcome.happened().size())
                .forEach(n -> byFault.computeIfAbsent(outcome.happened().get(n).fault(), fault -> new ArrayList<>())
                        .add(n));
        return byFault;
    }

    private static String row(Fault fault, List<Integer> indexes, Round.Outcome outcome) {
        var all = indexes.stream().map(outcome.happened()::get).toList();
        var took = indexes.stream()
                .map(outcome.recoveries()::get)
                .filter(ms -> ms >= 0)
                .sorted()
                .toList();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %s | %.1f | %s | %s |",
                fault.words(),
                all.size(),
                fault.kills() * all.size(),
                all.stream()
                        .map(Happened::held)
                        .reduce(Held.NOTHING, Held::most)
                        .inFlight(),
                all.stream().mapToLong(one -> one.backMs() - one.fromMs()).max().orElse(0) / 1000.0,
                took.isEmpty() ? "" : seconds(took.get(took.size() / 2)),
                took.isEmpty() ? "" : seconds(took.get(took.size() - 1)));
    }

    private static String seconds(long ms) {
        return String.format(Locale.ROOT, "%.1f", ms / 1000.0);
    }
}
