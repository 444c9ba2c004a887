package dev.spillway.faults;

import dev.spillway.faults.GatewayFiles.More;
import dev.spillway.faults.GatewayNode.Build;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the measurement of very many events that wait. */
@Command(
        name = "load-tests/million.sh",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description =
                "Lets a million events wait in Redis; measures the gateway's heap, what they take, and how fast they go.",
        footer = {
            "",
            "Real processes on free ports: redis-server (AOF at every command), PostgreSQL, simulators of Meta, ERP and CRM, a"
                    + " gateway of 512 MB. The leases of all shards are held by a node that does nothing, so that what comes in"
                    + " by the front door stays in the inboxes; what Redis does not take in time waits in the overflow, and is"
                    + " not counted as held. Signed webhooks of 200 events with distinct ids: of people who write once, are"
                    + " replied to, and send hearts; and three statuses for each message.",
            "The heap is what lives after a full collection. bytes_per_held_event: MEMORY USAGE of all inboxes, by their"
                    + " events; bytes_per_dedupe_key: by how much more used_memory grew, tables included.",
            "Then that node goes, and the gateway runs what waits. Every event is looked for by its id: its row in the ledger,"
                    + " its reply if it had one, the last state of its message.",
            "The last line is for machines: held, heap_mb at a tenth, half and all of it, bytes_per_held_event,"
                    + " bytes_per_dedupe_key, drained_per_s (until Postgres had it all and every reply was sent), lost.",
            "Exit code 0: nothing is lost or doubled, and the heap at all of it is at most 1.2 times that at a tenth, + 8 MB; 1:"
                    + " else; 2: it could not be measured."
        })
public final class MillionCommand implements Callable<Integer> {
    private static final int EVENTS = 1_000_000;
    private static final int MINUTES = 25;
    private static final int TOLD_MAX = 20;

    /** {@link Heap} reads what the serial collector tells. */
    private static final Build BUILD =
            new Build(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"), 1);

    @Option(names = "--events", paramLabel = "N", description = "How many. Default: ${DEFAULT-VALUE}.")
    private int events = EVENTS;

    @Option(names = "--minutes", paramLabel = "N", description = "Longest time. Default: ${DEFAULT-VALUE}.")
    private int minutes = MINUTES;

    @Option(names = "--record", description = "Write what came of it into load-tests/RESULTS.md.")
    private boolean record;

    /** Ends with the exit code of the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MillionCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var report = new Report(System.out);
        report.say("starting");
        try (var rig = Rig.start(new Rig.Order(Standalone::start, 1, "", More.NOTHING, BUILD, List.of()))) {
            report.say("all processes are up");
            return run(rig, report);
        }
    }

    private int run(Rig rig, Report report) throws Exception {
        var vertx = Vertx.vertx();
        try {
            var result = new Million(rig, report, vertx, minutes).run(events);
            result.findings().stream().limit(TOLD_MAX).forEach(one -> report.say(one.breach() + ": " + one.what()));
            if (record) ResultsFile.put("A million events that wait", result.page(words()));
            if (!result.holds()) rig.keepLogs(Round.logs("million"));
            System.out.println(result.line());
            return result.holds() ? 0 : 1;
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    /** As somebody would type it to have the same again. */
    private String words() {
        var words = new ArrayList<>(List.of("./load-tests/million.sh"));
        if (events != EVENTS) words.addAll(List.of("--events", String.valueOf(events)));
        if (minutes != MINUTES) words.addAll(List.of("--minutes", String.valueOf(minutes)));
        return String.join(" ", words) + " --record";
    }
}
