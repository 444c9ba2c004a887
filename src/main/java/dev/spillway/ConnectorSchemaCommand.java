package dev.spillway;

import dev.spillway.config.BackendsFile;
import dev.spillway.connector.ConnectorSchema;
import dev.spillway.gate.GatesFile;
import dev.spillway.gate.PricesFile;
import dev.spillway.gate.WordsFile;
import dev.spillway.route.RouteSchema;
import dev.spillway.template.TemplateSchema;
import dev.spillway.yaml.FileSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spillway connector schema}: writes what editors need to help with files. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Writes JSON Schemas of all files that can be read anew while a gateway runs, for editors.")
final class ConnectorSchemaCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "conf/schemas",
            description = "Where to. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("conf/schemas");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var terminal = new Terminal(spec);
        try {
            Files.createDirectories(directory);
            for (var schema : schemas().entrySet()) {
                Files.writeString(directory.resolve(schema.getKey()), schema.getValue());
                terminal.say(directory.resolve(schema.getKey()).toString());
            }
            return 0;
        } catch (IOException e) {
            terminal.complain(directory + " cannot be written: " + e);
            return 1;
        }
    }

    /** By the names of their files. */
    static Map<String, String> schemas() {
        return new TreeMap<>(Map.of(
                "template.json", TemplateSchema.json(),
                "connector.json", ConnectorSchema.json(),
                "backends.json", FileSchema.of(BackendsFile.class, "Backends of Spillway", true),
                "routes.json", RouteSchema.json(),
                "gates.json", FileSchema.of(GatesFile.class, "What messages of Spillway pass before they leave", false),
                "prices.json", FileSchema.of(PricesFile.class, "What messages of Spillway cost", false),
                "consent.json", FileSchema.of(WordsFile.class, "How people opt out of messages of Spillway", false)));
    }
}
