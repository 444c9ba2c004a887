package dev.spillway.backends;

import dev.spillway.backends.Street.Wanted;
import dev.spillway.faults.Report;
import dev.spillway.faults.ResultsFile;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the bench of backends. */
@Command(
        name = "load-tests/backends.sh",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description = "Runs the shipped connectors by two gateways against simulators of five vendors, and counts.",
        footer = {
            "",
            "Real processes only: two gateways of 256 MB, redis-server, PostgreSQL, the vendors in a process of their own; on"
                    + " free ports, in a temporary folder, nothing of it stays. Work enters by webhooks, and leaves by lanes.",
            "lost: all that each vendor has, while 30 %% of the answers to its writes get lost; of each job there must be one"
                    + " record. tokens: 200 calls find their token over; one new one must do; a grant is taken back"
                    + " and given anew. quota: bulk work and people share a day's quota. workers: SAP's hidden workers, twelve"
                    + " instead of six after a while, must be found within 20 %%. rates: every vendor is offered"
                    + " ten times what its limits let in. neighbours: of twenty backends one hangs, one fails, one throttles;"
                    + " the others' look-ups, against stretches between in which all are well. notes: a few people say a lot of"
                    + " their tickets; joined to an eighth of updates at most, none lost. breaker: a backend fails, then hangs;"
                    + " calls until it is left alone, and how many look at once whether it is back. drift: a field is renamed;"
                    + " only that operation waits, the alarm names the field, all goes out after the file was mended and"
                    + " reloaded. hostile: expressions without end, beside others' work; at most 1 %% of the event loops'"
                    + " ticks come more than 100 ms late.",
            "The last line is for machines: doubled and missing records; over_limit_share, of the worst vendor, calls that a"
                    + " limit turned away, of all calls in steady state; used_min, of the worst vendor, what was used of its"
                    + " rate; p99_ratio_healthy, median of the pairs. A dash: not measured.",
            "Exit code 0: nothing missing or doubled, at most 1 %% over a limit, at least 95 %% used, a ratio of at most 1.25,"
                    + " one token; 1: else; 2: it could not be measured."
        })
public final class BackendsCommand implements Callable<Integer> {
    private static final List<String> VENDORS = List.of("salesforce", "hubspot", "sap-s4hana", "shopify", "zendesk");

    /** A part of the bench. */
    private enum Part {
        LOST,
        TOKENS,
        QUOTA,
        WORKERS,
        RATES,
        NEIGHBOURS,
        NOTES,
        BREAKER,
        DRIFT,
        HOSTILE
    }

    @Option(names = "--quick", description = "Shorter stretches: some minutes in all.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "PART[,PART]", split = ",", description = "${COMPLETION-CANDIDATES}.")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @Option(names = "--record", description = "Write what came of it into load-tests/RESULTS.md.")
    private boolean record;

    /** Ends with the exit code of the command. */
    public static void main(String[] arguments) {
        var command = new CommandLine(new BackendsCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, TimeoutException {
        var report = new Report(System.out);
        var result = run(report);
        if (record) ResultsFile.put("What vendors got from two gateways", result.page(words()));
        result.broken().forEach(what -> report.say("BROKEN: " + what));
        System.out.println(result.line());
        return result.broken().isEmpty() ? 0 : 1;
    }

    private Result run(Report report) throws IOException, TimeoutException {
        LostAnswers.Found lost = null;
        List<OneToken.Row> tokens = null;
        Revoked.Found revoked = null;
        Quota.Found quota = null;
        List<HiddenWorkers.Row> workers = null;
        if (!Collections.disjoint(only, EnumSet.of(Part.LOST, Part.TOKENS, Part.QUOTA, Part.WORKERS))) {
            try (var town = Town.start(report, vendors(), Backend::unlimited)) {
                if (only.contains(Part.LOST)) lost = new LostAnswers(town, quick ? 20 : 100).run();
                if (only.contains(Part.TOKENS)) tokens = new OneToken(town).run();
                if (only.contains(Part.TOKENS)) revoked = new Revoked(town).run();
                if (only.contains(Part.QUOTA)) quota = new Quota(town).run();
                if (only.contains(Part.WORKERS)) workers = new HiddenWorkers(town, quick).run();
            }
        }
        var rates = only.contains(Part.RATES) ? rates(report) : null;
        var neighbours = only.contains(Part.NEIGHBOURS) ? neighbours(report) : null;
        return new Result(lost, rates, neighbours, tokens, new Result.Others(revoked, quota, workers, manners(report)));
    }

    private Manners manners(Report report) throws IOException, TimeoutException {
        if (Collections.disjoint(only, EnumSet.range(Part.NOTES, Part.HOSTILE))) return Manners.NONE;
        try (var town = Town.start(report, vendors(), Backend::unlimited, Hostile::write)) {
            return new Manners(
                    only.contains(Part.NOTES) ? new Notes(town, quick).run() : null,
                    only.contains(Part.BREAKER) ? new Breaking(town).run() : null,
                    only.contains(Part.DRIFT) ? new Renamed(town).run() : null,
                    only.contains(Part.HOSTILE) ? new Hostile(town, quick).run() : null);
        }
    }

    private List<Rates.Row> rates(Report report) throws IOException, TimeoutException {
        try (var town = Town.start(report, Rates.wanted(), Backend::unlimited)) {
            return new Rates(town, quick).run();
        }
    }

    private Neighbours.Found neighbours(Report report) throws IOException, TimeoutException {
        try (var town = Town.start(report, Neighbours.wanted(), Backend::unlimited)) {
            return new Neighbours(town, 3, quick ? 10 : 30).run();
        }
    }

    private static List<Wanted> vendors() {
        return VENDORS.stream().map(vendor -> new Wanted(vendor, vendor)).toList();
    }

    /** As somebody would type it to have the same again. */
    private String words() {
        return "./load-tests/backends.sh" + (quick ? " --quick" : "") + " --record";
    }
}
