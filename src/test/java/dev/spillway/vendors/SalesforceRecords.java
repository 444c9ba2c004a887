package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The records of an org. Written under an external id of theirs they are there once. */
final class SalesforceRecords {
    private static final int LONG_TEXT_MAX = 32_000;
    private static final int COLLECTION_MAX = 200;
    private static final String DATA = "/services/data/v67.0";

    private static final Map<String, List<String>> REQUIRED =
            Map.of("Contact", List.of("LastName"), "Lead", List.of("LastName", "Company"));

    /** By object: the field that refers to another, and the first characters of the other's ids. */
    private static final Map<String, Map<String, String>> REFERENCES =
            Map.of("Case", Map.of("ContactId", "003"), "Task", Map.of("WhoId", "003", "WhatId", "500"));

    private static final Map<String, String> PREFIXES =
            Map.of("Contact", "003", "Lead", "00Q", "Case", "500", "Task", "00T", "Order", "801");

    private final Map<String, Table> tables = new TreeMap<>();
    private boolean silentUpdates;
    private int rowsLocked;
    private long next = 1;

    SalesforceRecords() {
        add("Contact", "WA_Id__c", "LastName", "FirstName", "Name", "Email", "MobilePhone", "Phone", "WA_marketing__c");
        add("Lead", "WA_Lead_Id__c", "LastName", "FirstName", "Company", "MobilePhone", "LeadSource", "Description");
        add("Case", "WA_Conv_Id__c", "Subject", "Origin", "ContactId", "Description", "Priority", "Status");
        add("Task", "WA_Key__c", "WhoId", "WhatId", "Subject", "Description", "Status", "ActivityDate");
        add("Order", "OrderNumber", "Status", "TotalAmount", "EffectiveDate", "OrderItems");
        table("Order").put("801000000000001AAA", order());
    }

    private static JsonObject order() {
        var item = new JsonObject().put("Quantity", 2).put("Product2.ProductCode", "SKU1");
        return new JsonObject()
                .put("OrderNumber", "00001001")
                .put("Status", "Activated")
                .put("TotalAmount", 1499.9)
                .put("EffectiveDate", "2026-11-20")
                .put("OrderItems", new JsonArray().add(item));
    }

    private void add(String name, String externalId, String... fields) {
        tables.put(name, new Table(name, List.of(fields), externalId));
    }

    Map<String, Table> tables() {
        return tables;
    }

    /** Updates are answered 204, as by older versions, instead of 200. */
    void silentUpdates(boolean silent) {
        this.silentUpdates = silent;
    }

    /** The next writes find their row locked. */
    void lockRows(int times) {
        this.rowsLocked = times;
    }

    /** {@code GET /query?q=}. */
    Said query(Asked asked) {
        var records = Soql.parse(asked.query("q"), this).run();
        return Said.json(
                200,
                new JsonObject()
                        .put("totalSize", records.size())
                        .put("done", true)
                        .put("records", records));
    }

    /** {@code PATCH /sobjects/{object}/{field}/{value}}. */
    Said upsert(Asked asked) {
        var written = write(asked.segment(4), asked.segment(5), asked.segment(6), asked.json());
        var made = asked.segment(4) + ":" + written.getString("id");
        if (!written.getBoolean("created") && silentUpdates)
            return Said.empty(204).made(made);
        return Said.json(written.getBoolean("created") ? 201 : 200, written).made(made);
    }

    /** {@code PATCH /composite/sobjects/{object}/{field}}: each for itself and in their order, the whole is 200. */
    Said upsertMany(Asked asked) {
        var object = asked.segment(5);
        var field = asked.segment(6);
        var records = asked.json().getJsonArray("records", new JsonArray());
        if (!table(object).isUnique(field)) throw Salesforce.notFound();
        if (records.isEmpty()) throw Salesforce.refused(400, "INVALID_INPUT", "records must not be empty");
        if (records.size() > COLLECTION_MAX) throw Salesforce.refused(400, "LIMIT_EXCEEDED", "more than 200 records");
        if (asked.json().getBoolean("allOrNone", false)) throw new IllegalStateException("not played: allOrNone");
        var keys = new HashMap<String, Integer>();
        for (var n = 0; n < records.size(); n++) {
            keys.merge(String.valueOf(records.getJsonObject(n).getValue(field)), 1, Integer::sum);
        }
        var results = new JsonArray();
        for (var n = 0; n < records.size(); n++) results.add(one(object, field, records.getJsonObject(n), keys));
        return Said.json(200, results).made("collection");
    }

