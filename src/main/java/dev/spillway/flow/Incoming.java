package dev.spillway.flow;

import dev.spillway.event.EventKind;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.time.Instant;
import java.util.Map;

/**
 * An event, decoded as far as flows need.
 *
 * @param begunAt when this run began
 * @param message the event's own element; empty if it cannot be read
 * @param person the contact that came with it; empty if none did
 * @param text the words of the person: what was written, or what stands on the button that was pressed; else empty
 */
record Incoming(
        Occasion occasion,
        Instant begunAt,
        Map<String, Object> message,
        Map<String, Object> person,
        Asker asker,
        String text) {

    static Incoming of(Occasion occasion, Instant now) {
        var event = occasion.event();
        var message = object(event.payload());
        var person = object(event.person());
        // What a backend calls "from", "id" or "text" is another thing than what a messaging provider does.
        var said = event.kind() == EventKind.BACKEND ? Map.<String, Object>of() : message;
        var asker = Asker.of(event.origin().channel(), said, person, when(occasion, now));
        return new Incoming(occasion, now, message, person, asker, words(said));
    }

    /** Providers' clocks run ahead at times. */
    private static Instant when(Occasion occasion, Instant now) {
        var at = occasion.event().occurredAt();
        return at == null || at.isAfter(now) ? now : at;
    }

    private static String words(Map<String, Object> message) {
        return switch (Fields.text(message, "type")) {
            case "text" -> Fields.text(Fields.object(message, "text"), "body");
            case "button" -> Fields.text(Fields.object(message, "button"), "text");
            case "interactive" -> title(Fields.object(message, "interactive"));
            default -> "";
        };
    }

    private static String title(Map<String, Object> interactive) {
        var pressed = Fields.object(interactive, Fields.text(interactive, "type"));
        return Fields.text(pressed, "title");
    }

    static Map<String, Object> object(Payload payload) {
        if (payload.isEmpty()) return Map.of();
        try {
            return Fields.object(Json.object(payload));
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    @Override
    public String toString() {
        return "Incoming[" + occasion.event().id() + "]";
    }
}
