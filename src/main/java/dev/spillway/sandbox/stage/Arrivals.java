package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A compact diary of one simulator, for those who account for every call: a line when a call that may change something
 * comes, and another one when it takes effect. Lines are numbered from 1 in the order they happen. A full diary takes no
 * more lines, and says how many it refused.
 */
public final class Arrivals {
    private static final int PAGE_MAX = 50_000;

    private final int max;
    private final List<Line> lines = new ArrayList<>();
    private long refused;

    /** @param max lines it holds */
    public Arrivals(int max) {
        this.max = max;
    }

    /**
     * What happened.
     *
     * @param atMs since 1970
     * @param key what makes two calls the same
     * @param about the person
     * @param made the id of what was made: a message, a note; empty as long as nothing was
     */
    private record Line(long atMs, String key, String about, String made) {}

    public void came(Call call, String key) {
        if (!call.method().equals("GET")) add(new Line(call.at().toEpochMilli(), key, about(call), ""));
    }

    public void tookEffect(Call call, String key, JsonNode answer, long atMs) {
        add(new Line(atMs, key, about(call), made(answer)));
    }

    private void add(Line line) {
        if (lines.size() < max) {
            lines.add(line);
        } else {
            refused++;
        }
    }

    public void clear() {
        lines.clear();
        refused = 0;
    }

    /**
     * The lines behind a number, at most {@value #PAGE_MAX}: {@code {"next": 2, "refused": 0, "lines": [[at, key, about,
     * made], …]}}; whoever asks again asks for what is behind {@code next}.
     */
    public ObjectNode after(int number) {
        var from = Math.min(number, lines.size());
        var to = Math.min(lines.size(), from + PAGE_MAX);
        var report = Json.object().put("next", to).put("refused", refused);
        var listed = report.putArray("lines");
        for (var line : lines.subList(from, to)) {
            listed.addArray().add(line.atMs).add(line.key).add(line.about).add(line.made);
        }
        return report;
    }

    private static String about(Call call) {
        var path = call.parameter("waId");
        if (!path.isEmpty()) return path;
        return call.json()
                .map(body -> body.path("to").asText(body.path("recipient").asText()))
                .orElse("");
    }

    private static String made(JsonNode answer) {
        var message = answer.path("messages").path(0).path("id").asText();
        return message.isEmpty() ? answer.path("id").asText("done") : message;
    }
}