    private JsonObject one(String object, String field, JsonObject record, Map<String, Integer> keys) {
        var values = record.copy();
        try {
            var attributes = values.remove("attributes");
            if (!(attributes instanceof JsonObject type) || !object.equals(type.getString("type"))) {
                throw Salesforce.refused(400, "INVALID_TYPE", "attributes.type must be " + object);
            }
            var key = String.valueOf(values.remove(field));
            if (keys.getOrDefault(key, 0) > 1) {
                throw Salesforce.refused(400, "DUPLICATE_EXTERNAL_ID", "Duplicate external id specified: " + key);
            }
            return write(object, field, key, values);
        } catch (Refusal e) {
            return new JsonObject()
                    .put("success", false)
                    .put("created", false)
                    .put("errors", ofItem(new JsonArray(e.said().body())));
        }
    }

    /** An item's errors call their code otherwise than those of a whole answer. */
    private static JsonArray ofItem(JsonArray errors) {
        var error = errors.getJsonObject(0).copy();
        error.put("statusCode", error.remove("errorCode")).put("fields", error.getJsonArray("fields", new JsonArray()));
        return new JsonArray().add(error);
    }

    /** {@code GET /sobjects/{object}/{field}/{value}}. */
    Said byExternalId(Asked asked) {
        var table = table(asked.segment(4));
        var id = asked.segment(5).equals("Id")
                ? Optional.of(asked.segment(6))
                : table.idOf(asked.segment(5), asked.segment(6));
        var record = id.flatMap(table::byId).orElseThrow(Salesforce::notFound);
        return Said.json(200, record.copy().put("Id", id.orElseThrow()));
    }

    /** {@code POST /sobjects/{object}}: another one, whatever was made before. */
    Said create(Asked asked) {
        var table = table(asked.segment(4));
        check(table, asked.json(), true);
        var id = id(table.name());
        table.put(id, asked.json());
        return Said.json(201, result(id, true)).made(table.name() + ":" + id);
    }

    private JsonObject write(String object, String field, String key, JsonObject values) {
        var table = table(object);
        if (!table.isUnique(field)) throw Salesforce.notFound();
        if (values.containsKey("Id") || values.containsKey(field)) {
            throw Salesforce.refused(400, "INVALID_FIELD", "The " + field + " field should not be specified");
        }
        var known = table.idOf(field, key);
        check(table, values, known.isEmpty());
        if (rowsLocked > 0) {
            rowsLocked--;
            throw Salesforce.refused(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record");
        }
        var id = known.orElseGet(() -> id(object));
        table.put(id, named(values).put(field, key));
        return result(id, known.isEmpty());
    }

    private void check(Table table, JsonObject values, boolean isNew) {
        table.unknown(values.fieldNames()).ifPresent(field -> {
            var why = "No such column '" + field + "' on sobject of type " + table.name();
            throw Salesforce.refused(400, "INVALID_FIELD", why);
        });
        for (var field : isNew ? REQUIRED.getOrDefault(table.name(), List.of()) : List.<String>of()) {
            if (values.getString(field, "").isBlank()) throw required(field);
        }
        if (values.getString("Description", "").length() > LONG_TEXT_MAX) {
            throw Salesforce.refused(400, "STRING_TOO_LONG", "Description: data value too large");
        }
        REFERENCES.getOrDefault(table.name(), Map.of()).forEach((field, prefix) -> {
            var id = values.getString(field);
            if (id != null && !exists(id)) throw Salesforce.refused(400, "INVALID_CROSS_REFERENCE_KEY", field);
            if (id != null && !id.startsWith(prefix)) throw Salesforce.refused(400, "FIELD_INTEGRITY_EXCEPTION", field);
        });
    }

    private boolean exists(String id) {
        return tables.values().stream().anyMatch(table -> table.byId(id).isPresent());
    }

    private static Refusal required(String field) {
        var error = new JsonObject()
                .put("message", "Required fields are missing: [" + field + "]")
                .put("errorCode", "REQUIRED_FIELD_MISSING")
                .put("fields", List.of(field));
        return Refusal.of(Said.json(400, new JsonArray().add(error)));
    }

    private static JsonObject named(JsonObject values) {
        var copy = values.copy();
        if (copy.containsKey("LastName")) {
            copy.put("Name", (copy.getString("FirstName", "") + " " + copy.getString("LastName")).strip());
        }
        return copy;
    }

    private String id(String object) {
        return Objects.requireNonNull(PREFIXES.get(object)) + String.format("%012dAAA", next++);
    }

    private static JsonObject result(String id, boolean created) {
        return new JsonObject()
                .put("id", id)
                .put("success", true)
                .put("errors", new JsonArray())
                .put("created", created);
    }

    /** Fails as the vendor does if there is none. */
    Table table(String object) {
        var table = tables.get(object);
        if (table == null) throw Salesforce.notFound();
        return table;
    }

    static JsonObject attributes(String object, String id) {
        return new JsonObject().put("type", object).put("url", DATA + "/sobjects/" + object + "/" + id);
    }
}
