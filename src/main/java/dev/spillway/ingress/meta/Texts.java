package dev.spillway.ingress.meta;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts found at the known places of one object. Of a repeated name the last counts; an empty text counts as none. */
final class Texts {
    /** No texts at all; nobody takes anything into it. */
    static final Texts NONE = new Texts();

    /** Made when the first one is found: many objects have none. */
    private @Nullable Map<Place, String> found;

    /** Takes all fields of the object the cursor stands on; passes over anything else. */
    void takeAll(JsonCursor cursor) throws IOException {
        if (cursor.atObject()) {
            while (cursor.nextField()) take(cursor, cursor.name());
        } else {
            cursor.pass();
        }
    }

    /** Takes the field the cursor stands on, or passes over it. */
    void take(JsonCursor cursor, String name) throws IOException {
        take(cursor, Place.TOP.into(name));
    }

    private void take(JsonCursor cursor, Place.Step step) throws IOException {
        if (cursor.atObject() && !step.inside().isEmpty()) {
            while (cursor.nextField()) take(cursor, step.into(cursor.name()));
            return;
        }
        var place = step.place();
        if (place == null) {
            cursor.pass();
        } else {
            put(place, cursor.text());
        }
    }

    private void put(Place place, @Nullable String text) {
        if (found == null) found = new EnumMap<>(Place.class);
        if (text == null || text.isEmpty()) {
            found.remove(place);
        } else {
            found.put(place, text);
        }
    }

    @Nullable
    String at(Place place) {
        return found == null ? null : found.get(place);
    }
}
