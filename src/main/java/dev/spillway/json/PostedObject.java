package dev.spillway.json;

import dev.spillway.event.Payload;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a caller posted, who is told what is wrong with it: it holds known fields only, and its texts are short. Failures are
 * {@link IllegalArgumentException} that name the field and the cure, and never show a value.
 */
public final class PostedObject {
    private static final int TEXT_MAX = 200;

    private final Map<String, Object> fields;

    private PostedObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads one.
     *
     * @param known all fields it may hold
     * @param example a good one, as JSON
     */
    public static PostedObject read(Payload body, Set<String> known, String example) {
        var fields = object(body, example);
        for (var field : fields.keySet()) {
            if (!known.contains(field)) {
                throw new IllegalArgumentException(
                        "there is no field " + shown(field) + "; there are " + String.join(", ", new TreeSet<>(known)));
            }
        }
        return new PostedObject(fields);
    }

    private static Map<String, Object> object(Payload body, String example) {
        try {
            return Json.object(body);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the body must be a JSON object, e.g. " + example + "; it is " + e.getMessage());
        }
    }

    private static String shown(String field) {
        return field.length() > TEXT_MAX ? field.substring(0, TEXT_MAX) + "…" : field;
    }

    /** Whether a field is there, be it null. */
    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /** What a field holds; null if it is left out or null. */
    public @Nullable Object value(String field) {
        return fields.get(field);
    }

    /** A text; empty if it is left out or null. */
    public String text(String field) {
        var value = fields.get(field);
        if (value == null) return "";
        if (value instanceof String text && text.length() <= TEXT_MAX) return text;
        throw new IllegalArgumentException(field + " must be a text of at most " + TEXT_MAX + " characters");
    }

    /**
     * A text that must be there.
     *
     * @param cure what is to be done if it is not
     */
    public String needed(String field, String cure) {
        var text = text(field);
        if (text.isBlank()) throw new IllegalArgumentException(field + " is missing: " + cure);
        return text;
    }
}
