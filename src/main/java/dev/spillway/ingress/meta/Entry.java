package dev.spillway.ingress.meta;

import dev.spillway.event.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of {@code entry[]}: an account's changes. Its id and time may come after them. */
final class Entry {
    private static final String CHANGES = "changes";

    private final JsonCursor cursor;
    private final List<Change> changes = new ArrayList<>();
    private final List<Part> strays = new ArrayList<>();
    private Payload json = Payload.EMPTY;
    private String account = "";
    private @Nullable String time;
    private boolean changed;

    private Entry(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads the value the cursor stands on, of whatever type it is. */
    static Entry read(JsonCursor cursor) throws IOException {
        var entry = new Entry(cursor);
        var start = cursor.start();
        if (cursor.atObject()) {
            while (cursor.nextField()) entry.field(cursor.name());
        } else {
            cursor.pass();
        }
        entry.json = cursor.since(start);
        return entry;
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "id" -> account = orEmpty(cursor.text());
            case "time" -> time = cursor.text();
            case CHANGES -> readChanges();
            default -> other(name);
        }
    }

    private void readChanges() throws IOException {
        changed = cursor.atArray();
        if (changed) {
            while (cursor.nextElement()) change();
        } else {
            cursor.pass();
        }
    }

    /** A change that is no object, or has no value, is kept as it is. */
    private void change() throws IOException {
        var start = cursor.start();
        if (!cursor.atObject()) {
            strays.add(Part.stray(CHANGES, Element.read(cursor)));
            return;
        }
        var change = Change.read(cursor);
        if (change.values().isEmpty()) {
            strays.add(Part.stray(CHANGES, new Element(cursor.since(start), Texts.NONE)));
        } else {
            changes.add(change);
        }
    }

    private void other(String name) throws IOException {
        if (cursor.atArray()) {
            strays.add(Part.stray(name, Element.read(cursor)));
        } else {
            cursor.pass();
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    String account() {
        return account;
    }

    /** As it stands in the body; null if it is not there. */
    @Nullable
    String time() {
        return time;
    }

    List<Change> changes() {
        return changes;
    }

    /** What must be kept beside the changes; the entry itself if it has none to read. */
    List<Part> strays() {
        if (changed) return strays;
        var name = strays.isEmpty() ? "entry" : strays.get(0).name();
        return List.of(Part.stray(name, new Element(json, Texts.NONE)));
    }
}
