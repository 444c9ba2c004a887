package dev.spillway;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spillway check}: reads every configuration file and says what is wrong, where, and how to mend it. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Validates the configuration with its connectors, flows and texts. Exits with 1 if something is wrong.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            report(config.load(), spec.commandLine().getOut());
            return 0;
        } catch (SetupException e) {
            var err = spec.commandLine().getErr();
            err.println(e.getMessage());
            err.flush();
            return 1;
        }
    }

    private void report(Setup setup, PrintWriter out) {
        out.println(config.file() + " is good, edition " + setup.edition().version() + ":");
        setup.warnings().forEach(warning -> out.println("  warning  " + warning));
        out.println("  sources  " + setup.config().sources());
        out.println("  senders  " + setup.config().sendersByChannel().values());
        setup.edition()
                .plans()
                .forEach(plan -> out.println(
                        "  " + plan.name() + " can " + plan.connector().operations()));
        out.println("  flows    " + setup.edition().book().names());
        out.println("  templates " + setup.edition().templates().titles());
        out.println("  routes   " + setup.edition().routes().names());
        out.flush();
    }
}
