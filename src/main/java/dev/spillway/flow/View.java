package dev.spillway.flow;

import java.time.Instant;
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

    /** What expressions may see, to try them with. */
    static Map<String, Object> sample(Map<String, Object> known) {
        var asker = new Asker("118264500913347", "5215550104321", "MX.48291", "Rocío", "wamid.1", Instant.EPOCH, false);
        var view = new HashMap<String, Object>();
        NAMES.forEach(name -> view.put(name, Map.of()));
        view.putAll(Map.of("kind", "MESSAGE", "type", "text", "text", "hola", "contact", contact(asker)));
        view.putAll(Map.of("occurredAt", asker.at().toString(), "outcome", Branch.DONE.word()));
        view.putAll(known);
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
