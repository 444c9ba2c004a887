package dev.spillway.whatsapp.message;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object of an operation's input, field by field. Every method throws {@link LimitException} for a value of the wrong kind or
 * size, with the field's whole path.
 *
 * @param path where the object stands; empty for the input itself
 */
record Fields(String path, Map<?, ?> input) {
    private static final int URL_MAX = 2000;

    /** The input itself. */
    Fields(Map<?, ?> input) {
        this("", input);
    }

    /** A text of 1..max characters. */
    String text(String field, int max) {
        return optionalText(field, max).orElseThrow(() -> missing(field));
    }

    /** The same, or nothing if the field is missing or empty. */
    Optional<String> optionalText(String field, int max) {
        var value = input.get(field);
        if (value == null || "".equals(value)) return Optional.empty();
        if (!(value instanceof String text)) throw wrong(field, "must be a text");
        if (text.isBlank()) throw wrong(field, "must not be blank");
        if (text.length() > max) throw tooMany(field, text.length(), "characters", max);
        return Optional.of(text);
    }

    /** A text of that form. */
    String matching(String field, int max, Pattern form, String rule) {
        var text = text(field, max);
        if (!form.matcher(text).matches()) throw wrong(field, "must be " + rule);
        return text;
    }

    /** One of these words. */
    String choice(String field, Set<String> words) {
        var text = text(field, Integer.MAX_VALUE);
        if (!words.contains(text)) throw wrong(field, "must be one of " + new TreeSet<>(words));
        return text;
    }

    /** An absolute http or https address of at most 2000 characters. */
    String url(String field) {
        var text = text(field, URL_MAX);
        try {
            var uri = new URI(text);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return text;
            }
        } catch (URISyntaxException e) {
            // Told below: the exception quotes the address.
        }
        throw wrong(field, "must be an http or https address");
    }

    /** True or false; false if the field is missing. */
    boolean flag(String field) {
        var value = input.get(field);
        if (value == null) return false;
        if (value instanceof Boolean flag) return flag;
        throw wrong(field, "must be true or false");
    }

    /** A whole number of min..max. */
    long whole(String field, long min, long max) {
        var number = number(field, BigDecimal.valueOf(min), BigDecimal.valueOf(max));
        if (number.stripTrailingZeros().scale() > 0) throw wrong(field, "must be a whole number");
        return number.longValueExact();
    }

    /** A number of min..max; a text that is one will do. */
    BigDecimal number(String field, BigDecimal min, BigDecimal max) {
        var value = input.get(field);
        if (value == null) throw missing(field);
        var number = decimal(value);
        if (number == null || number.compareTo(min) < 0 || number.compareTo(max) > 0) {
            throw wrong(field, "must be a number of " + min + ".." + max);
        }
        return number;
    }

    private static @Nullable BigDecimal decimal(Object value) {
        try {
            return value instanceof Number || value instanceof String ? new BigDecimal(value.toString()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    boolean has(String field) {
        return input.get(field) != null;
    }

    /** An object. */
    Fields object(String field) {
        return optionalObject(field).orElseThrow(() -> missing(field));
    }

    /** The same, or nothing if the field is missing. */
    Optional<Fields> optionalObject(String field) {
        var value = input.get(field);
        if (value == null) return Optional.empty();
        if (value instanceof Map<?, ?> map) return Optional.of(new Fields(at(field), map));
        throw wrong(field, "must be an object");
    }

    /** A list of min..max objects; a missing one counts as empty. */
    List<Fields> objects(String field, int min, int max) {
        var list = list(field, min, max);
        var objects = new ArrayList<Fields>();
        for (var i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof Map<?, ?> map)) throw wrong(field, "must be a list of objects");
            objects.add(new Fields(at(field) + "[" + i + "]", map));
        }
        return objects;
    }

    /** A list of min..max texts of 1..length characters. */
    List<String> texts(String field, int min, int max, int length) {
        var list = list(field, min, max);
        var texts = new ArrayList<String>();
        for (var i = 0; i < list.size(); i++) {
            var name = field + "[" + i + "]";
            texts.add(new Fields(path, Map.of(name, list.get(i))).text(name, length));
        }
        return texts;
    }

    private List<?> list(String field, int min, int max) {
        var value = input.get(field);
        if (value == null && min > 0) throw missing(field);
        if (value == null) return List.of();
        if (!(value instanceof List<?> list)) throw wrong(field, "must be a list");
        if (list.stream().anyMatch(entry -> entry == null)) throw wrong(field, "must hold no null");
        if (list.size() > max) throw tooMany(field, list.size(), "entries", max);
        if (list.size() < min) throw wrong(field, "has " + list.size() + " entries, at least " + min + " are needed");
        return list;
    }

    /** What is said of a field that breaks a rule. */
    LimitException wrong(String field, String rule) {
        return new LimitException(at(field) + " " + rule);
    }

    LimitException missing(String field) {
        return wrong(field, "is missing");
    }

    private LimitException tooMany(String field, int count, String things, int max) {
        return wrong(field, "has " + count + " " + things + ", at most " + max + " are allowed");
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
