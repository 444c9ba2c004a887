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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spillway connector list}: what connectors there are, and what each can do and needs. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists connectors with their operations and parameters (* required).")
final class ConnectorListCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "conf/connectors",
            description = "Where they are. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("conf/connectors");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var terminal = new Terminal(spec);
        try {
            var broken = 0;
            for (var file : files(directory)) broken += list(file, terminal);
            return broken == 0 ? 0 : 1;
        } catch (IOException e) {
            terminal.complain(directory + " cannot be read: " + e + "; name another by --dir");
            return 1;
        }
    }

    private static int list(Path file, Terminal terminal) throws IOException {
        try {
            var brief = ConnectorBrief.of(file.toString(), Files.readString(file));
            terminal.say("%-14s %-26s %s".formatted(brief.name(), brief.auth(), file));
            terminal.say("  can    %s".formatted(String.join(", ", brief.operations())));
            if (!brief.webhooks().isEmpty()) terminal.say("  hears  webhooks, %s".formatted(brief.webhooks()));
            if (!brief.params().isEmpty()) terminal.say("  needs  %s".formatted(String.join(", ", brief.params())));
            return 0;
        } catch (FaultyFileException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    /** Connectors of a directory, without their samples, by name. */
    static List<Path> files(Path directory) throws IOException {
        try (var all = Files.list(directory)) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.toString().endsWith(".samples.yaml"))
                    .sorted()
                    .toList();
        }
    }
}
