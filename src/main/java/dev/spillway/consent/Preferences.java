package dev.spillway.consent;

import dev.spillway.flow.Occasion;
import dev.spillway.gate.Change;
import dev.spillway.gate.Change.Kind;
import dev.spillway.gate.SendClass;
import java.util.List;

/** What people set in WhatsApp itself: offers stopped, resumed, or asked for. Pure. */
final class Preferences {
    private static final String SOURCE = "whatsapp";
    private static final String PERSON = "person";

    private Preferences() {}

    /**
     * What an event of kind {@code PREFERENCE} changes; nothing if it holds a word nobody knows.
     *
     * @param categories what that switch is about
     * @param tenant whose number it came to
     */
    static List<Change> of(Occasion occasion, List<SendClass> categories, String tenant) {
        var value = Person.text(Person.object(occasion.event().payload()), "value");
        return kinds(value).stream()
                .map(kind -> change(kind, occasion, categories, tenant))
                .toList();
    }

    /** Who signs up agrees, and no longer wants no more. */
    private static List<Kind> kinds(String value) {
        return switch (value) {
            case "stop" -> List.of(Kind.STOP);
            case "resume" -> List.of(Kind.GO);
            case "signup" -> List.of(Kind.GO, Kind.YES);
            default -> List.of();
        };
    }

    private static Change change(Kind kind, Occasion occasion, List<SendClass> categories, String tenant) {
        var told = occasion.event().occurredAt();
        var at = told == null || told.isAfter(occasion.acceptedAt()) ? occasion.acceptedAt() : told;
        return new Change(
                kind,
                categories,
                tenant,
                at,
                SOURCE,
                PERSON,
                occasion.event().origin().channel());
    }
}
