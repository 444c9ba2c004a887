package dev.spillway;

import dev.spillway.connector.OperationBrief;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spillway connector operations}: what operations there are, what each takes and yields. */
@Command(
        name = "operations",
        mixinStandardHelpOptions = true,
        description =
                "Lists the operations that a connector may have: what each needs, what out has to yield (* required).")
final class ConnectorOperationsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var terminal = new Terminal(spec);
        for (var operation : OperationBrief.all()) {
            terminal.say("%s (%s)".formatted(operation.name(), operation.write() ? "write" : "read"));
            terminal.say("  needs   %s".formatted(String.join(", ", operation.needs())));
            terminal.say("  yields  %s".formatted(String.join(", ", operation.yields())));
        }
        return 0;
    }
}
