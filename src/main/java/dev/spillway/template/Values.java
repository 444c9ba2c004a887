package dev.spillway.template;

import dev.spillway.whatsapp.message.LimitException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a template is to be filled with, as whoever sends it names it. Every method throws {@link LimitException} that names the value and
 * what it is for, never what it holds.
 *
 * @param template what the house calls it
 */
record Values(String template, Map<?, ?> values) {
    /** An object; a missing one holds nothing. */
    static Values of(String template, @Nullable Object values) {
        if (values == null) return new Values(template, Map.of());
        if (values instanceof Map<?, ?> map) return new Values(template, map);
        throw new LimitException("values must be an object, e.g. {name: …}");
    }

    /** A text that is not blank; a number will do. */
    String text(String name) {
        return text(name, values.get(name));
    }

    /** The text at a place of a list. */
    String text(String name, int place) {
        var value = values.get(name);
        if (value != null && !(value instanceof List<?>))
            throw new LimitException("values." + name + " must be a list");
        var list = value instanceof List<?> given ? given : List.of();
        return text(name + "[" + place + "]", place < list.size() ? list.get(place) : null);
    }

    private String text(String name, @Nullable Object value) {
        if (value == null || "".equals(value)) throw missing(name);
        if (value instanceof BigDecimal number) return number.toPlainString();
        if (value instanceof Number number) return number.toString();
        if (value instanceof String text && !text.isBlank()) return text;
        throw new LimitException("values." + name + " must be a text that is not blank");
    }

    /** An object. */
    Map<?, ?> object(String name, String form) {
        var value = values.get(name);
        if (value == null) throw missing(name);
        if (value instanceof Map<?, ?> map) return map;
        throw new LimitException("values." + name + " must be an object " + form);
    }

    private LimitException missing(String name) {
        return new LimitException("values." + name + " is missing: template " + template + " needs it");
    }

    /** What nobody asks for is a mistake: perhaps in the name of what is missing. */
    void holdNothingBut(Set<String> names) {
        for (var name : values.keySet()) {
            if (!names.contains(String.valueOf(name))) {
                throw new LimitException("values holds a name that template " + template + " does not know; it takes "
                        + new TreeSet<>(names));
            }
        }
    }
}
