package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of SOQL as integrations use: fields and a sub-select of children, from one object, conditions of equality joined by
 * AND, a limit.
 *
 * @param children by the relationship's name: the fields of its records
 */
record Soql(
        Table table, List<String> fields, Map<String, List<String>> children, Map<String, String> where, int limit) {
    private static final Pattern QUERY = Pattern.compile(
            "(?is)\\s*SELECT\\s+(.+?)\\s+FROM\\s+(\\w+)(?:\\s+WHERE\\s+(.+?))?(?:\\s+LIMIT\\s+(\\d+))?\\s*");
    private static final Pattern CHILDREN = Pattern.compile("(?is)\\(\\s*SELECT\\s+([^()]+?)\\s+FROM\\s+(\\w+)\\s*\\)");
    private static final Pattern CONDITION = Pattern.compile("(?s)\\s*(\\w+)\\s*=\\s*'((?:[^'\\\\]|\\\\.)*)'\\s*");
    private static final Pattern AND = Pattern.compile("(?i)\\s+AND\\s+(?=\\w+\\s*=\\s*')");

    static Soql parse(String text, SalesforceRecords records) {
        var children = new LinkedHashMap<String, List<String>>();
        var inner = CHILDREN.matcher(text);
        while (inner.find()) children.put(inner.group(2), names(inner.group(1)));
        var outer = QUERY.matcher(CHILDREN.matcher(text).replaceAll("$2"));
        if (!outer.matches()) throw malformed("unexpected token");
        var table = records.table(outer.group(2));
        var fields = new ArrayList<>(names(outer.group(1)));
        fields.removeAll(children.keySet());
        var limit = outer.group(4) == null ? 2_000 : Integer.parseInt(outer.group(4));
        var query = new Soql(table, fields, children, conditions(outer.group(3)), limit);
        query.check();
        return query;
    }

    private static List<String> names(String list) {
        return List.of(list.trim().split("\\s*,\\s*", -1));
    }

    private static Map<String, String> conditions(@Nullable String text) {
        var conditions = new LinkedHashMap<String, String>();
        for (var part : text == null ? new String[0] : AND.split(text)) {
            var condition = CONDITION.matcher(part);
            if (!condition.matches()) throw malformed("unexpected token near: " + part);
            conditions.put(condition.group(1), condition.group(2).replaceAll("\\\\(.)", "$1"));
        }
        return conditions;
    }

    private void check() {
        var named = new ArrayList<>(fields);
        named.addAll(where.keySet());
        named.addAll(children.keySet());
        named.remove("Id");
        table.unknown(named).ifPresent(field -> {
            throw Salesforce.refused(400, "INVALID_FIELD", "No such column '" + field + "' on entity " + table.name());
        });
    }

    JsonArray run() {
        var found = new JsonArray();
        table.all().filter(row -> holds(row.getValue())).limit(limit).forEach(row -> found.add(shown(row)));
        return found;
    }

    private boolean holds(JsonObject row) {
        return where.entrySet().stream().allMatch(each -> each.getValue().equals(row.getString(each.getKey())));
    }

    private JsonObject shown(Map.Entry<String, JsonObject> row) {
        var shown = new JsonObject().put("attributes", SalesforceRecords.attributes(table.name(), row.getKey()));
        for (var field : fields) {
            shown.put(field, field.equals("Id") ? row.getKey() : row.getValue().getValue(field));
        }
        children.forEach(
                (name, wanted) -> shown.put(name, children(row.getValue().getJsonArray(name), wanted)));
        return shown;
    }

    /** Null, as the vendor has it, where there are none. */
    private static @Nullable JsonObject children(@Nullable JsonArray rows, List<String> wanted) {
        if (rows == null || rows.isEmpty()) return null;
        var records = new JsonArray();
        for (var n = 0; n < rows.size(); n++) records.add(child(rows.getJsonObject(n), wanted));
        return new JsonObject()
                .put("totalSize", records.size())
                .put("done", true)
                .put("records", records);
    }

    private static JsonObject child(JsonObject row, List<String> wanted) {
        var child = new JsonObject();
        for (var field : wanted) {
            if (!row.containsKey(field))
                throw Salesforce.refused(400, "INVALID_FIELD", "No such column '" + field + "'");
            var path = field.split("\\.", 2);
            if (path.length == 1) child.put(field, row.getValue(field));
            else child.put(path[0], new JsonObject().put(path[1], row.getValue(field)));
        }
        return child;
    }

    private static Refusal malformed(String why) {
        return Salesforce.refused(400, "MALFORMED_QUERY", why);
    }
}
