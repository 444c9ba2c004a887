package dev.spillway.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What expressions in flow files see:
 *
 * <pre>
 * kind type         of the event
 * text              the person's words
 * message person    the provider's own elements
 * origin            {account, channel, field}
 * contact           {phone?, userId?, name?}
 * session           what is remembered
 * occurredAt        ISO instant
 * outcome           how the steps went; in afterwards only
 * </pre>
 *
 * <p>Variables of triggers and results of look-ups stand beside them under their own names.
 */
final class View {
    /** The names that variables and results cannot have; {@code name} is what texts call the person. */
    static final Set<String> NAMES = Set.of(
            "kind",
            "type",
            "text",
            "message",
            "person",
            "origin",
            "contact",
            "session",
            "occurredAt",
            "outcome",
            "name");

    private View() {}

    static Map<String, Object> of(Incoming incoming, Memory memory) {
        var event = incoming.occasion().event();
        var origin = event.origin();
        var view = new HashMap<String, Object>();
        view.put("kind", event.kind().name());
        view.put("type", event.type());
        view.put("text", incoming.text());
        view.put("message", incoming.message());
        view.put("person", incoming.person());
        view.put("origin", Map.of("account", origin.account(), "channel", origin.channel(), "field", origin.field()));
        view.put("contact", contact(incoming.asker()));
        view.put("session", memory.values());
        view.put("occurredAt", incoming.asker().at().toString());
        return view;
    }

    private static Map<String, Object> contact(Asker asker) {
        var contact = new HashMap<String, Object>();
        if (!asker.phone().isEmpty()) contact.put("phone", asker.phone());
        if (!asker.userId().isEmpty()) contact.put("userId", asker.userId());
        if (!asker.name().isEmpty()) contact.put("name", asker.name());
        return contact;
    }
}
