package dev.spillway.consent;

import dev.spillway.event.Payload;
import dev.spillway.gate.Change;
import dev.spillway.gate.SendClass;
import dev.spillway.json.PostedObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change as a business system tells it:
 *
 * <pre>
 * phone       with country code; or
 * userId      business-scoped; at least one of them
 * change      stop, go, yes or no
 * categories  list of authentication, reply, notice, reminder, marketing
 * tenant      whom it is about; left out: there is but one
 * at          when they said it, ISO 8601 with an offset; left out: now
 * who, where  who told it, and where; left out: nobody knows
 * id          what a repeat has in common with its first; left out: everything in it
 * </pre>
 *
 * @param key the dedupe key's beginning
 */
record Telling(Person person, Change change, String key) {
    private static final Set<String> FIELDS =
            Set.of("phone", "userId", "change", "categories", "tenant", "at", "who", "where", "id");
    private static final String EXAMPLE =
            "{\"phone\": \"+52…\", \"change\": \"stop\", \"categories\": [\"marketing\"]}";
    /** Clocks differ. */
    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    private static final String SOURCE = "api";

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException naming the field and the cure
     */
    static Telling read(Payload body, Instant now) {
        var told = PostedObject.read(body, FIELDS, EXAMPLE);
        var change = new Change(
                kind(told.text("change")),
                categories(told.value("categories")),
                told.text("tenant"),
                at(told.text("at"), now),
                SOURCE,
                told.text("who"),
                told.text("where"));
        return new Telling(person(told.text("phone"), told.text("userId")), change, key(told, body));
    }

    private static Person person(String phone, String userId) {
        if (phone.isEmpty() && userId.isEmpty()) {
            throw new IllegalArgumentException("phone or userId is missing: say whom it is about");
        }
        var digits = phone.replaceAll("[() .-]", "");
        if (!phone.isEmpty() && !digits.matches("\\+?\\d{6,15}")) {
            throw new IllegalArgumentException("phone must be a number with its country code, e.g. +5215550104321");
        }
        if (!userId.isEmpty() && !userId.matches("[A-Z]{2}\\.[A-Za-z0-9.]{1,140}")) {
            throw new IllegalArgumentException(
                    "userId must be a business-scoped user id, e.g. MX.48291037465512093847");
        }
        return new Person(digits, userId);
    }

    private static Change.Kind kind(String word) {
        var words = Arrays.stream(Change.Kind.values()).map(Change.Kind::word).collect(Collectors.joining(", "));
        return Change.Kind.of(word).orElseThrow(() -> new IllegalArgumentException("change must be one of " + words));
    }

    private static List<SendClass> categories(@Nullable Object value) {
        var words = Arrays.stream(SendClass.values()).map(SendClass::word).collect(Collectors.joining(", "));
        var rule = "categories must be a list of at least one of " + words;
        if (!(value instanceof List<?> list) || list.isEmpty()) throw new IllegalArgumentException(rule);
        var found = new ArrayList<SendClass>();
        for (var word : list) {
            var category = SendClass.of(String.valueOf(word));
            found.add(category.orElseThrow(() -> new IllegalArgumentException(rule)));
        }
        return found.stream().distinct().toList();
    }

    private static Instant at(String text, Instant now) {
        if (text.isEmpty()) return now;
        var at = parsed(text);
        if (at == null) {
            throw new IllegalArgumentException("at must be ISO 8601 with an offset, e.g. 2026-11-20T10:15:00-06:00");
        }
        if (at.isAfter(now.plus(AHEAD_MAX))) {
            throw new IllegalArgumentException("at must not be in the future: leave it out, or say when they said it");
        }
        return at.isAfter(now) ? now : at;
    }

    private static @Nullable Instant parsed(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A repeat of what has neither id nor time is told anew: it may be meant so. */
    private static String key(PostedObject told, Payload body) {
        var id = told.text("id");
        if (!id.isEmpty()) return "id:" + id;
        return told.has("at") ? "body:" + body.sha256() : "";
    }
}
