package dev.spillway.ladder;

import dev.spillway.faults.Report;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line of the ladder. */
@Command(
        name = "load-tests/ladder.sh",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description = "Measures what each room of the accept path costs, rung by rung, in one run.",
        footer = {
            "",
            "Rungs: null (a bare Vert.x server with the gateway's options that reads the body and answers 200), verify"
                    + " (+ signature), decode (+ events), accept (+ dedupe and append in a real redis-server, AOF everysec),"
                    + " accept_fsync (appendfsync always), null_64 and accept_64 (64 connections), accept_batch (webhooks of"
                    + " 100 events of about 250 bytes, 16 connections), full (a whole gateway: dispatch, flows and ledger"
                    + " running, with Postgres and simulators). With --loops above 1 also accept_one_loop, with --nodes above"
                    + " 1 accept_nodes.",
            "Payloads: signed webhooks of one event, about 600 bytes; three statuses to a message, a fifth of the messages ask"
                    + " for an order. All are made ahead, the full rung's before each of its trials; none is sent twice in a"
                    + " measurement. Running out of them, or any answer but 200, fails the rung.",
            "Rungs run in turn, --rounds times, after a warm-up; figures are medians. µs are CPU time from /proc, for a"
                    + " webhook; bytes are what the gateway's threads allocate for it.",
            "The full rung comes last, at a rate at which what waits in Redis (events, deliveries, ledger) does not grow:"
                    + " that is looked for, or given by --full-rate.",
            "The last line is for machines; what was not measured is nan. Its µs are those of the rungs accept and null.",
            "Exit code 0: all went well; 1: a rung failed, or --check found too much; 2: a wrong command line, or it could"
                    + " not be measured."
        })
public final class LadderCommand implements Callable<Integer> {
    private static final Set<Rung> EXTRA = EnumSet.of(Rung.ACCEPT_ONE_LOOP, Rung.ACCEPT_NODES);

    private static final Set<Rung> COMPARED = EnumSet.of(Rung.NULL, Rung.ACCEPT);

    private static final int SECONDS_MAX = 600;
    private static final int ROUNDS_MAX = 100;
    /** All of a client's connections come from one address, and need a port each. */
    private static final int CONNECTIONS_MAX = 20_000;

    private static final int PREPARE_MAX = 1_000_000;
    private static final int RATE_MAX = 200_000;
    private static final int MINUTES_MAX = 1_440;

    @Option(names = "--seconds", paramLabel = "N", description = "Of each measurement. Default: ${DEFAULT-VALUE}.")
    private int seconds = 10;

    @Option(names = "--rounds", paramLabel = "N", description = "Measurements of each rung. Default: ${DEFAULT-VALUE}.")
    private int rounds = 2;

    @Option(names = "--only", split = ",", paramLabel = "RUNG", description = "These rungs alone.")
    private List<String> only = List.of();

