package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Json;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** What the simulated Meta has sent: sums, and the last webhooks. Posted = accepted + given up + still pending. */
final class WebhookLog {
    static final int ENTRIES_MAX = 20_000;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long posted;
    private long accepted;
    private long repeated;
    private long givenUp;
    private long dropped;

    /** What one element of a webhook was about. */
    record About(String kind, String id, String status, String callbackData) {}

    /** One webhook and how its last attempt ended. */
    static final class Entry {
        private final Instant at;
        private final List<About> about;
        private WebhookSender.Attempted last = new WebhookSender.Attempted(0, 0, "");
        private int attempts;

        Entry(Instant at, List<About> about) {
            this.at = at;
            this.about = List.copyOf(about);
        }

        void attempted(WebhookSender.Attempted attempted) {
            last = attempted;
            attempts++;
        }

        int attempts() {
            return attempts;
        }

        private ObjectNode describe() {
            var node = Json.object().put("at", at.toString()).put("status", last.status());
            node.put("ms", last.ms()).put("attempts", attempts).put("problem", last.problem());
            node.set("about", Json.MAPPER.valueToTree(about));
            return node;
        }
    }

    void add(Entry entry) {
        posted++;
        entries.addLast(entry);
        if (entries.size() > ENTRIES_MAX) entries.removeFirst();
    }

    void accepted() {
        accepted++;
    }

    void repeated() {
        repeated++;
    }

    void givenUp() {
        givenUp++;
    }

    void dropped() {
        dropped++;
    }

    /** The sums and the last webhooks, oldest first. */
    ObjectNode report(int limit) {
        var report =
                Json.object().put("posted", posted).put("accepted", accepted).put("repeated", repeated);
        report.put("givenUp", givenUp).put("dropped", dropped);
        var listed = report.putArray("webhooks");
        entries.stream().skip(Math.max(0, entries.size() - limit)).forEach(entry -> listed.add(entry.describe()));
        return report;
    }
}
