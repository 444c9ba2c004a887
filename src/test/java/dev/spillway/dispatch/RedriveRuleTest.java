package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventId;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.EventCodec;
import dev.spillway.inbox.Position;
import dev.spillway.json.Json;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.Priority;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.support.Events;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedriveRuleTest {
    private static final Event MESSAGE = Events.message("a", "5215550104321", 8);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T11:00:00Z"), ZoneOffset.UTC);

    private final List<Event> ran = new ArrayList<>();
    private final RedriveRule rule = new RedriveRule(this::flows);

    private Future<Rule.Ruling> flows(Work work) {
        ran.add(work.event());
        return Future.succeededFuture(Rule.Ruling.noted(List.of()));
    }

    private Rule.Ruling ruling(Work work) {
        return rule.on(work).result().orElseThrow();
    }

    @Test
    void putsADeliveryIntoItsLaneAsOneThatMayHaveArrived() {
        var ruling = ruling(redrive("delivery", DeliveryCodec.encode(delivery()).text()));

        assertThat(ruling.doubtful()).isTrue();
        assertThat(ruling.run().deliveries()).singleElement().satisfies(again -> {
            assertThat(again.id()).isEqualTo(delivery().id());
            assertThat(again.priority()).isEqualTo(Priority.BULK);
        });
        assertThat(ruling.run().entries()).hasSize(1);
        assertThat(ran).isEmpty();
    }

    @Test
    void runsAnEventAgainUnderItsOwnId() {
        var ruling = ruling(redriveOfMessage());

        assertThat(ran).extracting(Event::id).containsExactly(MESSAGE.id());
        assertThat(ruling.run().entries())
                .singleElement()
                .isInstanceOfSatisfying(
                        LedgerEntry.Row.class, row -> assertThat(row.step()).isEqualTo("redriven~2"));
    }

    @Test
    void leavesOtherEventsAlone() {
        assertThat(rule.on(work(MESSAGE)).result()).isEmpty();
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatThrownBy(() -> rule.on(redrive("delivery", "rubbish"))).hasMessageContaining("cannot be read");
    }

    @Test
    void makesOfAnEventThatDiesAgainTheLetterItWas() {
        var cause = new IllegalStateException("again");

        var letter = (LedgerEntry.DeadLetter) new Reports(CLOCK).deadLetter(redriveOfMessage(), cause);
        var row = (LedgerEntry.Row) new Reports(CLOCK).dead(redriveOfMessage(), cause);

        assertThat(letter.id()).isEqualTo(MESSAGE.id().value());
        assertThat(EventCodec.decode(letter.shard(), Base64.getDecoder().decode(letter.body())))
                .isEqualTo(inShard(MESSAGE));
        assertThat(row.event()).isEqualTo(MESSAGE.id());
        assertThat(row.step()).isEqualTo("dead~2");
    }

    private static Event inShard(Event event) {
        return EventCodec.decode(3, EventCodec.encode(event));
    }

    private static Delivery delivery() {
        var event = new EventId("0".repeat(32));
        return new Delivery(
                event.step("x"),
                "crm",
                Priority.NORMAL,
                MESSAGE.contactKey(),
                event,
                CLOCK.instant(),
                "x",
                "addNote",
                Map.of(),
                "es-MX",
                false);
    }

    private static Work redriveOfMessage() {
        var stored = EventCodec.encode(MESSAGE);
        return redrive("event", Base64.getEncoder().encodeToString(stored));
    }

    private static Work redrive(String what, String stored) {
        var key = new DedupeKey("redrive:x:1");
        var payload = Json.write(Map.of("v", 1, "redrive", 2, what, stored));
        return work(new Event(
                key.id("dead"),
                "dead",
                EventKind.REDRIVE,
                what,
                key,
                ContactKey.ofSource("x"),
                3,
                Origin.NONE,
                null,
                payload,
                Payload.EMPTY));
    }

    private static Work work(Event event) {
        return Work.ofInbox(new Entry(Position.parse("1795341600000-0"), event, false));
    }
}
