package dev.spillway.backends;

import dev.spillway.faults.ResultsFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the bench has found; a round that was left out is null and holds. */
record Result(
        LostAnswers.@Nullable Found lost,
        @Nullable List<Rates.Row> rates,
        Neighbours.@Nullable Found neighbours,
        @Nullable List<OneToken.Row> tokens,
        Others others) {
    /** What the last line does not tell. */
    record Others(
            Revoked.@Nullable Found revoked,
            Quota.@Nullable Found quota,
            @Nullable List<HiddenWorkers.Row> workers,
            Manners manners) {
        static final Others NONE = new Others(null, null, null, Manners.NONE);

        List<String> broken() {
            var broken = new ArrayList<String>();
            if (revoked != null && !revoked.holds()) broken.add("a revoked grant: called, or not gone on with");
            if (quota != null && !quota.holds()) broken.add("the part of the quota that is kept for people");
            if (workers != null && !workers.stream().allMatch(HiddenWorkers.Row::holds)) {
                broken.add("the hidden workers were not found");
            }
            broken.addAll(manners.broken());
            return broken;
        }

        String lines() {
            return "\n## Beside these\n\n- A grant taken back: " + revoked + "\n- A day's quota: " + quota
                    + "\n- Hidden workers: " + workers + "\n" + manners.lines();
        }
    }

    private static final double RATIO_MAX = 1.25;
    private static final double LIMITED_MAX = 0.01;
    private static final double USED_MIN = 0.95;

    /** What was not as it must be; empty if all was. */
    List<String> broken() {
        var broken = new ArrayList<String>();
        if (lost != null && !lost.holds()) broken.add("records are missing or doubled, or nothing was lost");
        if (rates != null && limitedShare() > LIMITED_MAX) broken.add("more calls than the limits let in");
        if (rates != null && usedMin() < USED_MIN) broken.add("less was used than the limits let in");
        if (neighbours != null && neighbours.ratio() > RATIO_MAX) broken.add("healthy backends feel the sick ones");
        if (tokens != null && !tokens.stream().allMatch(OneToken.Row::holds))
            broken.add("more than one token, or calls lost");
        broken.addAll(others.broken());
        return broken;
    }

    /** Of the worst vendor. */
    private double limitedShare() {
        return rates == null
                ? 0
                : rates.stream().mapToDouble(Rates.Row::limitedShare).max().orElse(0);
    }

    /** Of the worst vendor. */
    private double usedMin() {
        return rates == null
                ? 1
                : rates.stream().mapToDouble(Rates.Row::used).min().orElse(0);
    }

    /** The last line; what was not measured is a dash. */
    String line() {
        return "doubled=%s missing=%s over_limit_share=%s used_min=%s p99_ratio_healthy=%s"
                .formatted(
                        lost == null ? "-" : lost.doubled(),
                        lost == null ? "-" : lost.missing(),
                        rates == null ? "-" : number(limitedShare(), 4),
                        rates == null ? "-" : number(usedMin(), 3),
                        neighbours == null ? "-" : number(neighbours.ratio(), 2));
    }

    /**
     * For load-tests/RESULTS.md.
     *
     * @param command as somebody would type it to have the same again
     */
    String page(String command) {
        var page = new StringBuilder();
        page.append("Written by `./load-tests/backends.sh --record`; `--help` says what the words mean.\n\n");
        page.append("- Command: `").append(command).append("`\n- When and where: ");
        page.append(ResultsFile.whenAndWhere()).append("; all processes on it; two gateways of 256 MB\n");
        page.append("- Outcome: `").append(line()).append("`\n");
        if (lost != null) page.append(lostTable(lost));
        if (rates != null) page.append(ratesTable(rates));
        if (neighbours != null) page.append(neighboursTable(neighbours));
        if (tokens != null) page.append(tokensTable(tokens));
        return page.append(others.lines()).toString();
    }

    private static String lostTable(LostAnswers.Found lost) {
        var head = "\n## One record of each job\n\nAnswers to writes that got lost: " + lost.lost()
                + ".\n\n| backend | job | told | records | missing | doubled |\n|---|---|---|---|---|---|\n";
        return lost.rows().stream()
                .map(row -> "| %s | %s | %d | %d | %d | %d |"
                        .formatted(row.backend(), row.word(), row.told(), row.records(), row.missing(), row.doubled()))
                .collect(Collectors.joining("\n", head, "\n"));
    }

    private static String ratesTable(List<Rates.Row> rates) {
        var head =
                "\n## Ten times the rate\n\n| backend | job | let in a second | used | turned away | reads, 99 %, ms |"
                        + " bulk, 99 %, ms |\n|---|---|---|---|---|---|---|\n";
        return rates.stream()
                .map(row -> "| %s | %s | %s | %s | %s | %d | %d |"
                        .formatted(
                                row.backend(),
                                row.word(),
                                number(row.perSecond(), 1),
                                number(row.used(), 3),
                                number(row.limitedShare(), 4),
                                row.readsMs(),
                                row.bulkMs()))
                .collect(Collectors.joining("\n", head, "\n"));
    }

    private static String neighboursTable(Neighbours.Found found) {
        var head = "\n## Seventeen healthy backends beside three sick ones\n\nCalls in a stretch to the hanging one "
                + found.hanging() + ", the failing one " + found.failing() + ", the throttling one "
                + found.throttling()
                + "; heap after all, against before: " + number(found.heapGrowth(), 2)
                + ".\n\n| 99 %, ms, three sick | all well | ratio |\n|---|---|---|\n";
        return found.pairs().stream()
                .map(pair -> "| %d | %d | %s |".formatted(pair.broken(), pair.control(), number(pair.ratio(), 2)))
                .collect(Collectors.joining("\n", head, "\n"));
    }

    private static String tokensTable(List<OneToken.Row> tokens) {
        var head =
                "\n## Two hundred calls find their token over\n\n| backend | new tokens | calls done |\n|---|---|---|\n";
        return tokens.stream()
                .map(row -> "| %s | %d | %d |".formatted(row.backend(), row.minted(), row.done()))
                .collect(Collectors.joining("\n", head, "\n"));
    }

    static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
