package dev.spillway.flow;

import java.time.Instant;
import java.util.Map;

/**
 * What expressions outside of flows see of an event: what those in flow files see of it ({@code kind type text message person
 * origin contact occurredAt}), but not what is remembered of the contact; and {@code event}: {@code {id, source, acceptedAt,
 * old}}.
 */
public final class EventView {
    private EventView() {}

    /** A new map, which the caller may keep. */
    public static Map<String, Object> of(Occasion occasion, Instant now) {
        var view = View.of(Incoming.of(occasion, now), Memory.of(Session.EMPTY));
        view.remove("session");
        var event = occasion.event();
        view.put(
                "event",
                Map.of(
                        "id", event.id().value(),
                        "source", event.source(),
                        "acceptedAt", occasion.acceptedAt().toString(),
                        "old", occasion.old()));
        return view;
    }
}
