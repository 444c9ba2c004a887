package dev.spillway.ingress.meta;

import dev.spillway.event.Payload;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One JSON value of the body: its exact bytes and the texts at its known places. Only an object has texts. */
record Element(Payload json, Texts texts) {
    /** Reads the value the cursor stands on. */
    static Element read(JsonCursor cursor) throws IOException {
        var start = cursor.start();
        var texts = new Texts();
        texts.takeAll(cursor);
        return new Element(cursor.since(start), texts);
    }

    /** Reads an array as one element that has the texts of its objects, the last one's first; null if it is empty. */
    static @Nullable Element readArray(JsonCursor cursor) throws IOException {
        var start = cursor.start();
        var texts = new Texts();
        var isEmpty = true;
        for (; cursor.nextElement(); isEmpty = false) texts.takeAll(cursor);
        return isEmpty ? null : new Element(cursor.since(start), texts);
    }

    @Nullable
    String at(Place place) {
        return texts.at(place);
    }
}
