package dev.spillway;

import dev.spillway.json.Json;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spillway dead show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one dead letter with what it holds; what people wrote is masked unless --full is given.")
final class DeadShowCommand implements Callable<Integer> {
    @Mixin
    private final ManagementOptions management = new ManagementOptions();

    @Parameters(paramLabel = "ID", description = "The letter: a delivery id, or an event id.")
    private String id = "";

    @Option(names = "--full", description = "Masks nothing. What you see is personal.")
    private boolean full;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var output = DeadOutput.of(spec);
        return output.code(() -> show(output));
    }

    private int show(DeadOutput output) {
        var parameters = full ? Map.of("body", "full") : Map.<String, String>of();
        var view = management.client().get("/dead/" + ManagementClient.encoded(id), parameters);
        if (management.json()) output.line(Json.text(view));
        else print(output, view);
        return 0;
    }

    private void print(DeadOutput output, Map<String, Object> view) {
        var letter = Json.asObject(view.get("letter"));
        if (!full) letter.put("contact", "***");
        letter.forEach((name, value) -> output.line("%-12s %s".formatted(name, value)));
        output.line("body");
        if (view.get("body") instanceof Map<?, ?> body) {
            body.forEach((name, value) -> output.line("  %-10s %s".formatted(name, Json.text(value))));
        }
    }
}
