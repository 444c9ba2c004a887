package dev.spillway.consent;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.flow.Occasion;
import dev.spillway.gate.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What opens windows: what people write, and calls they make. Pure. */
final class Openings {
    /** Nothing is known of these opening a window, or it is known that they do not. */
    private static final Set<String> SHUT = Set.of("reaction", "system", "request_welcome", "edit", "revoke");

    private static final String GROUP = "group_id";
    private static final String REFERRAL = "referral";

    private Openings() {}

    /** What is to be remembered of an event; nothing if it opens no window. */
    static List<Fact> of(Occasion occasion) {
        var event = occasion.event();
        if (!event.contactKey().isPerson() || event.origin().channel().isEmpty()) return List.of();
        if (event.kind() == EventKind.MESSAGE) return ofMessage(occasion);
        return event.kind() == EventKind.CALL && isTheirs(event) ? List.of(inbound(occasion)) : List.of();
    }

    private static List<Fact> ofMessage(Occasion occasion) {
        var event = occasion.event();
        if (SHUT.contains(event.type()) || holds(event, GROUP)) return List.of();
        var facts = new ArrayList<Fact>();
        facts.add(inbound(occasion));
        if (holds(event, REFERRAL)) facts.add(Fact.entry(channel(event), at(occasion), occasion.acceptedAt()));
        return facts;
    }

    private static Fact inbound(Occasion occasion) {
        return Fact.inbound(channel(occasion.event()), at(occasion), occasion.acceptedAt());
    }

    /** Taken apart only where the name occurs at all: most messages are neither. */
    private static boolean holds(Event event, String key) {
        return event.payload().text().contains(key)
                && Person.object(event.payload()).containsKey(key);
    }

    private static boolean isTheirs(Event event) {
        var call = Person.object(event.payload());
        return Person.text(call, "direction").equals("USER_INITIATED")
                && Person.text(call, "event").equals("connect");
    }

    private static String channel(Event event) {
        return event.origin().channel();
    }

    /** Providers' clocks run ahead at times: nothing happened after it was accepted. */
    private static Instant at(Occasion occasion) {
        var at = occasion.event().occurredAt();
        return at == null || at.isAfter(occasion.acceptedAt()) ? occasion.acceptedAt() : at;
    }
}
