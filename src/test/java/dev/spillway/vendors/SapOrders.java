package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Sales orders. The system knows no key against repeats: the same order twice is two orders. */
final class SapOrders {
    private static final Pattern BY_KEY = Pattern.compile("A_SalesOrder\\('([^']+)'\\)");

    /** Characters that fit into a property, as its metadata say. */
    private static final Map<String, Integer> LENGTHS = Map.of(
            "SalesOrderType", 4,
            "SalesOrganization", 4,
            "DistributionChannel", 2,
            "OrganizationDivision", 2,
            "SoldToParty", 10,
            "PurchaseOrderByCustomer", 35);

    private static final List<String> REQUIRED = List.of(
            "SalesOrderType", "SalesOrganization", "DistributionChannel", "OrganizationDivision", "SoldToParty");

    private static final String CUSTOMER = "10100001";

    private final Table table = new Table(
            "A_SalesOrder",
            List.of(
                    "SalesOrderType",
                    "SalesOrganization",
                    "DistributionChannel",
                    "OrganizationDivision",
                    "SoldToParty",
                    "PurchaseOrderByCustomer",
                    "TotalNetAmount",
                    "TransactionCurrency",
                    "OverallSDProcessStatus",
                    "OverallTotalDeliveryStatus",
                    "RequestedDeliveryDate",
                    "CreationDate",
                    "DeliveryBlockReason",
                    "to_Item"),
            "SalesOrder");
    private int locked;
    private int next = 4712;

    SapOrders() {
        var item = new JsonObject().put("Material", "SKU1").put("RequestedQuantity", "2");
        var order = new JsonObject()
                .put("SoldToParty", CUSTOMER)
                .put("PurchaseOrderByCustomer", "WEB-1001")
                .put("TotalNetAmount", "1499.90")
                .put("OverallSDProcessStatus", "B")
                .put("OverallTotalDeliveryStatus", "B")
                .put("to_Item", new JsonArray().add(item));
        put("4711", order, 1_793_527_200_000L);
    }

    private void put(String number, JsonObject values, long atMs) {
        var order = values.copy();
        order.put("to_Item", new JsonObject().put("results", values.getJsonArray("to_Item")));
        order.put("SalesOrder", number)
                .put("CreationDate", "/Date(" + atMs + ")/")
                .put("TransactionCurrency", "MXN");
        table.put(number, order);
    }

    Table table() {
        return table;
    }

    /** The next writes find the order locked by somebody. */
    void lock(int times) {
        this.locked = times;
    }

    Said answer(Asked asked, String set) {
        var byKey = BY_KEY.matcher(set);
        if (byKey.matches()) return asked.method().equals("GET") ? one(byKey.group(1)) : change(asked, byKey.group(1));
        if (!set.equals("A_SalesOrder"))
            throw Sap.refused(404, "005056A509B11EE1B9A8FEC11C23178E", "Resource not found");
        if (asked.method().equals("POST")) return create(asked);
        var withItems = asked.query("$expand").contains("to_Item");
        return OData.of(asked, table)
                .answer(table.all().map(row -> Map.entry(row.getKey(), shown(row.getValue(), withItems))));
    }

    private static JsonObject shown(JsonObject order, boolean withItems) {
        var shown = order.copy();
        if (!withItems) shown.put("to_Item", new JsonObject().put("__deferred", new JsonObject()));
        return shown;
    }

    private Said one(String number) {
        var order = table.byId(number).orElseThrow(SapOrders::missing);
        return Said.json(200, new JsonObject().put("d", shown(order, false))).with("ETag", tag(order));
    }

    /** Only of the version that the caller has seen. */
    private Said change(Asked asked, String number) {
        var order = table.byId(number).orElseThrow(SapOrders::missing);
        var seen = asked.header("if-match");
        if (seen.isEmpty()) throw Sap.refused(428, "005056A509B11EE3AEB5A2BDEB8A9D8F", "Precondition required");
        if (!seen.equals(tag(order))) throw Sap.refused(412, "005056A509B11EE3AEB5A2BDEB8A9D9F", "Precondition failed");
        check(asked.json());
        table.put(number, asked.json());
        return Said.empty(204).made("order:" + number);
    }

    private static String tag(JsonObject order) {
        return "W/\"" + Integer.toHexString(order.encode().hashCode()) + "\"";
    }

    private Said create(Asked asked) {
        var wanted = asked.json();
        for (var field : REQUIRED) {
            if (wanted.getString(field, "").isEmpty()) throw Sap.refused(400, "V1/045", "Enter " + field);
        }
        check(wanted);
        if (!wanted.getString("SoldToParty").equals(CUSTOMER))
            throw Sap.refused(400, "VP/199", "Sold-to party not known");
        if (locked > 0) {
            locked--;
            throw Sap.refused(400, "V1/042", "Customer " + CUSTOMER + " is currently locked by user BATCH1");
        }
        var number = String.valueOf(next++);
        put(number, wanted.copy().put("OverallSDProcessStatus", "A"), asked.at().toEpochMilli());
        return Said.json(201, new JsonObject().put("d", table.byId(number).orElseThrow()))
                .made("order:" + number);
    }

    private void check(JsonObject wanted) {
        table.unknown(wanted.fieldNames()).ifPresent(field -> {
            throw Sap.refused(400, "/IWBEP/CM_V2/087", "Property " + field + " is invalid");
        });
        LENGTHS.forEach((field, max) -> {
            if (wanted.getString(field, "").length() > max) {
                throw Sap.refused(
                        400, "/IWBEP/CM_V2/096", "Value of " + field + " has more than " + max + " characters");
            }
        });
        var items = wanted.getJsonArray("to_Item", new JsonArray());
        for (var n = 0; n < items.size(); n++) item(items.getJsonObject(n));
    }

    /** Decimals are texts. */
    private static void item(JsonObject item) {
        if (!(item.getValue("RequestedQuantity") instanceof String) || !(item.getValue("Material") instanceof String)) {
            throw Sap.refused(400, "/IWBEP/CM_V2/091", "Property RequestedQuantity has an invalid value");
        }
        if (!item.getString("Material").startsWith("SKU")) throw Sap.refused(400, "V1/384", "Material not known");
    }

    private static Refusal missing() {
        return Sap.refused(404, "/IWBEP/CM_MGW_RT/020", "Resource not found for segment 'A_SalesOrder'");
    }
}
