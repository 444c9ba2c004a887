package dev.spillway.vendors;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Billing documents: one that was cancelled, what cancelled it, and the one that was made in its place. To be read only. */
final class SapBilling {
    private final Table documents = new Table(
            "A_BillingDocument",
            List.of(
                    "BillingDocumentIsCancelled",
                    "CancelledBillingDocument",
                    "TotalNetAmount",
                    "TotalTaxAmount",
                    "TransactionCurrency",
                    "BillingDocumentDate"),
            "BillingDocument");
    private final Table items = new Table("A_BillingDocumentItem", List.of("BillingDocument", "SalesDocument"));

    SapBilling() {
        billed("90000001", true, "");
        billed("90000002", false, "90000001");
        billed("90000003", false, "");
    }

    private void billed(String number, boolean cancelled, String cancels) {
        documents.put(
                number,
                new JsonObject()
                        .put("BillingDocument", number)
                        .put("BillingDocumentIsCancelled", cancelled)
                        .put("CancelledBillingDocument", cancels)
                        .put("TotalNetAmount", "1499.90")
                        .put("TotalTaxAmount", "240.00")
                        .put("TransactionCurrency", "MXN")
                        .put("BillingDocumentDate", "/Date(1793527200000)/"));
        items.put(number, new JsonObject().put("BillingDocument", number).put("SalesDocument", "4711"));
    }

    Said answer(Asked asked, String set) {
        if (!asked.method().equals("GET")) throw Sap.refused(405, "005056A509B11EE1BB9D9D4B4A6B9B1F", "not allowed");
        var table = set.equals(documents.name()) ? documents : items;
        if (!set.equals(table.name()))
            throw Sap.refused(404, "005056A509B11EE1B9A8FEC11C23178E", "Resource not found: " + set);
        return OData.of(asked, table).answer(table.all());
    }
}
