package dev.spillway.whatsapp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An operation's input, field by field. Every method throws {@link LimitException} for a value of the wrong kind or size. */
record Fields(Map<String, Object> input) {

    /** A text of 1..max characters, counted in UTF-16 units: never fewer than Meta counts. */
    String text(String field, int max) {
        return optionalText(field, max).orElseThrow(() -> new LimitException(field + " is missing"));
    }

    /** The same, or nothing if the field is missing or empty. */
    Optional<String> optionalText(String field, int max) {
        var value = input.get(field);
        if (value == null || "".equals(value)) return Optional.empty();
        if (!(value instanceof String text)) throw new LimitException(field + " must be a text");
        if (text.isBlank()) throw new LimitException(field + " must not be blank");
        if (text.length() > max) {
            throw new LimitException(field + " has " + text.length() + " characters, at most " + max + " are allowed");
        }
        return Optional.of(text);
    }

    /** True or false; false if the field is missing. */
    boolean flag(String field) {
        var value = input.getOrDefault(field, false);
        if (value instanceof Boolean flag) return flag;
        throw new LimitException(field + " must be true or false");
    }

    /** A list of objects; empty if the field is missing. */
    List<?> objects(String field, int max) {
        var value = input.getOrDefault(field, List.of());
        if (!(value instanceof List<?> list) || !list.stream().allMatch(Map.class::isInstance)) {
            throw new LimitException(field + " must be a list of objects");
        }
        if (list.size() > max) {
            throw new LimitException(field + " has " + list.size() + " entries, at most " + max + " are allowed");
        }
        return list;
    }
}
