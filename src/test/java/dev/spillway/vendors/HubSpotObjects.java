package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What a HubSpot account keeps. A search sees a record only some time after it was written. */
final class HubSpotObjects {
    private static final int BATCH_MAX = 100;
    private static final String TRACE = "objectWriteTraceId";

    /** As the vendor defines them: 16 ticket, 202 note, 81 communication, 204 task to contact; 228, 87 to ticket. */
    private static final Map<String, Set<Integer>> ASSOCIATIONS = Map.of(
            "tickets", Set.of(16), "notes", Set.of(202, 228), "communications", Set.of(81, 87), "tasks", Set.of(204));

    private static final Map<String, List<String>> REQUIRED = Map.of(
            "tickets",
            List.of("subject", "hs_pipeline_stage"),
            "notes",
            List.of("hs_timestamp"),
            "communications",
            List.of("hs_communication_channel_type", "hs_communication_logged_from"),
            "tasks",
            List.of("hs_timestamp"));

    private final Map<String, Table> tables = new TreeMap<>();
    private final Map<String, Instant> written = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private Duration lag = Duration.ofSeconds(10);
    private long next = 551;

    HubSpotObjects() {
        add(new Table(
                "contacts",
                List.of(
                        "firstname",
                        "lastname",
                        "phone",
                        "mobilephone",
                        "lifecyclestage",
                        "message",
                        "wa_consent_marketing",
                        "hs_searchable_calculated_phone_number"),
                "email",
                "wa_id"));
        add(new Table("tickets", List.of("subject", "content", "hs_pipeline", "hs_pipeline_stage"), "wa_key"));
        add(new Table("notes", List.of("hs_timestamp", "hs_note_body")));
        add(new Table(
                "communications",
                List.of(
                        "hs_timestamp",
                        "hs_communication_channel_type",
                        "hs_communication_logged_from",
                        "hs_communication_body")));
        add(new Table(
                "orders",
                List.of("hs_fulfillment_status", "hs_total_price", "hs_currency_code"),
                "hs_external_order_id"));
        add(new Table(
                "tasks", List.of("hs_timestamp", "hs_task_subject", "hs_task_body", "hs_task_status", "hs_task_type")));
        add(new Table(
                "invoices",
                List.of("hs_amount_billed", "hs_currency", "hs_invoice_status", "hs_invoice_link"),
                "hs_number"));
        add(new Table("associations", List.of("from", "to")));
        put("orders", "9001", order(), Instant.EPOCH);
        put("invoices", "9101", invoice(), Instant.EPOCH);
    }

    private static JsonObject order() {
        return new JsonObject()
                .put("hs_external_order_id", "1001")
                .put("hs_fulfillment_status", "Fulfilled")
                .put("hs_total_price", "1499.90")
                .put("hs_currency_code", "MXN");
    }

    private static JsonObject invoice() {
        return new JsonObject()
                .put("hs_number", "INV-7")
                .put("hs_amount_billed", "1499.90")
                .put("hs_currency", "MXN")
                .put("hs_invoice_status", "open")
                .put("hs_invoice_link", "https://invoices.example/7");
    }

    private void add(Table table) {
        tables.put(table.name(), table);
    }

    Map<String, Table> tables() {
        return tables;
    }

    void lag(Duration lag) {
        this.lag = lag;
    }

    /** As a validation rule of the account's administrators would: a record with this value is not taken. */
    void refuse(String property, String value) {
        refused.put(property, value);
    }

    /** {@code POST /objects/{type}/batch/upsert}: each input for itself if it has a trace id of its own, else all or none. */
    Said upsert(String type, Asked asked) {
        var inputs = asked.json().getJsonArray("inputs", new JsonArray());
        if (inputs.isEmpty() || inputs.size() > BATCH_MAX) throw validation("inputs: 1 to " + BATCH_MAX);
        var results = new JsonArray();
        var errors = new JsonArray();
        for (var n = 0; n < inputs.size(); n++) {
            var input = inputs.getJsonObject(n);
            try {
                results.add(upserted(table(type), input, asked.at()));
            } catch (Refusal e) {
                if (inputs.size() == 1 || !traced(inputs)) throw e;
                errors.add(error(input.getString(TRACE), new JsonObject(e.said().body())));
            }
        }
        var body = new JsonObject().put("status", "COMPLETE").put("results", results);
        if (!errors.isEmpty()) body.put("numErrors", errors.size()).put("errors", errors);
        var said = Said.json(errors.isEmpty() ? 200 : 207, body);
        return results.isEmpty()
                ? said
                : said.made(type + ":" + results.getJsonObject(0).getString("id"));
    }

    private static boolean traced(JsonArray inputs) {
        var ids = inputs.stream()
                .map(input -> ((JsonObject) input).getString(TRACE, ""))
                .toList();
        return !ids.contains("") && Set.copyOf(ids).size() == ids.size();
    }

    private static JsonObject error(String trace, JsonObject error) {
        return error.put("context", new JsonObject().put(TRACE, new JsonArray().add(trace)));
    }

