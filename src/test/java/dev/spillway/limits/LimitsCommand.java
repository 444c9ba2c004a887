package dev.spillway.limits;

import dev.spillway.faults.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the bench of limits. */
@Command(
        name = "load-tests/limits.sh",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description = "Sends all that a WhatsApp number may send, and counts at a simulated Meta what arrives.",
        footer = {
            "",
            "Real processes only: gateways of 256 MB, redis-server, PostgreSQL, a strict simulated Meta that keeps Meta's limits"
                    + " itself and judges from the times at which messages came.",
            "rates: work always waits, for one node and for three. inbound: the same while people write. clock: the same with one"
                    + " node's clock 2 s ahead. redis: Redis stands still. killed: a node of three dies. replies: people write"
                    + " while a campaign waits. flood: one of them without end, and a thousand messages wait for one person."
                    + " stops: people opt out while messages to them wait."
                    + " lost: answers are lost, and then messages, statuses late: an offer arrives once, or is a letter that nobody"
                    + " repeats. kills: nodes are killed ten times.",
            "The last line is for machines: violations, messages with which a second held more than 1.05 of the limit, ten seconds"
                    + " more than all of it, or a person got more than Meta lets; used, the least part of the limit;"
                    + " doubled and missing messages, and unknown: offers of which Meta told nothing.",
            "Exit code 0: all as promised, see README; 1: something was not; 2: it could not be measured."
        })
public final class LimitsCommand implements Callable<Integer> {
    /** A part of the bench. */
    private enum Part {
        RATES,
        INBOUND,
        CLOCK,
        REDIS,
        KILLED,
        REPLIES,
        FLOOD,
        STOPS,
        LOST,
        KILLS
    }

    @Option(names = "--quick", description = "Short stretches: about twelve minutes in all.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "PART[,PART]", split = ",", description = "${COMPLETION-CANDIDATES}.")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @Option(names = "--nodes", paramLabel = "N[,N]", split = ",", description = "How many gateways; default 1,3.")
    private List<Integer> nodes = List.of(1, 3);

    @Option(names = "--rate", paramLabel = "N[,N]", split = ",", description = "Limits; default 80,1000.")
    private List<Integer> rates = List.of(80, 1_000);

    /** Ends with the exit code of the command. */
    public static void main(String[] arguments) {
        var command = new CommandLine(new LimitsCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var report = new Report(System.out);
        var rows = new ArrayList<Row>();
        for (var part : only) {
            for (var stretch : stretches(part, report)) {
                var row = stretch.run();
                report.say(row.toString());
                rows.add(row);
            }
        }
        System.out.println(line(rows));
        return rows.stream().allMatch(Row::holds) ? 0 : 1;
    }

    /** Something to be measured. */
    private interface Run {
        Row run() throws IOException;
    }

    private List<Run> stretches(Part part, Report report) {
        var warm = quick ? 10 : 15;
        var rates = new Rates(report, quick ? 20 : 300, warm);
        var outages = new Outages(report, warm);
        var replies = new Replies(report, quick ? 20 : 60, warm, quick ? 10_000 : 50_000);
        var stops = new Stops(report, quick ? 20 : 60, warm, 10_000);
        var losses = new Losses(report, quick ? 20 : 120);
        return switch (part) {
            case RATES -> eachRate(rates);
            case INBOUND -> each(nodes, count -> rates.withInbound(count, least()));
            case CLOCK -> List.of(() -> rates.alone(3, least(), Duration.ofSeconds(2)));
            case REDIS -> List.of(() -> outages.redisAway(Duration.ofSeconds(quick ? 10 : 30)));
            case KILLED -> List.of(outages::nodeKilled);
            case REPLIES -> List.of(replies::whileACampaignWaits);
            case FLOOD -> List.of(replies::besideAFlood);
            case STOPS -> List.of(stops::whileASegmentWaits);
            case LOST -> List.of(() -> losses.answersLost(0.01, Duration.ofSeconds(quick ? 10 : 60)));
            case KILLS -> List.of(() -> losses.nodesKilled(10, Duration.ofSeconds(quick ? 2 : 10)));
        };
    }

    private List<Run> eachRate(Rates stretch) {
        return rates.stream()
                .flatMap(perSecond -> each(nodes, count -> stretch.alone(count, perSecond, Duration.ZERO)).stream())
                .toList();
    }

    private static List<Run> each(List<Integer> nodes, Counted counted) {
        return nodes.stream().<Run>map(count -> () -> counted.run(count)).toList();
    }

    /** The same for some number of nodes. */
    private interface Counted {
        Row run(int nodes) throws IOException;
    }

    private int least() {
        return rates.stream().mapToInt(Integer::intValue).min().orElseThrow();
    }

    private static String line(List<Row> rows) {
        return String.format(
                Locale.ROOT,
                "violations=%d used=%.3f doubled=%d missing=%d unknown=%d",
                rows.stream().mapToInt(row -> row.judged().over()).sum(),
                rows.stream().filter(Row::tellsUse).mapToDouble(Row::used).min().orElse(1),
                rows.stream().mapToInt(Row::doubled).sum(),
                rows.stream().mapToInt(Row::missing).sum(),
                rows.stream().mapToInt(Row::unknown).sum());
    }
}
