package dev.spillway.flow;

import static dev.spillway.flow.Conversation.entries;
import static dev.spillway.flow.Conversation.row;
import static dev.spillway.flow.Conversation.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.ledger.LedgerEntry.Kind;
import dev.spillway.ledger.LedgerEntry.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerRowsTest {
    @Test
    void tellsTheWholeRunInOrder() {
        var run = Conversation.withOwner().write("pedido 1234");
        assertThat(rows(run))
                .extracting(Row::step)
                .containsExactly("received", "rule", "order-status.lookup", "order-status.reply", "order-status.note")
                .doesNotHaveDuplicates();
        assertThat(rows(run))
                .extracting(Row::kind)
                .containsExactly(Kind.RECEIVED, Kind.RULE, Kind.LOOKUP, Kind.QUEUED, Kind.QUEUED);
        assertThat(rows(run)).allMatch(row -> row.contact().equals("p:525550104321"));
        assertThat(rows(run)).allMatch(row -> row.messageId().equals("wamid.1"));
    }

    @Test
    void tellsWhatCameWithoutItsWords() {
        var run = Conversation.withOwner().write("pedido 1234 a nombre de Rocío");
        assertThat(row(run, "received").detail())
                .containsEntry("source", "meta")
                .containsEntry("kind", "MESSAGE")
                .containsEntry("type", "text")
                .containsEntry("field", "messages")
                .containsEntry("channel", Conversation.CHANNEL)
                .containsEntry("occurredAt", Conversation.NOW.toString())
                .containsKey("bytes");
        assertThat(rows(run).toString()).doesNotContain("nombre").doesNotContain("Rocío");
        assertThat(entries(run, LedgerEntry.Seen.class)).hasSize(1);
    }

    @Test
    void tellsTheLookupWithOrderResultAndDuration() {
        var lookup = row(Conversation.withOwner().write("pedido 1234"), "order-status.lookup");
        assertThat(lookup.order()).isEqualTo("1234");
        assertThat(lookup.detail())
                .containsEntry("backend", "erp")
                .containsEntry("operation", "getOrder")
                .containsEntry("result", "done")
                .containsKey("durationMs");
    }

    @Test
    void linksEachQueuedDelivery() {
        var run = Conversation.withOwner().write("pedido 1234");
        for (var delivery : run.deliveries()) {
            var queued = row(run, delivery.step());
            assertThat(queued.deliveryId()).isEqualTo(delivery.id());
            assertThat(queued.order()).isEqualTo("1234");
            assertThat(queued.detail()).containsEntry("destination", delivery.destination());
        }
    }

    @Test
    void saysWhichChannelHasNoSender() {
        var conversation = Conversation.withOwner();
        var event = conversation.message(
                java.util.Map.of("type", "text", "text", java.util.Map.of("body", "pedido 1234")), Conversation.NOW);
        var elsewhere = with(event, new Origin("104820561237744", "999", "messages"));
        var rule = row(conversation.run(elsewhere), "rule");
        assertThat(rule.detail())
                .containsEntry("branch", "unreachable")
                .containsEntry("reason", "channel 999 has no sender");
    }

    @ParameterizedTest
    @EnumSource(
            value = EventKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MESSAGE", "STATUS"})
    void recordsEveryOtherKindAndDoesNothing(EventKind kind) {
        var conversation = Conversation.withOwner();
        var payload = kind == EventKind.UNREADABLE ? Payload.of("not json {") : Payload.of("{\"id\":\"wamid.X\"}");
        var run = conversation.run(event(kind, payload));
        assertThat(run.deliveries()).isEmpty();
        assertThat(run.session()).isNull();
        assertThat(rows(run)).extracting(Row::step).containsExactly("received", "rule");
        assertThat(row(run, "rule").detail()).containsEntry("flow", "none");
        assertThat(entries(run, LedgerEntry.Seen.class)).hasSize(1);
    }

    @Test
    void keepsAMessageThatCannotBeRead() {
        var run = Conversation.withOwner().run(event(EventKind.MESSAGE, Payload.of("[]")));
        assertThat(row(run, "rule").detail()).containsEntry("flow", "none");
    }

    @Test
    void countsEveryRunOnce() {
        var conversation = Conversation.withOwner();
        conversation.write("pedido 1234");
        conversation.write("hola");
        conversation.write("hola");
        conversation.run(event(EventKind.ECHO, Payload.of("{}")));
        var total = conversation.registry.get("gateway.flow.runs").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
        assertThat(total).isEqualTo(4);
    }

    private static Event event(EventKind kind, Payload payload) {
        var key = new DedupeKey(kind.name());
        var origin = new Origin("104820561237744", Conversation.CHANNEL, "messages");
        var contact = ContactKey.ofPhone("5215550104321");
        return new Event(
                key.id("meta"), "meta", kind, "", key, contact, 0, origin, Conversation.NOW, payload, Payload.EMPTY);
    }

    private static Event with(Event event, Origin origin) {
        return new Event(
                event.id(),
                event.source(),
                event.kind(),
                event.type(),
                event.dedupeKey(),
                event.contactKey(),
                event.shard(),
                origin,
                event.occurredAt(),
                event.payload(),
                event.person());
    }
}
