package dev.spillway;

import dev.spillway.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spillway dead list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists dead letters, the latest first. Contacts are personal: they are printed with --json only.")
final class DeadListCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    @Mixin
    private final ManagementOptions management = new ManagementOptions();

    @Mixin
    private final DeadFilterOptions filter = new DeadFilterOptions();

    @Option(names = "--limit", description = "Most letters to list; by default ${DEFAULT-VALUE}.", defaultValue = "50")
    private int limit = 50;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var output = DeadOutput.of(spec);
        return output.code(() -> list(output));
    }

    private int list(DeadOutput output) {
        if (limit < 1) throw new ManagementClient.Refusal(2, "--limit must be 1 or more, was " + limit);
        var client = management.client();
        var after = "";
        for (var left = limit; left > 0; left -= PAGE) {
            var page = client.get("/dead", parameters(after, Math.min(left, PAGE)));
            if (page.get("letters") instanceof List<?> letters) letters.forEach(letter -> print(output, letter));
            after = String.valueOf(page.get("next"));
            if (after.isEmpty()) return 0;
        }
        output.tell("There are more: add --limit.");
        return 0;
    }

    private Map<String, String> parameters(String after, int size) {
        var parameters = new LinkedHashMap<>(filter.parameters());
        parameters.put("limit", String.valueOf(size));
        if (!after.isEmpty()) parameters.put("after", after);
        return parameters;
    }

    private void print(DeadOutput output, @Nullable Object value) {
        if (management.json()) {
            output.line(Json.text(value));
            return;
        }
        var letter = Json.asObject(value);
        var destination = String.valueOf(letter.get("destination"));
        output.line("%s  %-8s  %-16s  %3s  %s  %s"
                .formatted(
                        letter.get("at"),
                        letter.get("state"),
                        destination.isEmpty() ? "-" : destination,
                        letter.get("attempts"),
                        letter.get("id"),
                        letter.get("reason")));
        var answer = String.valueOf(letter.get("lastAnswer"));
        if (!answer.isEmpty()) output.line("    last answer: " + answer);
    }
}
