package dev.spillway.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.event.EventId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one entry as {@link EntryJson} wrote it. Throws a {@link RuntimeException} of any kind at anything else. */
final class EntryNode {
    private final JsonNode node;

    private EntryNode(JsonNode node) {
        this.node = node;
    }

    static LedgerEntry read(JsonNode node) {
        var entry = new EntryNode(node);
        return switch (entry.needed("t")) {
            case "r" -> entry.row();
            case "s" -> entry.seen();
            case "m" -> entry.message();
            case "d" -> entry.dead();
            case "c" -> entry.consent();
            default -> throw new IllegalArgumentException("unknown sort of entry");
        };
    }

    private LedgerEntry row() {
        return new LedgerEntry.Row(
                event(),
                time("ac"),
                needed("s"),
                LedgerEntry.Kind.valueOf(needed("k")),
                time("at"),
                text("c"),
                text("m"),
                text("d"),
                text("o"),
                detail());
    }

    private LedgerEntry seen() {
        return new LedgerEntry.Seen(event(), timeOrNull("oc"), time("ac"), needed("i"));
    }

    private LedgerEntry message() {
        return new LedgerEntry.Message(
                needed("m"), text("d"), text("n"), text("c"), text("st"), number("rk"), time("at"), text("er"));
    }

    private LedgerEntry dead() {
        return new LedgerEntry.DeadLetter(
                needed("i"),
                event(),
                number("sh"),
                text("ds"),
                text("c"),
                text("w"),
                number("n"),
                time("at"),
                text("la"),
                text("b"));
    }

    private LedgerEntry consent() {
        return new LedgerEntry.Consent(
                event(),
                number("sh"),
                needed("c"),
                text("tn"),
                needed("ct"),
                needed("ch"),
                time("at"),
                time("ac"),
                text("so"),
                text("wo"),
                text("wr"));
    }

    private EventId event() {
        return new EventId(needed("e"));
    }

    private String text(String key) {
        return node.path(key).asText("");
    }

    private String needed(String key) {
        var text = text(key);
        if (text.isEmpty()) throw new IllegalArgumentException("no " + key);
        return text;
    }

    private int number(String key) {
        if (!node.path(key).canConvertToInt()) throw new IllegalArgumentException("no number " + key);
        return node.path(key).intValue();
    }

    private Instant time(String key) {
        return Objects.requireNonNull(timeOrNull(key), key);
    }

    private @Nullable Instant timeOrNull(String key) {
        var value = node.get(key);
        if (value == null) return null;
        if (!value.canConvertToLong() || !value.isNumber()) throw new IllegalArgumentException("no time " + key);
        return Instant.EPOCH.plus(value.longValue(), ChronoUnit.MICROS);
    }

    private Map<String, Object> detail() {
        var detail = new LinkedHashMap<String, Object>();
        node.path("x").properties().forEach(member -> put(detail, member));
        return detail;
    }

    /** A null says nothing that a missing member does not say. */
    private static void put(Map<String, Object> detail, Map.Entry<String, JsonNode> member) {
        var value = plain(member.getValue());
        if (value != null) detail.put(member.getKey(), value);
    }

    private static @Nullable Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case NUMBER -> value.numberValue();
            case BOOLEAN -> value.booleanValue();
            case OBJECT -> map(value);
            case ARRAY -> list(value);
            case BINARY, MISSING, NULL, POJO -> null;
        };
    }

    private static Map<String, @Nullable Object> map(JsonNode object) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        object.properties().forEach(member -> map.put(member.getKey(), plain(member.getValue())));
        return map;
    }

    private static List<@Nullable Object> list(JsonNode array) {
        var list = new ArrayList<@Nullable Object>(array.size());
        array.forEach(element -> list.add(plain(element)));
        return list;
    }
}
