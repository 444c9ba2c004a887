package dev.spillway.backends;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a job leaves at a vendor: which kind of record, and by which text in it two of the same job are known. */
record Trace(String word, String kind, String field) {
    private static final Map<String, List<Trace>> OF_VENDOR = Map.of(
            "zendesk",
            List.of(
                    new Trace("contacto", "user", "phone"),
                    new Trace("caso", "ticket", "subject"),
                    new Trace("nota", "comment", "body")),
            "hubspot",
            List.of(
                    new Trace("contacto", "contacts", "wa_id"),
                    new Trace("caso", "tickets", "subject"),
                    new Trace("nota", "notes", "hs_note_body")),
            "salesforce",
            List.of(
                    new Trace("contacto", "Contact", "WA_Id__c"),
                    new Trace("caso", "Case", "Subject"),
                    new Trace("nota", "Task", "Description")),
            "sap-s4hana",
            List.of(new Trace("reserva", "A_SalesOrder", "PurchaseOrderByCustomer")),
            "shopify",
            List.of(
                    new Trace("contacto", "customer", "phone"),
                    new Trace("reserva", "draft", "tags"),
                    new Trace("pago", "order", "name")));

    static List<Trace> of(String vendor) {
        return OF_VENDOR.getOrDefault(vendor, List.of());
    }

    /** The text, if the record was made by such a job; records that were there before, or belong to another job, have none. */
    Optional<String> in(JsonObject record) {
        var text = String.valueOf(record.getValue(field));
        return switch (word) {
            case "nota" -> Optional.of(text).filter(note -> note.startsWith("Nota "));
            case "pago" -> Optional.of(text).filter(name -> "PAID".equals(record.getString("displayFinancialStatus")));
            case "contacto" -> Optional.of(text).filter(phone -> !phone.endsWith("3311223344"));
            default -> Optional.of(text).filter(key -> !key.equals("WEB-1001"));
        };
    }
}
