package dev.spillway;

import dev.spillway.template.TemplateLoader;
import dev.spillway.template.TemplateTable;
import dev.spillway.yaml.FaultyFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spillway templates lint}: what the provider would refuse, without asking it. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Checks all templates of a directory: every problem with file, line, key and cure.")
final class TemplatesLintCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "conf/templates",
            description = "Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("conf/templates");

    @Option(
            names = "--senders",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "main",
            description = "The senders of gateway.yaml, parted by commas. Default: ${DEFAULT-VALUE}.")
    private List<String> senders = List.of("main");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var terminal = new Terminal(spec);
        try {
            var library = TemplateLoader.load(directory, senders);
            TemplateTable.of(library, LocalDate.now(Clock.systemUTC())).forEach(terminal::say);
            return 0;
        } catch (FaultyFileException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return 1;
        }
    }
}
