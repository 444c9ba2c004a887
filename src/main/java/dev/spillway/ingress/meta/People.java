package dev.spillway.ingress.meta;

import dev.spillway.event.Payload;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code contacts[]} of one value. */
final class People {
    private final Map<String, Payload> byId = new HashMap<>(4);
    private Payload only = Payload.EMPTY;
    private int count;

    /** Reads the array the cursor stands on. */
    void read(JsonCursor cursor) throws IOException {
        if (cursor.atArray()) {
            while (cursor.nextElement()) add(Element.read(cursor));
        } else {
            cursor.pass();
        }
    }

    private void add(Element contact) {
        only = contact.json();
        count++;
        enter(contact.at(Place.WA_ID), contact.json());
        enter(contact.at(Place.USER_ID), contact.json());
    }

    private void enter(@Nullable String id, Payload json) {
        if (id != null) byId.putIfAbsent(id, json);
    }

    /** The contact a person is described by: by either id, or the only one there is; else empty. */
    Payload of(@Nullable Who who) {
        if (who == null) return Payload.EMPTY;
        if (count == 1) return only;
        var byUser = byId.get(who.user());
        return byUser != null ? byUser : byId.getOrDefault(who.phone(), Payload.EMPTY);
    }
}
