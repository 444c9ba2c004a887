package dev.spillway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Operation;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.flow.Session;
import dev.spillway.inbox.EventCodec;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.Receipt;
import dev.spillway.lane.Priority;
import dev.spillway.ledger.LedgerEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageDoorTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final int SHARDS = 64;
    private static final String HELLO =
            "{\"clientRef\":\"order-1\",\"to\":\"5215550104321\",\"operation\":\"sendText\",\"input\":{\"text\":\"Hola\"}}";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Set<String> seen = new HashSet<>();
    private final List<Event> taken = new ArrayList<>();
    private Inbox inbox = events -> {
        var event = events.get(0);
        if (!seen.add(event.id().value())) return Future.succeededFuture(List.of(Receipt.DUPLICATE));
        taken.add(event);
        return Future.succeededFuture(List.of(Receipt.ACCEPTED));
    };

    /** Knows one number, and that a text may have four characters. */
    private static final class OneNumber implements Senders {
        @Override
        public Sender choose(Wish wish) {
            return new Sender("main", "acme");
        }

        @Override
        public Optional<String> objection(Sender sender, Operation operation) {
            var text = String.valueOf(operation.input().get("text"));
            return text.length() > 4 ? Optional.of("text has " + text.length() + " characters") : Optional.empty();
        }
    }

    private Future<Messages.Taken> post(String body) {
        var door = new MessageDoor(new MessageDoor.Parts(
                events -> inbox.accept(events),
                new OneNumber(),
                SHARDS,
                Duration.ofHours(3),
                new ApiMetrics(registry)));
        return door.send(Payload.of(body));
    }

    private double counted(String result) {
        return registry.get("gateway.api.messages")
                .tag("result", result)
                .counter()
                .count();
    }

    @Test
    void aRepeatIsAnsweredWithTheFirstId() {
        var first = post(HELLO).result();
        var again = post(HELLO.replace("5215550104321", "+52 555 010 4321")).result();

        assertThat(first.repeated()).isFalse();
        assertThat(again).isEqualTo(new Messages.Taken(first.id(), true));
        assertThat(taken).hasSize(1);
        assertThat(counted("taken")).isEqualTo(1);
        assertThat(counted("repeated")).isEqualTo(1);
    }

    @Test
    void aTextAndADocumentOfOneReferenceAreTwoMessages() {
        var text = post(HELLO).result();
        var document = post(HELLO.replace("sendText", "sendMedia")).result();

        assertThat(document.repeated()).isFalse();
        assertThat(document.id()).isNotEqualTo(text.id());
        assertThat(taken).hasSize(2);
    }

    @Test
    void whatTheOperationObjectsToIsNotTaken() {
        var refused = post(HELLO.replace("Hola", "Hola, Lupita"));

        assertThat(refused.cause())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("input: text has 12 characters");
        assertThat(taken).isEmpty();
        assertThat(counted("invalid")).isEqualTo(1);
    }

    @Test
    void whatNobodyCanStoreIsToComeAgain() {
        inbox = events -> Future.succeededFuture(List.of(Receipt.FAILED));

        assertThat(post(HELLO).cause())
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        cause -> assertThat(cause.kind()).isEqualTo(GatewayException.Kind.UNAVAILABLE));
        assertThat(counted("unavailable")).isEqualTo(1);
    }

    @Test
    void theEventKnowsHowLongItIsKnown() {
        post(HELLO);

        assertThat(taken.get(0).kind()).isEqualTo(EventKind.SEND);
        assertThat(taken.get(0).dedupeTtl()).isEqualTo(Duration.ofHours(3));
    }

    /** As the owner of the shard reads it. */
    private static Occasion occasion(Event event) {
        var stored = EventCodec.decode(event.shard(), EventCodec.encode(event));
        return new Occasion(stored, NOW, "1-0", false, Session.EMPTY, 1);
    }

    private static final Flows NONE = new Flows() {
        @Override
        public Future<Run> run(Occasion occasion) {
            return Future.succeededFuture(new Run(List.of(), List.of(), null, List.of()));
        }

        @Override
        public boolean wantsSession(EventKind kind) {
            return false;
        }
    };

    private static Future<Run> run(Event event) {
        return new PostedFlows(NONE, Clock.fixed(NOW, ZoneOffset.UTC)).run(occasion(event));
    }

    @Test
    void theOwnerOfTheShardPutsItIntoTheLaneOfItsSender() {
        var id = post(HELLO).result().id();

        var run = run(taken.get(0)).result();

        assertThat(run.deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.id()).isEqualTo(id + ".message");
            assertThat(delivery.destination()).isEqualTo("main");
            assertThat(delivery.priority()).isEqualTo(Priority.NORMAL);
            assertThat(delivery.contact()).isEqualTo(taken.get(0).contactKey());
            assertThat(delivery.operation()).isEqualTo("sendText");
            assertThat(delivery.input())
                    .isEqualTo(Map.of("text", "Hola", "to", "5215550104321", "class", "notice", "tenant", "acme"));
        });
        assertThat(run.entries())
                .singleElement()
                .isInstanceOfSatisfying(
                        LedgerEntry.Row.class, row -> assertThat(row.detail()).containsEntry("clientRef", "order-1"));
    }

    @Test
    void oneThatThisVersionCannotReadFails() {
        post(HELLO);
        var event = taken.get(0);
        var broken = new Event(
                event.id(),
                event.source(),
                event.kind(),
                event.type(),
                event.dedupeKey(),
                event.contactKey(),
                event.shard(),
                event.origin(),
                null,
                Payload.of("{}"),
                event.person());

        assertThat(run(broken).cause())
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        cause -> assertThat(cause.kind()).isEqualTo(GatewayException.Kind.REJECTED));
    }
}
