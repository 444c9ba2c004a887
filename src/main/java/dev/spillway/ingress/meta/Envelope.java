package dev.spillway.ingress.meta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole body. */
final class Envelope {
    private static final String OBJECT = "whatsapp_business_account";

    private final JsonCursor cursor;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Part> strays = new ArrayList<>();
    private @Nullable String object;
    private boolean listed;

    private Envelope(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Reads a body to its last byte.
     *
     * @throws IOException if it is no JSON, or stops being it somewhere
     */
    static Envelope read(byte[] body) throws IOException {
        try (var cursor = new JsonCursor(body)) {
            var envelope = new Envelope(cursor);
            if (cursor.atObject()) {
                while (cursor.nextField()) envelope.field(cursor.name());
            } else {
                cursor.pass();
            }
            cursor.end();
            return envelope;
        }
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "object" -> object = cursor.text();
            case "entry" -> readEntries();
            default -> other(name);
        }
    }

    private void readEntries() throws IOException {
        listed = cursor.atArray();
        if (listed) {
            while (cursor.nextElement()) entries.add(Entry.read(cursor));
        } else {
            cursor.pass();
        }
    }

    private void other(String name) throws IOException {
        if (cursor.atArray()) {
            strays.add(Part.stray(name, Element.read(cursor)));
        } else {
            cursor.pass();
        }
    }

    /** Whether it is what Meta sends for WhatsApp; if not, nothing of it may be taken apart. */
    boolean isKnown() {
        return OBJECT.equals(object) && listed;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Arrays beside {@code entry}. */
    List<Part> strays() {
        return strays;
    }
}
