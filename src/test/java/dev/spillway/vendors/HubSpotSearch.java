package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A search: groups of filters, of which one must hold whole. Only the properties that are asked for come back. */
record HubSpotSearch(Table table, JsonArray groups, JsonArray properties, int limit) {
    private static final int GROUPS_MAX = 5;
    private static final int FILTERS_MAX = 6;
    private static final int CHARS_MAX = 3_000;
    private static final int ROWS_MAX = 200;

    static HubSpotSearch of(Table table, JsonObject body) {
        if (body.encode().length() > CHARS_MAX) throw HubSpotObjects.validation("more than 3000 characters");
        var search = new HubSpotSearch(
                table,
                body.getJsonArray("filterGroups", new JsonArray()),
                body.getJsonArray("properties", new JsonArray()),
                body.getInteger("limit", 10));
        search.check();
        return search;
    }

    private void check() {
        if (groups.size() > GROUPS_MAX) throw HubSpotObjects.validation("more than 5 filter groups");
        if (limit > ROWS_MAX) throw HubSpotObjects.validation("limit");
        for (var n = 0; n < groups.size(); n++) {
            var filters = groups.getJsonObject(n).getJsonArray("filters");
            if (filters.size() > FILTERS_MAX) throw HubSpotObjects.validation("more than 6 filters");
            for (var m = 0; m < filters.size(); m++) check(filters.getJsonObject(m));
        }
    }

    private void check(JsonObject filter) {
        var property = filter.getString("propertyName", "");
        if (!table.knows(property))
            throw HubSpotObjects.validation("There was a problem with the request: " + property);
        var many = filter.getString("operator", "").equals("IN");
        if (many ? filter.getJsonArray("values") == null : filter.getString("value") == null) {
            throw HubSpotObjects.validation("a filter of " + property + " without its value");
        }
    }

    Said answer(Stream<Map.Entry<String, JsonObject>> visible) {
        var found = visible.filter(row -> holds(row.getValue())).toList();
        var results = new JsonArray();
        found.stream().limit(limit).forEach(row -> results.add(shown(row)));
        return Said.json(200, new JsonObject().put("total", found.size()).put("results", results));
    }

    private boolean holds(JsonObject row) {
        if (groups.isEmpty()) return true;
        return groups.stream().anyMatch(group -> filters(group).stream().allMatch(filter -> holds(row, filter)));
    }

    private static List<JsonObject> filters(Object group) {
        var filters = new ArrayList<JsonObject>();
        ((JsonObject) group).getJsonArray("filters").forEach(filter -> filters.add((JsonObject) filter));
        return filters;
    }

    private static boolean holds(JsonObject row, JsonObject filter) {
        var value = row.getString(filter.getString("propertyName"));
        return switch (filter.getString("operator", "")) {
            case "EQ" -> filter.getString("value").equalsIgnoreCase(Objects.requireNonNullElse(value, ""));
            case "IN" -> value != null && filter.getJsonArray("values").contains(value);
            case "HAS_PROPERTY" -> value != null;
            case "CONTAINS_TOKEN" ->
                value != null && value.contains(filter.getString("value").replace("*", ""));
            default -> throw HubSpotObjects.validation("operator " + filter.getString("operator"));
        };
    }

    private JsonObject shown(Map.Entry<String, JsonObject> row) {
        var shown = new JsonObject();
        properties.forEach(name -> {
            if (row.getValue().containsKey(String.valueOf(name))) {
                shown.put(String.valueOf(name), row.getValue().getValue(String.valueOf(name)));
            }
        });
        return new JsonObject().put("id", row.getKey()).put("properties", shown);
    }
}