    private JsonObject upserted(Table table, JsonObject input, Instant now) {
        var by = input.getString("idProperty", "");
        if (!table.isUnique(by)) throw validation("idProperty " + by + " is not a unique property");
        var properties = properties(table, input);
        var key = input.getString("id", "");
        if (key.isEmpty()) throw validation("id is missing");
        var known = table.idOf(by, key);
        if (known.isEmpty()) requireAll(table.name(), properties);
        var id = known.orElseGet(() -> String.valueOf(next++));
        put(table.name(), id, properties.copy().put(by, key), now);
        var result = new JsonObject().put("id", id).put("new", known.isEmpty()).put("properties", properties);
        return input.containsKey(TRACE) ? result.put(TRACE, input.getString(TRACE)) : result;
    }

    /** {@code POST /objects/{type}}: a clash in a unique property is told in words only. */
    Said create(String type, Asked asked) {
        var table = table(type);
        var properties = properties(table, asked.json());
        requireAll(type, properties);
        properties.fieldNames().stream()
                .filter(table::isUnique)
                .flatMap(field -> table.idOf(field, properties.getString(field)).stream())
                .findFirst()
                .ifPresent(id -> {
                    throw HubSpot.refused(409, "CONFLICT", type + " already exists. Existing ID: " + id);
                });
        var id = String.valueOf(next++);
        var associations = asked.json().getJsonArray("associations", new JsonArray());
        for (var n = 0; n < associations.size(); n++) associate(type, id, associations.getJsonObject(n));
        put(type, id, properties, asked.at());
        return Said.json(201, new JsonObject().put("id", id).put("properties", properties))
                .made(type + ":" + id);
    }

    /** {@code PATCH /objects/{type}/{id}}. */
    Said update(String type, Asked asked) {
        var id = asked.path().substring(asked.path().lastIndexOf('/') + 1);
        if (table(type).byId(id).isEmpty()) throw missing();
        put(type, id, properties(table(type), asked.json()), asked.at());
        return Said.json(200, new JsonObject().put("id", id)).made(type + ":" + id);
    }

    /** {@code POST /objects/{type}/search}. */
    Said search(String type, Asked asked) {
        var visible = table(type)
                .all()
                .filter(row -> !written.getOrDefault(type + row.getKey(), Instant.EPOCH)
                        .plus(lag)
                        .isAfter(asked.at()));
        return HubSpotSearch.of(table(type), asked.json()).answer(visible);
    }

    /** Of two records, by the vendor's default; twice changes nothing. */
    void associate(String from, String id, String to, String toId) {
        if (table(from).byId(id).isEmpty() || table(to).byId(toId).isEmpty()) throw missing();
        var name = from + ":" + id + ">" + to + ":" + toId;
        Objects.requireNonNull(tables.get("associations"))
                .put(name, new JsonObject().put("from", id).put("to", toId));
    }

    private void associate(String type, String id, JsonObject wanted) {
        var kind = wanted.getJsonArray("types").getJsonObject(0).getInteger("associationTypeId");
        if (!ASSOCIATIONS.getOrDefault(type, Set.of()).contains(kind)) throw validation("association type " + kind);
        var to = kind == 228 || kind == 87 ? "tickets" : "contacts";
        var toId = String.valueOf(wanted.getJsonObject("to").getValue("id"));
        if (table(to).byId(toId).isEmpty()) throw missing();
        Objects.requireNonNull(tables.get("associations"))
                .put(
                        type + ":" + id + ">" + to + ":" + toId,
                        new JsonObject().put("from", id).put("to", toId));
    }

    private void put(String type, String id, JsonObject properties, Instant now) {
        var values = properties.copy();
        var phone = values.getString("phone", "").replaceAll("\\D", "");
        if (phone.length() >= 10) {
            values.put("hs_searchable_calculated_phone_number", phone.substring(phone.length() - 10));
        }
        table(type).put(id, values);
        written.put(type + id, now);
    }

    private Table table(String type) {
        var table = tables.get(type);
        if (table == null) throw HubSpot.refused(400, "VALIDATION_ERROR", "Unable to infer object type from: " + type);
        return table;
    }

    private JsonObject properties(Table table, JsonObject input) {
        var properties = input.getJsonObject("properties", new JsonObject());
        table.unknown(properties.fieldNames()).ifPresent(field -> {
            throw validation("Property values were not valid: [{\"name\":\"" + field
                    + "\",\"error\":\"PROPERTY_DOESNT_EXIST\"}]");
        });
        refused.forEach((property, value) -> {
            if (value.equals(properties.getString(property))) throw validation(property + " does not keep the rule");
        });
        return properties;
    }

    private static void requireAll(String type, JsonObject properties) {
        for (var field : REQUIRED.getOrDefault(type, List.of())) {
            if (properties.getString(field, "").isEmpty()) throw validation("required property " + field);
        }
    }

    private static Refusal missing() {
        return HubSpot.refused(404, "OBJECT_NOT_FOUND", "no such record");
    }

    static Refusal validation(String message) {
        return HubSpot.refused(400, "VALIDATION_ERROR", message);
    }
}
