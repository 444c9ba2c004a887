package dev.spillway.connector;

import static dev.spillway.connector.FieldType.FLAG;
import static dev.spillway.connector.FieldType.LIST;
import static dev.spillway.connector.FieldType.MONEY;
import static dev.spillway.connector.FieldType.NUMBER;
import static dev.spillway.connector.FieldType.ORDER_STATUS;
import static dev.spillway.connector.FieldType.TEXT;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations every backend is spoken to in. */
final class Canonical {
    private static final Set<String> ID = Set.of("id");

    private static final Map<String, CanonicalOperation> BY_NAME = Stream.of(
                    read(
                            "findContactByPhone",
                            inputs("waId"),
                            Map.of("found", FLAG, "id", TEXT, "name", TEXT, "matches", LIST),
                            Set.of("found")),
                    write("upsertContact", inputs("waId"), Map.of("id", TEXT, "created", FLAG), ID),
                    write("createLead", inputs("waId", "text"), Map.of("id", TEXT, "url", TEXT), ID),
                    write(
                            "createTicket",
                            inputs("subject", "transcript"),
                            Map.of("id", TEXT, "number", TEXT, "url", TEXT, "existed", FLAG),
                            ID),
                    write("addNote", inputs("waId or userId", "text", "occurredAt"), Map.of("id", TEXT), ID),
                    write("logConversation", inputs("messages"), Map.of("id", TEXT), ID),
                    read("getOrder", inputs("orderNumber"), order(), Set.of("number", "status")),
                    read(
                            "getStock",
                            inputs("sku"),
                            Map.of("sku", TEXT, "available", NUMBER, "perLocation", LIST, "asOf", TEXT),
                            Set.of("sku", "available")),
                    write("createDraftOrder", inputs("lines"), reservation(), ID),
                    write("reserveStock", inputs("lines"), reservation(), ID),
                    read(
                            "getInvoice",
                            inputs("orderNumber or invoiceNumber"),
                            Map.of("number", TEXT, "url", TEXT, "mediaRef", TEXT, "total", MONEY),
                            Set.of("number")),
                    write(
                            "recordPayment",
                            inputs("orderId", "amount", "currency", "externalRef"),
                            Map.of("id", TEXT, "status", TEXT),
                            ID),
                    write(
                            "refund",
                            inputs("orderId or paymentId", "amount", "currency"),
                            Map.of("id", TEXT, "status", TEXT),
                            ID),
                    write(
                            "setConsent",
                            inputs("waId or userId", "category", "granted"),
                            Map.of("id", TEXT, "accepted", FLAG),
                            Set.of("accepted")),
                    write("createTask", inputs("subject"), Map.of("id", TEXT, "url", TEXT), ID),
                    write("emitEvent", inputs("event"), Map.of("accepted", FLAG), Set.of("accepted")))
            .collect(Collectors.toUnmodifiableMap(CanonicalOperation::name, Function.identity()));

    private Canonical() {}

    /** Null if there is no such operation. */
    static @Nullable CanonicalOperation find(String name) {
        return BY_NAME.get(name);
    }

    static Set<String> names() {
        return BY_NAME.keySet();
    }

    private static Map<String, FieldType> order() {
        return Map.of(
                "number", TEXT,
                "status", ORDER_STATUS,
                "statusText", TEXT,
                "total", MONEY,
                "currency", TEXT,
                "placedAt", TEXT,
                "lines", LIST,
                "tracking", LIST,
                "ownerPhone", TEXT);
    }

    private static Map<String, FieldType> reservation() {
        return Map.of("id", TEXT, "number", TEXT, "payUrl", TEXT, "heldUntil", TEXT);
    }

    private static List<List<String>> inputs(String... groups) {
        return Stream.of(groups).map(group -> List.of(group.split(" or ", -1))).toList();
    }

    private static CanonicalOperation read(
            String name, List<List<String>> inputs, Map<String, FieldType> fields, Set<String> required) {
        return new CanonicalOperation(name, false, inputs, fields, required);
    }

    private static CanonicalOperation write(
            String name, List<List<String>> inputs, Map<String, FieldType> fields, Set<String> required) {
        return new CanonicalOperation(name, true, inputs, fields, required);
    }
}
