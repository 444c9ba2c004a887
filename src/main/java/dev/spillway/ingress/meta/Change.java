package dev.spillway.ingress.meta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of {@code changes[]}: a field and its value, in either order. */
final class Change {
    private final JsonCursor cursor;
    private final List<Value> values = new ArrayList<>(1);
    private String field = "";

    private Change(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads the object the cursor stands on. */
    static Change read(JsonCursor cursor) throws IOException {
        var change = new Change(cursor);
        while (cursor.nextField()) change.field(cursor.name());
        return change;
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "value" -> values.add(Value.read(cursor));
            case "field" -> named(cursor.text());
            default -> cursor.pass();
        }
    }

    private void named(@Nullable String text) {
        field = text == null ? "" : text;
    }

    String field() {
        return field;
    }

    /** Normally one; none if it was left out. */
    List<Value> values() {
        return values;
    }
}
