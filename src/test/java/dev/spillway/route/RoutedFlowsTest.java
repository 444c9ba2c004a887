package dev.spillway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Capability;
import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.flow.Backends;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.flow.Session;
import dev.spillway.json.Thinking;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.ledger.LedgerEntry.Row;
import dev.spillway.support.Loop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutedFlowsTest {
    /** For which an expression may hold an event loop, with everything around it. */
    private static final Duration HELD_MAX = Duration.ofMillis(20);

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:01Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** Flows that have one delivery of their own and settle another. */
    private static final class OneReply implements Flows {
        @Override
        public Future<Run> run(Occasion occasion) {
            var reply = new Delivery(
                    "reply",
                    "main",
                    Priority.INTERACTIVE,
                    occasion.event().contactKey(),
                    occasion.event().id(),
                    NOW,
                    "help.reply",
                    "sendText",
                    Map.of(),
                    "es-MX",
                    false);
            return Future.succeededFuture(new Run(List.of(reply), List.of("settled"), Session.EMPTY, List.of()));
        }

        @Override
        public boolean wantsSession(EventKind kind) {
            return kind == EventKind.MESSAGE;
        }
    }

    private Flows routed(String routes) {
        var book = RouteLoader.load("routes.yaml", "routes:\n" + routes);
        return RoutedFlows.beside(new OneReply(), book, parts());
    }

    /** Tickets of one number go to one helpdesk, and to none for all others. */
    private RoutedFlows.Parts parts() {
        return parts(Thinking.here());
    }

    private RoutedFlows.Parts parts(Thinking thinking) {
        Backends backends = (wanted, channel) -> wanted.capability() == Capability.TICKET
                ? Optional.of("helpdesk").filter(name -> channel.equals("118264500913347"))
                : Backends.BY_NAME.of(wanted, channel);
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        return new RoutedFlows.Parts(backends, "es-MX", "1a2b3c4d", thinking, clock, new RouteMetrics(registry));
    }

    private static Occasion message(String text) {
        var payload = "{\"id\":\"wamid.1\",\"from\":\"5215550104321\",\"type\":\"text\",\"text\":{\"body\":\"" + text
                + "\"}}";
        return occasion(EventKind.MESSAGE, "text", payload);
    }

    private static Occasion occasion(EventKind kind, String type, String payload) {
        return occasion(kind, type, payload, "118264500913347");
    }

    private static Occasion occasion(EventKind kind, String type, String payload, String channel) {
        var key = new DedupeKey("m:1");
        var event = new Event(
                key.id("meta"),
                "meta",
                kind,
                type,
                key,
                ContactKey.ofPhone("5215550104321"),
                3,
                new Origin("104820561237744", channel, "messages"),
                NOW.minusSeconds(1),
                Payload.of(payload),
                Payload.EMPTY);
        return new Occasion(event, NOW, "1-0", false, Session.EMPTY, 1);
    }

    @Test
    void knowsThePersonABackendTellsOfByWhatItsFileSaysAlone() {
        var key = new DedupeKey("hook:id:1");
        var event = new Event(
                key.id("shop"),
                "shop",
                EventKind.BACKEND,
                "orders/paid",
                key,
                ContactKey.ofPhone("5215550104321"),
                3,
                new Origin("", "shop", ""),
                null,
                Payload.of("{\"id\":7,\"from\":\"web\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}"),
                Payload.of("{\"wa_id\":\"5215550104321\",\"profile\":{\"name\":\"Zoë\"}}"));
        var flows = routed("""
                  - name: told
                    on: {kinds: [BACKEND], where: "event.source = 'shop' and type = 'orders/paid'"}
                    to: main
                    operation: sendText
                    input: "{'to': contact, 'text': text, 'order': message.id}"
                """);
        var run = flows.run(new Occasion(event, NOW, "1-0", false, Session.EMPTY, 1))
                .result();
        assertThat(run.deliveries().get(1).input())
                .isEqualTo(Map.of("to", Map.of("phone", "5215550104321", "name", "Zoë"), "text", "", "order", 7));
    }

    private static final String TO_HOOK = """
              - name: to-hook
                on: {kinds: [MESSAGE], where: "type = 'text'"}
                to: hook
                operation: emitEvent
                version: 3
                input: "{'event': {'id': event.id, 'text': text, 'from': contact.phone, 'channel': origin.channel}}"
            """;

    @Test
    void putsWhatARouteWantsBesideWhatTheFlowsDecide() {
        var run = routed(TO_HOOK).run(message("hola")).result();

        assertThat(run.deliveries())
                .extracting(Delivery::id)
                .startsWith("reply")
                .hasSize(2);
        assertThat(run.settled()).containsExactly("settled");
        assertThat(run.session()).isNotNull();
        var sent = run.deliveries().get(1);
        assertThat(sent.destination()).isEqualTo("hook");
        assertThat(sent.priority()).isEqualTo(Priority.NORMAL);
        assertThat(sent.input())
                .isEqualTo(Map.of(
                        "event",
                        Map.of(
                                "id", sent.event().value(),
                                "text", "hola",
                                "from", "5215550104321",
                                "channel", "118264500913347")));
    }

    @Test
    void aRepeatHasTheSameIdWhateverTheMapping() {
        var first = routed(TO_HOOK).run(message("hola")).result().deliveries().get(1);
        var again = routed(TO_HOOK.replace("version: 3", "version: 4").replace("'text': text, ", ""))
                .run(message("hola"))
                .result()
                .deliveries()
                .get(1);

        assertThat(first.id()).isEqualTo(first.event().step("route.to-hook")).isEqualTo(again.id());
    }

    @Test
    void tellsTheLedgerByWhichMapping() {
        var row = rows(routed(TO_HOOK).run(message("hola")).result()).get(0);

        assertThat(row.kind()).isEqualTo(LedgerEntry.Kind.QUEUED);
        assertThat(row.detail())
                .containsEntry("route", "to-hook")
                .containsEntry("mapping", 3)
                .containsEntry("version", "1a2b3c4d")
                .containsEntry("destination", "hook");
        assertThat(row.toString()).doesNotContain("hola");
    }

    private static List<Row> rows(Run run) {
        return run.entries().stream().map(Row.class::cast).toList();
    }

    @Test
    void takesOfTheEventsOnlyThoseItWants() {
        var flows = routed(TO_HOOK);
        var picture = occasion(EventKind.MESSAGE, "image", "{\"id\":\"wamid.1\",\"type\":\"image\"}");
        var status = occasion(EventKind.STATUS, "read", "{\"id\":\"wamid.1\",\"status\":\"read\"}");

        assertThat(flows.run(picture).result().deliveries()).hasSize(1);
        assertThat(flows.run(status).result().deliveries()).hasSize(1);
        assertThat(flows.wantsSession(EventKind.MESSAGE)).isTrue();
        assertThat(flows.wantsSession(EventKind.STATUS)).isFalse();
    }

    @Test
    void routesSeeStatusesToo() {
        var route = """
              - name: states
                on: {kinds: [STATUS]}
                to: hook
                operation: emitEvent
                priority: bulk
                input: "{'event': {'message': message.id, 'state': message.status, 'to': message.recipient_id}}"
            """;
        var payload = "{\"id\":\"wamid.9\",\"status\":\"read\",\"recipient_id\":\"5215550104321\"}";
        var sent = routed(route)
                .run(occasion(EventKind.STATUS, "read", payload))
                .result()
                .deliveries()
                .get(1);

        assertThat(sent.priority()).isEqualTo(Priority.BULK);
        assertThat(sent.input())
                .isEqualTo(Map.of("event", Map.of("message", "wamid.9", "state", "read", "to", "5215550104321")));
    }

    @Test
    void aRouteThatFailsHoldsUpNobody() {
        var fails = TO_HOOK.replace("to-hook", "fails").replace("'text': text", "'text': $number(text)");
        var noObject = """
              - name: no-object
                on: {kinds: [MESSAGE]}
                to: hook
                operation: emitEvent
                input: text
            """;
        var run = routed(fails + noObject + TO_HOOK).run(message("hola")).result();

        assertThat(run.deliveries()).hasSize(2);
        assertThat(rows(run)).extracting(Row::step).containsExactly("route.fails", "route.no-object", "route.to-hook");
        assertThat(rows(run).get(0).detail()).containsEntry("mapping", 3);
        assertThat(rows(run).get(0).detail().get("reason")).asString().startsWith("fails.input: ");
        assertThat(rows(run).toString()).doesNotContain("hola");
        assertThat(registry.counter("gateway.route.events", "route", "fails", "result", "failed")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aHostileRouteHoldsUpNoEventLoop() {
        var product = "$sum($map([1..9000], function($a) { $sum($map([1..9000], function($b) { $a * $b })) }))";
        var hostile = TO_HOOK.replace("to-hook", "hostile").replace("'text': text", "'text': " + product);
        try (var loop = new Loop()) {
            var book = RouteLoader.load("routes.yaml", "routes:\n" + hostile + TO_HOOK);
            var flows = RoutedFlows.beside(new OneReply(), book, parts(Thinking.of(loop.vertx())));
            loop.call(() -> flows.run(message("hola")));
            var before = loop.cpu();

            var run = loop.call(() -> flows.run(message("hola")));

            // Its turn and all that is around it, where the guard allows 250.
            assertThat(loop.cpu().minus(before)).isLessThan(HELD_MAX);
            assertThat(run.deliveries()).extracting(Delivery::destination).containsExactly("main", "hook");
            assertThat(rows(run).get(0).detail().get("reason")).asString().startsWith("hostile.input: took longer");
        }
    }

    @Test
    void goesToWhoeverHasACapabilityWhereTheEventCame() {
        var tickets = TO_HOOK.replace("to: hook", "capability: ticket").replace("emitEvent", "createTicket");
        var message = message("hola");
        var there = routed(tickets).run(message).result();
        var elsewhere = routed(tickets)
                .run(occasion(EventKind.MESSAGE, "text", "{}", "other"))
                .result();

        assertThat(there.deliveries().get(1).destination()).isEqualTo("helpdesk");
        assertThat(elsewhere.deliveries()).hasSize(1);
        assertThat(rows(elsewhere).get(0).detail()).containsEntry("reason", "no backend for capability ticket");
    }

    @Test
    void withoutRoutesTheFlowsAreLeftAlone() {
        var flows = new OneReply();

        assertThat(RoutedFlows.beside(flows, RouteBook.EMPTY, parts())).isSameAs(flows);
    }
}
