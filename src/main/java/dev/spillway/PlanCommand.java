package dev.spillway;

import dev.spillway.plan.CampaignPlan;
import dev.spillway.plan.CapacityTable;
import dev.spillway.plan.Costs;
import dev.spillway.plan.PlanPage;
import dev.spillway.yaml.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spillway plan}: what a campaign needs. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Computes from measured costs what a campaign needs: time, webhooks, cores, memory and disk; and names the"
                        + " bottleneck.",
        footer = {
            "",
            "Numbers send, Meta answers with statuses, some people write back: all of that is webhooks, one event each. A part"
                    + " that bears less than the numbers send does not lose anything, it finishes later.",
            "Which costs were used, and what measured them, stands at the end. The last line is for machines: duration_s (of"
                    + " sending), webhooks_per_s, gateway_cores, redis_cores, redis_bytes, postgres_bytes, bottleneck (numbers,"
                    + " erp, gateway, redis or postgres).",
            "Exit code 0; 1 when the costs cannot be read; 2 for a wrong command line."
        })
final class PlanCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Option(
            names = "--costs",
            paramLabel = "FILE",
            description =
                    "Your own measured costs, a file like the shipped src/main/resources/dev/spillway/plan/costs.yaml.")
    private @Nullable Path costs;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** One of them. */
    static final class Subject {
        @Option(
                names = "--recipients",
                paramLabel = "N",
                required = true,
                description = "People who get the campaign's message.")
        private long recipients;

        @Option(
                names = "--table",
                required = true,
                description =
                        "Instead of a campaign: what steady streams of 1 k, 10 k and 100 k events a second need, as"
                                + " Markdown.")
        private boolean table;
    }

    @Override
    public Integer call() {
        try {
            var out = spec.commandLine().getOut();
            out.print(text(read()));
            out.flush();
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        } catch (FaultyFileException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed("The costs cannot be read: " + e);
        }
    }

    private String text(Costs used) {
        if (subject.table) return new CapacityTable(options.means(), used).text();
        var plan = new CampaignPlan(options.campaign(subject.recipients), options.means(), used);
        return new PlanPage(plan).text() + plan.line() + System.lineSeparator();
    }

    private Costs read() throws IOException {
        return costs == null ? Costs.shipped() : Costs.read(costs.toString(), Files.readString(costs));
    }

    private int failed(String why) {
        var err = spec.commandLine().getErr();
        err.println(why);
        err.flush();
        return 1;
    }
}
