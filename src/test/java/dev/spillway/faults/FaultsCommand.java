package dev.spillway.faults;

import dev.spillway.faults.Rig.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the bench. */
@Command(
        name = "load-tests/faults.sh",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Kills, stops and starves a whole Spillway under load, and accounts for every event that was answered 200.",
        footer = {
            "",
            "Real processes only: redis-server, PostgreSQL, simulators of Meta, ERP and CRM, gateways; on free ports, in a"
                    + " temporary folder, nothing of it stays.",
            "The last line is for machines: accepted (unique events answered 200), lost, doubled, misordered, repeated_same_key"
                    + " (deliveries that came again under the same key after they had taken effect), kills (SIGKILLs; pauses"
                    + " and restarts by SIGTERM are not counted), recovery_max_s, seed.",
            "Exit code 0: nothing lost, doubled or misordered, and no more repeats than attempts were out at the faults;"
                    + " else 1. 2: the bench itself failed, or a wrong command line."
        })
public final class FaultsCommand implements Callable<Integer> {
    private static final int TOLD_MAX = 20;
    private static final int RATE = 700;
    private static final int CONTACTS = 2_000;
    private static final int CAMPAIGNS = 2;

    @Option(names = "--quick", description = "Less than 4 minutes: standalone Redis, two nodes.")
    private boolean quick;

    @Option(names = "--seed", paramLabel = "N", description = "What the plan of faults follows from. Default: drawn.")
    private @Nullable Long seed;

    @Option(names = "--nodes", paramLabel = "N", description = "Gateways, 1 to 3. Default: ${DEFAULT-VALUE}.")
    private int nodes = 2;

    @Option(names = "--minutes", paramLabel = "M", description = "Of load and faults in each round.")
    private @Nullable Double minutes;

    @Option(names = "--keep", description = "Keep the logs although all is well.")
    private boolean keep;

    /** Ends with the exit code of the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FaultsCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
        var verdicts = new ArrayList<Verdict>();
        for (var course : quick ? Course.quick() : Course.full()) verdicts.add(round(course, chosen));
        var verdict = verdicts.stream().reduce(Verdict::and).orElseThrow();
        System.out.println(verdict.line());
        return verdict.holds() ? 0 : 1;
    }

    private Verdict round(Course given, long chosen) throws Exception {
        var course = minutes == null ? given : given.lasting((int) Math.round(minutes * 60));
        var report = new Report(System.out);
        report.say("seed " + chosen + ", " + nodes + " node(s), level " + course.level() + "; starting");
        try (var rig = Rig.start(new Order(course.topology(), nodes, ""))) {
            report.say("all processes are up; " + rig.topology().name());
            var plan = Plan.draw(new Random(chosen), course.bag(), course.restMs());
            var settings =
                    new Round.Settings(chosen, course.acceptedMin(), course.seconds(), RATE, CONTACTS, CAMPAIGNS);
            var outcome = new Round(settings, plan, report).play(rig);
            new Conclusion(System.out).tell(outcome, TOLD_MAX);
            if (keep || !outcome.verdict().holds()) keepLogs(rig, chosen);
            return outcome.verdict();
        }
    }

    private static void keepLogs(Rig rig, long chosen) throws IOException {
        var folder = Round.logs(rig.topology().name() + "-seed-" + chosen);
        rig.keepLogs(folder);
        System.out.println("logs: " + folder.toAbsolutePath());
    }
}
