package dev.spillway.dead;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventId;
import dev.spillway.inbox.EventCodec;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.Priority;
import dev.spillway.support.Events;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Letters for tests. */
public final class Letters {
    static final Instant ACCEPTED = Instant.parse("2025-11-22T09:00:00Z");
    static final Instant DIED = Instant.parse("2025-11-22T10:00:00.123456Z");

    private Letters() {}

    /** A delivery that may have died. */
    public static Delivery delivery(int number, String destination) {
        var event = new EventId(String.format("%032x", number));
        return new Delivery(
                event.step("order.note"),
                destination,
                Priority.INTERACTIVE,
                ContactKey.ofPhone("52155501" + (10000 + number)),
                event,
                ACCEPTED,
                "order.note",
                "addNote",
                Map.of("text", "¿Dónde está mi pedido?", "orderNumber", "A-" + number),
                "es-MX",
                false);
    }

    static StoredLetter ofDelivery(int number, int redrives) {
        var delivery = delivery(number, "crm");
        return new StoredLetter(
                letter(delivery.id(), delivery.event(), "crm", delivery.contact(), redrives),
                DeliveryCodec.encode(delivery).text());
    }

    static StoredLetter ofEvent(String key) {
        return ofDead(Events.message(key, "5215550104321", 8));
    }

    /** Any event that was given up. */
    static StoredLetter ofDead(Event event) {
        var body = Base64.getEncoder().encodeToString(EventCodec.encode(event));
        return new StoredLetter(letter(event.id().value(), event.id(), "", event.contactKey(), 0), body);
    }

    private static Letter letter(String id, EventId event, String destination, ContactKey contact, int redrives) {
        return new Letter(
                id,
                DeadState.WAITING,
                null,
                event.value(),
                5,
                destination,
                contact.value(),
                "invalid: crm answered 422 (E17)",
                "422 no such field",
                1,
                DIED,
                redrives);
    }
}
