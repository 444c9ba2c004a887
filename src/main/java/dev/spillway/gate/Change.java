package dev.spillway.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a person allows more or less than before, with all that proves it.
 *
 * @param kind what they want
 * @param categories what it is about
 * @param tenant whom it is about; empty if there is but one
 * @param at when, by who told it
 * @param source how it is known: {@code word}, {@code button}, {@code whatsapp}, {@code api}, {@code crm}, or another word
 * @param who told it, e.g. {@code person} or somebody's name in the CRM; empty if nobody knows
 * @param where it was told, e.g. a business number's id, a shop, a page; empty if nobody knows
 */
public record Change(
        Kind kind, List<SendClass> categories, String tenant, Instant at, String source, String who, String where) {
    /** What a person can want. */
    public enum Kind {
        /** No more. */
        STOP(false),
        /** No longer no more. */
        GO(true),
        /** Agrees. */
        YES(true),
        /** Takes back that they agreed. */
        NO(false);

        private final boolean allows;

        Kind(boolean allows) {
            this.allows = allows;
        }

        /** Whether more is allowed than before. */
        public boolean allows() {
            return allows;
        }

        /** Whether it is about opting out, and not about agreeing. */
        public boolean isSuppression() {
            return this == STOP || this == GO;
        }

        /** The form in events, stores and the ledger. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Of its form; empty if it is none. */
        public static Optional<Kind> of(String word) {
            return List.of(values()).stream()
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    public Change {
        categories = List.copyOf(categories);
    }

    /** What is to be remembered of it. */
    public List<Fact> facts(Instant acceptedAt) {
        var told = new Stamp(at, acceptedAt, "", source);
        return categories.stream()
                .map(category -> kind.isSuppression()
                        ? Fact.suppression(tenant, category, kind == Kind.STOP, told)
                        : Fact.consent(tenant, category, kind == Kind.YES, told))
                .toList();
    }

    /** The same about one category. */
    public Change about(SendClass category) {
        return new Change(kind, List.of(category), tenant, at, source, who, where);
    }

    /** As JSON values. */
    public Map<String, Object> map() {
        var map = new LinkedHashMap<String, Object>();
        map.put("change", kind.word());
        map.put("categories", categories.stream().map(SendClass::word).toList());
        map.put("tenant", tenant);
        map.put("at", at.toEpochMilli());
        map.put("source", source);
        map.put("who", who);
        map.put("where", where);
        return map;
    }

    /** Reads {@link #map}; empty if it is none. */
    public static Optional<Change> read(Map<String, Object> map) {
        var kind = Kind.of(text(map, "change"));
        var categories = categories(map.get("categories"));
        if (kind.isEmpty() || categories.isEmpty() || !(map.get("at") instanceof Number at)) return Optional.empty();
        return Optional.of(new Change(
                kind.get(),
                categories,
                text(map, "tenant"),
                Instant.ofEpochMilli(at.longValue()),
                text(map, "source"),
                text(map, "who"),
                text(map, "where")));
    }

    private static List<SendClass> categories(@Nullable Object list) {
        var found = new ArrayList<SendClass>();
        if (list instanceof List<?> words) {
            words.forEach(word -> SendClass.of(String.valueOf(word)).ifPresent(found::add));
        }
        return found;
    }

    private static String text(Map<String, Object> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }
}
