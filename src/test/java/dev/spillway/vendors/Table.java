package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Records of one kind: which fields they may have, and which of these no two may share. */
final class Table {
    private static final int ROWS_MAX = 1_000_000;

    private final String name;
    private final Set<String> fields;
    private final Map<String, Map<String, String>> unique = new HashMap<>();
    private final Map<String, JsonObject> rows = new LinkedHashMap<>();

    /** @param unique fields that find a record, too */
    Table(String name, List<String> fields, String... unique) {
        this.name = name;
        this.fields = new LinkedHashSet<>(fields);
        for (var field : unique) {
            this.fields.add(field);
            this.unique.put(field, new HashMap<>());
        }
    }

    String name() {
        return name;
    }

    boolean knows(String field) {
        return fields.contains(field);
    }

    boolean isUnique(String field) {
        return unique.containsKey(field);
    }

    /** Whoever names the old one from now on names nothing. */
    void rename(String from, String to) {
        if (!fields.remove(from)) throw new IllegalArgumentException(name + " has no field " + from);
        fields.add(to);
        rows.values().forEach(row -> {
            if (row.containsKey(from)) row.put(to, row.remove(from));
        });
        var index = unique.remove(from);
        if (index != null) unique.put(to, index);
    }

    /** The first of the names that no record may have. */
    Optional<String> unknown(Iterable<String> named) {
        for (var field : named) if (!knows(field)) return Optional.of(field);
        return Optional.empty();
    }

    /** Writes a record: a new one, or other values of fields of one that is there. */
    void put(String id, JsonObject values) {
        if (rows.size() >= ROWS_MAX) throw new IllegalStateException("too many of " + name);
        var row = rows.computeIfAbsent(id, fresh -> new JsonObject());
        values.forEach(entry -> row.put(entry.getKey(), entry.getValue()));
        unique.forEach((field, index) -> {
            if (row.getValue(field) != null) index.put(key(row.getValue(field)), id);
        });
    }

    Optional<JsonObject> byId(String id) {
        return Optional.ofNullable(rows.get(id));
    }

    /** The id of the record with that value of a unique field, in either case. */
    Optional<String> idOf(String field, Object value) {
        return Optional.ofNullable(unique.getOrDefault(field, Map.of()).get(key(value)));
    }

    Stream<Map.Entry<String, JsonObject>> all() {
        return rows.entrySet().stream();
    }

    int size() {
        return rows.size();
    }

    /** All of them, each with its id. */
    JsonArray report() {
        var report = new JsonArray();
        rows.forEach((id, row) -> report.add(row.copy().put("_id", id)));
        return report;
    }

    private static String key(Object value) {
        return String.valueOf(value).toLowerCase(Locale.ROOT);
    }
}
