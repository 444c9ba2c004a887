package dev.spillway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.sandbox.stage.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One conversation: a customer asks for an order, and what follows is watched from outside, at the simulators and at the
 * gateway's trace. Each hop is waited for at most 10 s. Blocks.
 */
final class Demo {
    private static final String CUSTOMER = "5215550104321";
    private static final String QUESTION = "¿Dónde está mi pedido 1234?";
    private static final List<String> STATUSES = List.of("sent", "delivered", "read");
    private static final Set<String> TRACED = Set.of("received", "lookup", "attempt", "status");

    private final SandboxHttp http = new SandboxHttp();
    private final Patience patience = new Patience();
    private final Clock clock;
    private final Transcript transcript;
    private final String simulators;
    private final String management;
    private Instant start = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    private record Hop(Instant at, String name, String text) {}

    /**
     * @param simulators their address
     * @param management the address of the gateway's management port
     */
    Demo(Clock clock, Transcript transcript, String simulators, String management) {
        this.clock = clock;
        this.transcript = transcript;
        this.simulators = simulators;
        this.management = management;
    }

    /** @throws SandboxFailure naming the hop that failed */
    void play() throws SandboxFailure {
        transcript.title("One conversation");
        transcript.hopTitles();
        var wamid = write();
        show(lookUp());
        var answer = answer();
        aftermath(answer);
        trace(wamid);
    }

    /** What follows the answer has no order among itself: it is shown by time. */
    private void aftermath(JsonNode answer) throws SandboxFailure {
        var hops = new ArrayList<Hop>();
        try {
            for (var status : STATUSES) hops.add(status(answer, status));
            hops.add(note());
        } finally {
            hops.stream().sorted(Comparator.comparing(Hop::at)).forEach(this::show);
        }
    }

    private String write() throws SandboxFailure {
        start = clock.instant();
        last = start;
        show(new Hop(start, "customer", "Rocío Téllez writes \"" + QUESTION + "\""));
        var sent = patience.ask(
                "webhook",
                () -> http.post(
                        simulators + "/_sim/meta/send",
                        Json.object()
                                .put("from", CUSTOMER)
                                .put("name", "Rocío Téllez")
                                .put("text", QUESTION)));
        if (sent.path("status").asInt() != 200) throw Patience.failure("webhook", "the gateway answered " + sent);
        show(new Hop(
                start.plusMillis(sent.path("ms").asLong()),
                "webhook",
                "signed, answered 200 in " + sent.path("ms") + " ms"));
        return sent.path("wamid").asText();
    }

    private Hop lookUp() throws SandboxFailure {
        var call = patience.await(
                "look-up",
                "no GET of order 1234 was answered by the ERP",
                () -> calls("erp")
                        .filter(one -> one.path("path").asText().endsWith("/orders/1234"))
                        .filter(one -> one.path("status").asInt() == 200)
                        .findFirst());
        return new Hop(at(call), "look-up", "GET " + call.path("path").asText() + " -> 200 from the ERP");
    }

    private JsonNode answer() throws SandboxFailure {
        var call = patience.await(
                "answer",
                "no text to the customer was accepted by the Cloud API",
                () -> calls("meta")
                        .filter(one -> one.path("status").asInt() == 200)
                        .filter(one -> one.at("/body/to").asText().endsWith("5550104321"))
                        .findFirst());
        show(new Hop(at(call), "answer", "\"" + call.at("/body/text/body").asText() + "\""));
        return call;
    }

    private Hop status(JsonNode answer, String status) throws SandboxFailure {
        var key = answer.at("/body/biz_opaque_callback_data").asText();
        var webhook = patience.await(
                "status",
                "no webhook with status " + status + " was answered by 200",
                () -> webhooks()
                        .filter(one -> one.path("status").asInt() == 200 && tells(one, key, status))
                        .findFirst());
        return new Hop(
                at(webhook).plusMillis(webhook.path("ms").asLong()),
                "status",
                status + ", webhook answered 200 in " + webhook.path("ms") + " ms");
    }

    private static boolean tells(JsonNode webhook, String key, String status) {
        return stream(webhook.path("about"))
                .anyMatch(about -> about.path("status").asText().equals(status)
                        && about.path("callbackData").asText().equals(key));
    }

    private Hop note() throws SandboxFailure {
        var call = patience.await(
                "crm note",
                "no note was made in the CRM",
                () -> calls("crm")
                        .filter(one -> one.path("status").asInt() == 201)
                        .findFirst());
        return new Hop(at(call), "crm note", "\"" + call.at("/body/text").asText() + "\" -> 201 from the CRM");
    }

    private void trace(String wamid) throws SandboxFailure {
        var url = management + "/trace?message=" + wamid;
        var rows = patience.await(
                "trace", "the ledger's trace does not show all of " + TRACED, () -> complete(http.get(url)));
        show(new Hop(clock.instant(), "trace", "GET " + url.substring(management.length())));
        rows.forEach(this::row);
    }

    private static Optional<List<JsonNode>> complete(JsonNode trace) {
        var rows = stream(trace.isArray() ? trace : trace.path("rows")).toList();
        var kinds = rows.stream().map(Demo::kind).toList();
        var whole = kinds.containsAll(TRACED) && Collections.frequency(kinds, "status") >= STATUSES.size();
        return whole ? Optional.of(rows) : Optional.empty();
    }

    private void row(JsonNode row) {
        var at = Duration.between(start, Instant.parse(row.path("at").asText()));
        transcript.row(
                at, kind(row), row.path("step").asText(), row.path("detail").toString());
    }

    private static String kind(JsonNode row) {
        return row.path("kind").asText().toLowerCase(Locale.ROOT);
    }

    private Stream<JsonNode> calls(String name) throws IOException {
        return stream(http.get(simulators + "/_sim/" + name + "/received").path("calls"));
    }

    private Stream<JsonNode> webhooks() throws IOException {
        return stream(http.get(simulators + "/_sim/meta/webhooks").path("webhooks"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Instant at(JsonNode node) {
        return Instant.parse(node.path("at").asText());
    }

    private void show(Hop hop) {
        transcript.hop(Duration.between(start, hop.at), Duration.between(last, hop.at), hop.name, hop.text);
        last = hop.at;
    }
}
