package dev.spillway.lane;

import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.inbox.EventCodec;

/** The outcome of a delivery as an event for the flow that asked for it; lives in the shard of the delivery. */
final class Answers {
    private static final String SOURCE = "lane";

    private Answers() {}

    static Payload stored(Attempt attempt, Payload outcome) {
        var delivery = attempt.delivery();
        var key = new DedupeKey("result:" + delivery.id());
        var event = new Event(
                key.id(SOURCE),
                SOURCE,
                EventKind.RESULT,
                delivery.operation(),
                key,
                delivery.contact(),
                attempt.shard(),
                Origin.NONE,
                null,
                outcome,
                Payload.EMPTY);
        return Payload.of(EventCodec.encode(event));
    }
}
