package dev.spillway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a row of table {@code ledger}. */
final class StoredRow {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private StoredRow() {}

    static TraceRow read(Row row) {
        return new TraceRow(
                row.getOffsetDateTime("at").toInstant(),
                row.getUUID("event_id").toString().replace("-", ""),
                text(row, "step"),
                text(row, "kind"),
                text(row, "contact"),
                text(row, "message_id"),
                text(row, "delivery_id"),
                text(row, "order_no"),
                detail(text(row, "detail")));
    }

    static String text(Row row, String column) {
        var text = row.getString(column);
        return text == null ? "" : text;
    }

    private static Map<String, Object> detail(String json) {
        try {
            var detail = JSON.readValue(json, OBJECT);
            detail.values().removeIf(value -> value == null);
            return detail;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Postgres keeps JSON as JSON", e);
        }
    }
}
