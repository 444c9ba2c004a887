package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * As much of OData v2's query as integrations use: {@code $filter} of equalities joined by "and" or "or", one kind at a time,
 * {@code $top}.
 */
record OData(List<Condition> conditions, boolean all, int top) {
    private static final Pattern CONDITION =
            Pattern.compile("\\s*\\(?\\s*(\\w+) eq '((?:[^']|'')*)'\\s*\\)?\\s*(and|or|$)");

    /** A property that must have a value. */
    record Condition(String property, String value) {}

    static OData of(Asked asked, Table table) {
        var filter = asked.query("$filter");
        var joints = new HashSet<String>();
        var conditions = new ArrayList<Condition>();
        var found = CONDITION.matcher(filter);
        while (found.regionStart() < filter.length()) {
            if (!found.lookingAt())
                throw Sap.refused(400, "005056A509B11ED1B9BF9F46AB0F8B27", "Invalid token in filter");
            conditions.add(condition(found.group(1), found.group(2).replace("''", "'"), table));
            joints.add(found.group(3));
            found.region(found.end(), filter.length());
        }
        var top = asked.query("$top");
        return new OData(conditions, !joints.contains("or"), top.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(top));
    }

    private static Condition condition(String property, String value, Table table) {
        if (table.knows(property)) return new Condition(property, value);
        var text = "Property " + property + " not found in type " + table.name();
        throw Sap.refused(400, "005056A509B11EE1B9A8FEC11C21578E", text);
    }

    /** The rows that pass, in OData's envelope of a list. */
    Said answer(Stream<Map.Entry<String, JsonObject>> rows) {
        var results = new JsonArray();
        rows.map(Map.Entry::getValue).filter(this::holds).limit(top).forEach(results::add);
        return Said.json(200, new JsonObject().put("d", new JsonObject().put("results", results)));
    }

    private boolean holds(JsonObject row) {
        if (conditions.isEmpty()) return true;
        return all
                ? conditions.stream().allMatch(each -> holds(row, each))
                : conditions.stream().anyMatch(each -> holds(row, each));
    }

    private static boolean holds(JsonObject row, Condition condition) {
        return condition.value.equals(row.getString(condition.property));
    }
}