    @Option(names = "--connections", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int connections = usual().connections();

    @Option(
            names = "--client",
            paramLabel = "wrk|own",
            description = "Who sends. Default: wrk if it is on the PATH, else the client that ships with this.")
    private String client = usual().client();

    @Option(
            names = "--prepare",
            paramLabel = "N",
            description = "Webhooks made ahead for each second. Default: ${DEFAULT-VALUE}.")
    private int prepare = 160_000;

    @Option(names = "--loops", paramLabel = "N", description = "Event loops of each server. Default: ${DEFAULT-VALUE}.")
    private int loops = usual().loops();

    @Option(names = "--nodes", paramLabel = "N", description = "Gateways on one Redis. Default: ${DEFAULT-VALUE}.")
    private int nodes = 1;

    @Option(names = "--full-rate", paramLabel = "N", description = "Webhooks/s of the full rung. Default: looked for.")
    private @Nullable Integer fullRate;

    @Option(
            names = "--full-minutes",
            paramLabel = "N",
            description = "Of the full rung; each takes some 250 MB of temporary files. Default: all rounds' seconds.")
    private @Nullable Integer fullMinutes;

    @Option(
            names = "--full-acknowledge",
            paramLabel = "fsync|aof",
            description = "Level of the full rung's Redis. Default: ${DEFAULT-VALUE}, as shipped.")
    private String fullAcknowledge = "fsync";

    @Option(
            names = "--record",
            description = "Write what came of it, with charts, into load-tests/RESULTS.md; not when a rung failed.")
    private boolean record;

    @Option(
            names = "--check",
            description =
                    "Only null and accept: fail when the gateway's CPU for an accepted webhook, as a multiple of the"
                            + " null rung's, is more than 25 %% above load-tests/ladder-recorded.properties. By the same"
                            + " client, loops and connections, unless they are given.")
    private boolean check;

    @Option(names = "--record-check", description = "Record that multiple for --check; in a commit that says why.")
    private boolean recordCheck;

    private final Report report = new Report(System.out);
    private final List<String> remarks = new ArrayList<>();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Ends with the exit code of the command. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LadderCommand())
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    }

    /** What the machine does not do is told in words; anything else is a fault of ours, and whoever mends it wants its trace. */
    static int failed(Exception e, CommandLine command) throws Exception {
        if (!(e instanceof IOException)) throw e;
        var isBare = e.getMessage() == null || e instanceof FileSystemException; // the latter says but a path
        command.getErr().println("ladder: " + (isBare ? e : e.getMessage()));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public Integer call() throws Exception {
        var recorded = check ? recorded() : null;
        var settings = settings();
        var result = run(settings);
        System.out.println();
        System.out.print(result.table());
        remarks.forEach(remark -> report.say(remark));
        var holds = judge(result.gatewayOverNull(), recorded);
        System.out.println(result.line());
        return result.isGood() && holds ? 0 : 1;
    }

    private Result run(Settings settings) throws IOException {
        var rows = new TreeMap<Rung, Row>();
        try (var ladder = Ladder.start(settings, report)) {
            var samples = ladder.run();
            if (settings.rungs().contains(Rung.FULL)) {
                rows.put(Rung.FULL, full(settings, ladder.folder()));
                ladder.measure(Rung.NULL, "after full");
            }
            samples.forEach((rung, all) -> rows.put(rung, Row.of(rung, all)));
            samples.values().forEach(this::limits);
            var result = new Result(settings.rungs(), rows);
            ratios(result);
            if (record) write(result, ladder.redisVersion());
            return result;
        }
    }

    private void write(Result result, String redisVersion) throws IOException {
        if (result.isGood()) Page.write(result, about(redisVersion));
        else remarks.add("record: load-tests/RESULTS.md stays as it was, as a rung failed");
    }

    private Row full(Settings settings, Path folder) throws IOException {
        try (var full = FullRung.start(settings, folder, report)) {
            var trial = full.run();
            remarks.add("full, acknowledged at level " + fullAcknowledge + ": " + trial);
            limits(List.of(trial.sample()));
            var row = Row.of(Rung.FULL, List.of(trial.sample()));
            return trial.isSustained() ? row : row.failed();
        } catch (IOException e) {
            remarks.add("full failed: " + e.getMessage()); // what the other rungs found stands all the same
            return Row.of(Rung.FULL, List.of()).failed();
        }
    }

    /** A row of which the client was the limit, in any round, says less of the server. */
    private void limits(List<Sample> samples) {
        samples.stream()
                .filter(sample -> sample.outcome().isClientTheLimit())
                .max(Comparator.comparingDouble(sample -> sample.outcome().busy()))
                .ifPresent(sample -> remarks.add(String.format(
                        Locale.ROOT,
                        "%s: the client was the limit, busy for %.0f %% of its threads' time",
                        sample.rung().word(),
                        sample.outcome().busy() * 100)));
    }

    private void ratios(Result result) {
        if (loops > 1) remark(loops + " event loops against one", result.ratio(Rung.ACCEPT, Rung.ACCEPT_ONE_LOOP));
        if (nodes > 1)
            remark(nodes + " gateways on one Redis against one", result.ratio(Rung.ACCEPT_NODES, Rung.ACCEPT));
    }

    /** What --only left out was not measured. */
    private void remark(String what, double value) {
        if (!Double.isNaN(value)) remarks.add(String.format(Locale.ROOT, "%s: %.2f times the webhooks/s", what, value));
    }

    private boolean judge(double measured, @Nullable Recorded recorded) throws IOException {
        if (recordCheck) return isRecorded(measured);
        if (recorded == null) return true;
        report.say(recorded.judgement(measured));
        return recorded.allows(measured);
    }

    private boolean isRecorded(double measured) throws IOException {
        if (!Double.isFinite(measured)) {
            report.say("record-check: nothing is recorded, as null and accept were not both measured without errors");
            return false;
        }
        new Recorded(measured, by()).write(Recorded.FILE);
        return true;
    }

    private static Recorded.By usual() {
        return new Recorded.By(WrkClient.isHere() ? "wrk" : "own", 1, 256);
    }

    private Recorded.By by() {
        return new Recorded.By(client, loops, connections);
    }

    /** Unless the command line says otherwise: wrk may be here and was not there, or the other way round. */
    private void measureAs(Recorded.By by) {
        if (!isGiven("--client")) client = by.client();
        if (!isGiven("--loops")) loops = by.loops();
        if (!isGiven("--connections")) connections = by.connections();
    }

    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** What --check compares with; looked at first, as measuring takes minutes. */
    private Recorded recorded() throws IOException {
        if (!Files.exists(Recorded.FILE)) throw new IOException("nothing is recorded; --record-check does that");
        var recorded = Recorded.read(Recorded.FILE, usual());
        measureAs(recorded.by());
        if (recorded.by().equals(by())) return recorded;
        throw wrong("--check: recorded with " + recorded.by().words() + ", but this is " + by().words()
                + "; give --check the same, or record anew by --record-check");
    }

    /** Both need the two rungs; together they would compare a figure with itself. */
    private void compares(Set<Rung> rungs) {
        if (check && recordCheck) throw wrong("--check and --record-check: only one of them at a time");
        if ((check || recordCheck) && !rungs.containsAll(COMPARED))
            throw wrong("--check and --record-check need the rungs null and accept; --only leaves some of them out");
    }

    private Settings settings() {
        try {
            ranges();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        oneOf("--client", client, List.of("wrk", "own"));
        oneOf("--full-acknowledge", fullAcknowledge, List.of("fsync", "aof"));
        if (client.equals("wrk") && !WrkClient.isHere())
            throw wrong("--client wrk: there is no wrk on the PATH; --client own needs nothing");
        var rungs = rungs();
        compares(rungs);
        var full = new Settings.Full(orZero(fullRate), orZero(fullMinutes), fullAcknowledge.equals("fsync"));
        return new Settings(rungs, seconds, rounds, connections, prepare, loops, nodes, client.equals("wrk"), full);
    }

    private void ranges() {
        new Range("--seconds", 1, SECONDS_MAX).check(seconds);
        new Range("--rounds", 1, ROUNDS_MAX).check(rounds);
        new Range("--prepare", 1, PREPARE_MAX).check(prepare);
        new Range("--loops", 1, RequestFiles.PARTS).check(loops);
        new Range("--nodes", 1, RequestFiles.PARTS).check(nodes);
        new Range("--loops times --nodes", 1, RequestFiles.PARTS).check(loops * nodes);
        new Range("--connections", loops * nodes, CONNECTIONS_MAX).check(connections); // each thread of wrk needs one
        new Range("--full-rate", 1, RATE_MAX).check(fullRate);
        new Range("--full-minutes", 1, MINUTES_MAX).check(fullMinutes);
    }

    private static int orZero(@Nullable Integer given) {
        return given == null ? 0 : given;
    }

    private Set<Rung> rungs() {
        if (!only.isEmpty()) {
            var some = EnumSet.noneOf(Rung.class);
            only.forEach(word -> some.add(rung(word)));
            return some;
        }
        if (check) return COMPARED;
        var all = EnumSet.complementOf(EnumSet.copyOf(EXTRA));
        if (loops > 1) all.add(Rung.ACCEPT_ONE_LOOP);
        if (nodes > 1) all.add(Rung.ACCEPT_NODES);
        return all;
    }

    private void oneOf(String option, String word, List<String> words) {
        if (!words.contains(word)) throw wrong(option + " " + word + ": it must be one of " + String.join(", ", words));
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private Rung rung(String word) {
        oneOf("--only", word, Stream.of(Rung.values()).map(Rung::word).toList());
        return Rung.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private Page.About about(String redisVersion) {
        var words = String.join(" ", spec.commandLine().getParseResult().originalArgs());
        var tools = "client " + client + ", Redis " + redisVersion + ", Vert.x " + VertxInternal.version()
                + "; gateway JVMs: " + String.join(" ", Site.JVM) + "; event loops: " + loops;
        return new Page.About("./load-tests/ladder.sh " + words, tools, List.copyOf(remarks));
    }
}
