package dev.spillway.dead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.EventCodec;
import dev.spillway.inbox.Position;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.Priority;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.support.Events;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedriveTest {
    /** As the owner of the shard reads it. */
    private static Entry entry(Event event) {
        var stored = EventCodec.encode(event);
        return new Entry(new Position(1795341600000L, 0), EventCodec.decode(event.shard(), stored), false);
    }

    @Test
    void bringsADeliveryBackWithItsIdInTheLowestPriority() {
        var again = (Redrive.OfDelivery) Redrive.read(entry(Reissue.of(Letters.ofDelivery(7, 0))));

        var was = Letters.delivery(7, "crm");
        assertThat(again.delivery())
                .usingRecursiveComparison()
                .ignoringFields("priority", "step")
                .isEqualTo(was);
        assertThat(again.delivery().priority()).isEqualTo(Priority.BULK);
        assertThat(again.delivery().step()).isEqualTo("order.note~1");
    }

    @Test
    void tellsTheLedgerUnderAStepThatNoEarlierAttemptHas() {
        var row = (LedgerEntry.Row)
                Redrive.read(entry(Reissue.of(Letters.ofDelivery(7, 2)))).row();

        assertThat(row.step()).isEqualTo("order.note~3");
        assertThat(row.event()).isEqualTo(Letters.delivery(7, "crm").event());
        assertThat(row.acceptedAt()).isEqualTo(Letters.ACCEPTED);
        assertThat(row.order()).isEqualTo("A-7");
    }

    @Test
    void countsOnlyTheLastTimeInTheStepOfADeliveryThatDiedAgain() {
        var first = (Redrive.OfDelivery) Redrive.read(entry(Reissue.of(Letters.ofDelivery(7, 0))));
        var diedAgain = new StoredLetter(
                Letters.ofDelivery(7, 1).letter(),
                DeliveryCodec.encode(first.delivery()).text());

        var second = (Redrive.OfDelivery) Redrive.read(entry(Reissue.of(diedAgain)));

        assertThat(second.delivery().step()).isEqualTo("order.note~2");
    }

    @Test
    void bringsAnEventBackAsItWas() {
        var again = (Redrive.OfEvent) Redrive.read(entry(Reissue.of(Letters.ofEvent("a"))));

        assertThat(again.event())
                .usingRecursiveComparison()
                .ignoringFields("shard")
                .isEqualTo(Events.message("a", "5215550104321", 8));
        assertThat(again.event().shard()).isEqualTo(5);
    }

    @Test
    void isAboutTheEventThatGoesAroundAgain() {
        var subject = Redrive.subject(Reissue.of(Letters.ofEvent("a")));

        assertThat(subject.event().id())
                .isEqualTo(Events.message("a", "5215550104321", 8).id());
        assertThat(subject.mark()).isEqualTo("~1");
    }

    @Test
    void isAboutItselfWhereNoEventGoesAround() {
        var message = Events.message("a", "5215550104321", 8);
        var ofDelivery = Reissue.of(Letters.ofDelivery(7, 0));
        var unreadable = redrive("rubbish");

        assertThat(Redrive.subject(message)).isEqualTo(new Redrive.Subject(message, ""));
        assertThat(Redrive.subject(ofDelivery)).isEqualTo(new Redrive.Subject(ofDelivery, ""));
        assertThat(Redrive.subject(unreadable)).isEqualTo(new Redrive.Subject(unreadable, ""));
    }

    @Test
    void takesOutWhatARedriveHeldThatDiedOnItsWay() {
        var ofDelivery = Letters.ofDead(Reissue.of(Letters.ofDelivery(7, 0)));
        var ofEvent = Letters.ofDead(Reissue.of(Letters.ofEvent("a")));

        var delivery = (Redrive.OfDelivery) Redrive.read(entry(Reissue.of(ofDelivery)));
        var event = (Redrive.OfEvent) Redrive.read(entry(Reissue.of(ofEvent)));

        assertThat(delivery.delivery().id())
                .isEqualTo(Letters.delivery(7, "crm").id());
        assertThat(event.event().kind()).isEqualTo(EventKind.MESSAGE);
    }

    @Test
    void goesToTheShardAndTheContactOfTheLetter() {
        var event = Reissue.of(Letters.ofDelivery(7, 0));

        assertThat(event.kind()).isEqualTo(EventKind.REDRIVE);
        assertThat(event.shard()).isEqualTo(5);
        assertThat(event.contactKey()).isEqualTo(Letters.delivery(7, "crm").contact());
    }

    @Test
    void isTheSameForOneDeathAndAnotherForTheNext() {
        var letter = Letters.ofDelivery(7, 0);
        var was = letter.letter();
        var next = new Letter(
                was.id(),
                was.state(),
                null,
                was.event(),
                was.shard(),
                was.destination(),
                was.contact(),
                was.reason(),
                "",
                1,
                was.at().plusNanos(1000),
                0);

        assertThat(Reissue.of(letter).id()).isEqualTo(Reissue.of(letter).id());
        assertThat(Reissue.of(new StoredLetter(next, letter.body())).id())
                .isNotEqualTo(Reissue.of(letter).id());
    }

    @Test
    void keepsTheKindThroughTheStore() {
        assertThat(EventKind.ofCode(19)).isEqualTo(EventKind.REDRIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"v\":1,\"delivery\":\"\"}",
                "{\"v\":1,\"delivery\":\"{\\\"acceptedAt\\\":\\\"x\\\"}\"}",
                "{\"v\":1,\"event\":\"AAAA\"}",
                "{\"v\":1,\"event\":\"!\"}",
                "{\"v\":2,\"flock\":\"birds\"}"
            })
    void saysWhatItCannotRead(String payload) {
        assertThatThrownBy(() -> Redrive.read(entry(redrive(payload)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void refusesToPutBackWhatNobodyCanRead(@ForAll String body) {
        var letter = Letters.ofDelivery(1, 0).letter();
        var event = Letters.ofEvent("a").letter();

        assertThatThrownBy(() -> Reissue.of(new StoredLetter(letter, body)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Reissue.of(new StoredLetter(event, body)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Event redrive(String payload) {
        var key = new DedupeKey("redrive:x:1");
        return new Event(
                key.id("dead"),
                "dead",
                EventKind.REDRIVE,
                "delivery",
                key,
                ContactKey.ofSource("x"),
                5,
                Origin.NONE,
                null,
                Payload.of(payload),
                Payload.EMPTY);
    }
}
