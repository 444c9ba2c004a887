package dev.spillway;

import dev.spillway.connector.ConnectorBrief;
import dev.spillway.yaml.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spillway connector lint}: what is wrong with connectors, without any parameters or secrets. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Checks connectors without parameters: every problem with file, line, key and cure.")
final class ConnectorLintCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Connectors.")
    private List<Path> files = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var terminal = new Terminal(spec);
        var faulty = 0;
        for (var file : files) faulty += lint(file, terminal);
        return faulty == 0 ? 0 : 1;
    }

    private static int lint(Path file, Terminal terminal) {
        try {
            var brief = ConnectorBrief.of(file.toString(), Files.readString(file));
            terminal.say("%s is good: %s".formatted(file, String.join(", ", brief.operations())));
            return 0;
        } catch (FaultyFileException e) {
            terminal.complain(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            terminal.complain(file + " cannot be read: " + e);
        }
        return 1;
    }
}
