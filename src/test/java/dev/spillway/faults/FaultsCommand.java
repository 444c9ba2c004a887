package dev.spillway.faults;

import java.util.ArrayList;
import java.util.List;
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
            "Recovery: after a store was away, from its answer to the first event appended in Redis and the first delivery;"
                    + " after a node was, from the fault until the last shard runs events again (one node: from its return).",
            "Exit code 0: nothing lost, doubled or misordered, and no more repeats than attempts were out at the faults;"
                    + " 1: else. 2: a wrong command line. Of --prove: 0 if every variant was noticed."
        })
public final class FaultsCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "Less than 4 minutes: standalone Redis, two nodes.")
    private boolean quick;

    @Option(names = "--seed", paramLabel = "N", description = "What the plan of faults follows from. Default: drawn.")
    private @Nullable Long seed;

    @Option(names = "--nodes", paramLabel = "N", description = "Gateways, 1 to 3. Default: 3, with --quick 2.")
    private @Nullable Integer nodes;

    @Option(names = "--minutes", paramLabel = "M", description = "After which no more fault begins, in each round.")
    private @Nullable Double minutes;

    @Option(names = "--only", paramLabel = "NAME", description = "One round: standalone, aof, sentinel or cluster.")
    private String only = "";

    @Option(
            names = "--fault",
            paramLabel = "NAME[,NAME]",
            split = ",",
            description = "Only these, four of each: ${COMPLETION-CANDIDATES}.")
    private List<Fault> faults = List.of();

    @Option(names = "--variant", paramLabel = "NAME", description = "Break the gateways, see src/test/variants.")
    private String variant = "";

    @Option(names = "--prove", description = "Run --quick with every variant: each must be noticed.")
    private boolean prove;

    @Option(names = "--record", description = "Write the table of the run into load-tests/RESULTS.md.")
    private boolean record;

    @Option(names = "--keep", description = "Keep the logs although all is well.")
    private boolean keep;

    /** Ends with the exit code of the command. */
    public static void main(String[] arguments) {
        var command = new CommandLine(new FaultsCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
        return prove ? proof(chosen) : run(chosen);
    }

    private int run(long chosen) throws Exception {
        var outcomes = new ArrayList<Round.Outcome>();
        var bench = new Bench(chosen, nodes(quick ? 2 : 3), variant, keep, System.out);
        for (var course : courses()) outcomes.add(bench.run(course));
        if (record) Results.write(outcomes, words(chosen), bench.nodes());
        var verdict = outcomes.stream()
                .map(Round.Outcome::verdict)
                .reduce(Verdict::and)
                .orElseThrow();
        System.out.println(verdict.line());
        return verdict.holds() ? 0 : 1;
    }

    private int nodes(int usual) {
        return nodes == null ? usual : nodes;
    }

    private List<Course> courses() {
        return (quick ? Course.quick() : Course.full())
                .stream()
                        .filter(course -> only.isEmpty() || course.name().equals(only))
                        .map(course -> minutes == null ? course : course.lasting((int) Math.round(minutes * 60)))
                        .map(course -> faults.isEmpty() ? course : course.with(faults))
                        .toList();
    }

    /** As somebody would type it to have the same again. */
    private String words(long chosen) {
        var words = new ArrayList<>(List.of("./load-tests/faults.sh", "--seed", String.valueOf(chosen)));
        if (quick) words.add("--quick");
        if (nodes != null) words.addAll(List.of("--nodes", nodes.toString()));
        if (minutes != null) words.addAll(List.of("--minutes", minutes.toString()));
        if (!only.isEmpty()) words.addAll(List.of("--only", only));
        return String.join(" ", words);
    }

    private int proof(long chosen) throws Exception {
        var missed = new ArrayList<String>();
        for (var name : Variant.names()) {
            var outcome = new Bench(chosen, nodes(2), name, keep, System.out)
                    .run(Course.quick().get(0));
            System.out.println("variant " + name + ": " + outcome.verdict().line());
            if (outcome.verdict().holds()) missed.add(name);
        }
        System.out.println(missed.isEmpty() ? "every variant was noticed" : "NOT noticed: " + missed);
        return missed.isEmpty() ? 0 : 1;
    }
}
