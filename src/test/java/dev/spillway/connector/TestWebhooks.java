package dev.spillway.connector;

import dev.spillway.event.Payload;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Connectors that take webhooks, and webhooks for them. */
final class TestWebhooks {
    static final String BODY = "{\"id\":7,\"name\":\"Zoë\"}";
    static final Instant NOW = Instant.parse("2026-11-30T16:00:00Z");
    static final String ANY_EVENTS = "{type: \"'changed'\", id: body.id}";
    static final String ANY_VERIFY = "{kind: token, header: X-Token, secrets: [\"{now}\"]}";

    private TestWebhooks() {}

    /** With secrets {@code now} and {@code before}, and a parameter {@code origin}. */
    static String yaml(String verify, String events) {
        return """
                connector: test
                params:
                  now: {secret: true}
                  before: {secret: true}
                  origin: {default: "https://gw.example"}
                operations:
                  getStock:
                    write: false
                    steps: [{call: {method: GET, url: "{origin}/stock"}, out: "{'sku': 'a', 'available': 1}"}]
                webhooks:
                  verify: %s
                  events: %s
                """.formatted(verify, events);
    }

    static Webhook webhook(String verify, String events) {
        return ConnectorLoader.load("test.yaml", yaml(verify, events), Map.of("now", "s3cret", "before", "f0rmer"))
                .webhook()
                .orElseThrow();
    }

    static Webhook verifying(String verify) {
        return webhook(verify, ANY_EVENTS);
    }

    static List<Report> read(String events, String body) {
        return webhook(ANY_VERIFY, events).read(arrival(body, Map.of("X-Topic", "orders/paid", "X-Id", "e-1")));
    }

    static Arrival arrival(String body, Map<String, String> headers) {
        return arrival(Payload.of(body), headers);
    }

    static Arrival arrival(Payload body, Map<String, String> headers) {
        return arrival("/hooks/test", body, headers);
    }

    static Arrival arrival(String path, Payload body, Map<String, String> headers) {
        var small = new HashMap<String, String>();
        headers.forEach((name, value) -> small.put(name.toLowerCase(Locale.ROOT), value));
        return new Arrival("POST", path, small, body);
    }
}
