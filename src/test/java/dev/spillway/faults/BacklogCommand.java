package dev.spillway.faults;

import dev.spillway.faults.Backlog.Settings;
import dev.spillway.faults.Backlog.Stacks;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the measurement of a backlog. */
@Command(
        name = "load-tests/backlog.sh",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        description = "Lets a backlog grow behind a dead ERP, and measures the gateway's heap and the other lanes.",
        footer = {
            "",
            "Two equal stacks of real processes on free ports: redis-server, PostgreSQL, simulators of Meta, ERP and CRM, a"
                    + " gateway of 256 MB. Both answer some questions first, so that both are warm. Then one of the ERPs"
                    + " hangs: what customers ask waits in its lane.",
            "A pair: messages that need no ERP go to both stacks in turn, one by one, so that whatever the machine does meets"
                    + " both; measured is the 99th percentile from the POST to the arrival of the note (CRM lane) and of the"
                    + " reply (main lane). The ratio is that of the stack with the backlog to the other.",
            "The heap is what lives after a full collection, when nothing but the backlog is under way.",
            "The last line is for machines: backlog (look-ups in the lane), heap_mb at a tenth of it and at all of it,"
                    + " p99_ratio_median (of the pairs, of the worse lane), pairs.",
            "Exit code 0: the ratio is at most 1.25, and the heap at most 1.2 times that at a tenth, + 8 MB; 1: else; 2: it"
                    + " could not be measured. Takes less than ten minutes."
        })
public final class BacklogCommand implements Callable<Integer> {
    private static final int PER_SECOND = 50;
    private static final int SECONDS = 15;

    @Option(names = "--events", paramLabel = "N", description = "The backlog. Default: ${DEFAULT-VALUE}.")
    private int events = 100_000;

    @Option(names = "--pairs", paramLabel = "N", description = "Windows that are compared. Default: ${DEFAULT-VALUE}.")
    private int pairs = 5;

    @Option(names = "--record", description = "Write what came of it into load-tests/RESULTS.md.")
    private boolean record;

    /** Ends with the exit code of the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BacklogCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var report = new Report(System.out);
        report.say("starting two stacks");
        try (var loaded = Stack.start();
                var control = Stack.start()) {
            return run(report, new Stacks(loaded, control));
        }
    }

    private int run(Report report, Stacks stacks) throws IOException, TimeoutException {
        report.say("all processes are up");
        var vertx = Vertx.vertx();
        try {
            var settings = new Settings(events, pairs, PER_SECOND, SECONDS);
            var result = new Backlog(settings, report, stacks, vertx).run();
            if (record) ResultsFile.put("What a backlog does to the rest", result.page(words()));
            if (!result.holds()) report.say("logs: " + stacks.loaded().keepLogs("backlog"));
            System.out.println(result.line());
            return result.holds() ? 0 : 1;
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    /** As somebody would type it to have the same again. */
    private String words() {
        var words = new ArrayList<>(List.of("./load-tests/backlog.sh"));
        if (events != 100_000) words.addAll(List.of("--events", String.valueOf(events)));
        if (pairs != 5) words.addAll(List.of("--pairs", String.valueOf(pairs)));
        return String.join(" ", words) + " --record";
    }
}
