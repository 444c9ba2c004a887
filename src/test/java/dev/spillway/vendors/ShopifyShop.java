package dev.spillway.vendors;

import graphql.schema.DataFetchingEnvironment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a shop keeps: orders, variants with their stock, customers, draft orders. */
final class ShopifyShop {
    private static final int TAG_CHARS_MAX = 40;
    private static final int ORDERS = 300;

    private final Table orders = new Table("order", List.of(), "name");
    private final Table variants = new Table("variant", List.of(), "sku");
    private final Table customers = new Table("customer", List.of(), "phone", "email");
    private final Table drafts = new Table("draft", List.of());
    private Instant now = Instant.EPOCH;
    private int written;

    ShopifyShop() {
        customers.put("gid://shopify/Customer/1", customer("+523311223344", "Ana Lopez"));
        for (var n = 1; n <= ORDERS; n++) orders.put("gid://shopify/Order/" + n, order("#" + (1_000 + n)));
        variant("SKU1", 12, 3);
    }

    private static JsonObject order(String name) {
        var line = new JsonObject().put("title", "Camisa").put("sku", "SKU1").put("quantity", 2);
        var parcel =
                new JsonObject().put("company", "DHL").put("number", "JD0001").put("url", "https://dhl.example/1");
        var parcels = new JsonObject().put("trackingInfo", new JsonArray().add(parcel));
        return new JsonObject()
                .put("name", name)
                .put("createdAt", "2026-11-20T10:00:00Z")
                .put("displayFinancialStatus", "PENDING")
                .put("displayFulfillmentStatus", "PARTIALLY_FULFILLED")
                .put("statusPageUrl", "https://acme.example/orders/" + name.substring(1))
                .put("currentTotalPriceSet", money("1499.90"))
                .put("totalOutstandingSet", money("1499.90"))
                .put("customer", "gid://shopify/Customer/1")
                .put("tags", new JsonArray())
                .put("lineItems", nodes(List.of(line)))
                .put("fulfillments", new JsonArray().add(parcels));
    }

    private void variant(String sku, int first, int second) {
        var levels = nodes(List.of(level("Centro", first), level("Norte", second)));
        var item = new JsonObject().put("id", "gid://shopify/InventoryItem/1").put("inventoryLevels", levels);
        variants.put(
                "gid://shopify/ProductVariant/1",
                new JsonObject().put("sku", sku).put("title", "Camisa").put("inventoryItem", item));
    }

    private static JsonObject level(String location, int available) {
        var place =
                new JsonObject().put("id", "gid://shopify/Location/" + location).put("name", location);
        var quantity = new JsonObject().put("name", "available").put("quantity", available);
        return new JsonObject().put("location", place).put("quantities", new JsonArray().add(quantity));
    }

    private static JsonObject customer(String phone, String name) {
        return new JsonObject().put("phone", phone).put("displayName", name).put("tags", new JsonArray());
    }

    private static JsonObject money(String amount) {
        var money = new JsonObject().put("amount", amount).put("currencyCode", "MXN");
        return new JsonObject().put("shopMoney", money).put("presentmentMoney", money.copy());
    }

    private static JsonObject nodes(List<JsonObject> nodes) {
        return new JsonObject().put("nodes", new JsonArray(nodes));
    }

    Map<String, Table> tables() {
        return Map.of("order", orders, "variant", variants, "customer", customers, "draft", drafts);
    }

    /** What is done from now on is done at that time. */
    void at(Instant at) {
        now = at;
    }

    /** How many writes there were. */
    int written() {
        return written;
    }

    /** By number: the search takes what begins so, too. */
    Object orders(DataFetchingEnvironment asked) {
        var wanted = term(asked, "name").replace("#", "");
        return found(orders, asked, row -> row.getString("name").substring(1).startsWith(wanted));
    }

    @Nullable
    Object order(DataFetchingEnvironment asked) {
        return orders.byId(asked.<String>getArgument("id"))
                .map(row -> shown(asked.getArgument("id"), row))
                .orElse(null);
    }

    Object variants(DataFetchingEnvironment asked) {
        var wanted = term(asked, "sku");
        return found(variants, asked, row -> row.getString("sku").equalsIgnoreCase(wanted));
    }

    Object drafts(DataFetchingEnvironment asked) {
        var wanted = term(asked, "tag");
        return found(drafts, asked, row -> row.getJsonArray("tags").contains(wanted));
    }

    @Nullable
    Object customer(DataFetchingEnvironment asked) {
        Map<String, String> identifier = asked.getArgument("identifier");
        return customerId(Objects.requireNonNull(identifier))
                .map(this::customer)
                .orElse(null);
    }

    private Optional<String> customerId(Map<String, String> identifier) {
        if (identifier.get("id") != null) return Optional.of(identifier.get("id"));
        var phone = identifier.getOrDefault("phoneNumber", identifier.getOrDefault("phone", ""));
        return customers.idOf("phone", phone);
    }

    private Map<String, Object> customer(String id) {
        return plain(customers.byId(id).orElseThrow().copy().put("id", id));
    }

    /** One customer of that phone: another name changes this one. */
    Object setCustomer(DataFetchingEnvironment asked) {
        Map<String, String> identifier = Objects.requireNonNullElse(asked.getArgument("identifier"), Map.of());
        Map<String, Object> input = Objects.requireNonNull(asked.getArgument("input"));
        var phone = String.valueOf(input.getOrDefault("phone", ""));
        if (!phone.matches("\\+\\d{8,15}")) return refused("customer", "phone", "Phone is invalid", "INVALID");
        var known = customerId(identifier);
        if (known.isEmpty() && customers.idOf("phone", phone).isPresent()) {
            return refused("customer", "phone", "Phone has already been taken", "TAKEN");
        }
        var id = known.orElseGet(() -> "gid://shopify/Customer/" + (customers.size() + 1));
        customers.put(id, customer(phone, String.valueOf(input.getOrDefault("firstName", phone))));
        written++;
        return payload("customer", customer(id));
    }

    /** Another one, whatever was made before: there is no key for drafts. */
    Object createDraft(DataFetchingEnvironment asked) {
        Map<String, Object> input = Objects.requireNonNull(asked.getArgument("input"));
        var items = (List<?>) input.getOrDefault("lineItems", List.of());
        if (items.isEmpty()) return refused("draftOrder", "lineItems", "Line items can't be blank", null);
        var tags = (List<?>) input.getOrDefault("tags", List.of());
        if (tags.stream().anyMatch(tag -> String.valueOf(tag).length() > TAG_CHARS_MAX)) {
            return refused("draftOrder", "tags", "Tags is too long", null);
        }
        if (items.stream().anyMatch(item -> !isKnown((Map<?, ?>) item))) {
            return refused("draftOrder", "lineItems", "Product with ID is no longer available", null);
        }
        var number = drafts.size() + 1;
        var draft = new JsonObject()
                .put("id", "gid://shopify/DraftOrder/" + number)
                .put("name", "#D" + number)
                .put("invoiceUrl", "https://acme.example/invoices/" + number)
                .put("status", "OPEN")
                .put("createdAt", now.toString())
                .put("reserveInventoryUntil", input.get("reserveInventoryUntil"))
                .put("tags", new JsonArray(new ArrayList<>(tags)));
        drafts.put(draft.getString("id"), draft);
        written++;
        return payload("draftOrder", plain(draft));
    }

    private boolean isKnown(Map<?, ?> item) {
        return item.get("title") != null
                || variants.byId(String.valueOf(item.get("variantId"))).isPresent();
    }

    /** The whole of what is owed; once. */
    Object markAsPaid(DataFetchingEnvironment asked) {
        Map<String, String> input = Objects.requireNonNull(asked.getArgument("input"));
        var id = String.valueOf(input.get("id"));
        var order = orders.byId(id);
        if (order.isEmpty()) return refused("order", "id", "Order does not exist", null);
        var owed = order.get()
                .getJsonObject("totalOutstandingSet")
                .getJsonObject("shopMoney")
                .getString("amount");
        if (new BigDecimal(owed).signum() == 0) return refused("order", "id", "Order cannot be marked as paid.", null);
        orders.put(
                id, new JsonObject().put("displayFinancialStatus", "PAID").put("totalOutstandingSet", money("0.00")));
        written++;
        return payload("order", shown(id, orders.byId(id).orElseThrow()));
    }

    private static Map<String, Object> payload(String name, Map<String, Object> value) {
        return Map.of(name, value, "userErrors", List.of());
    }

    private static Map<String, Object> refused(String name, String field, String message, @Nullable String code) {
        var error = new JsonObject()
                .put("field", new JsonArray().add("input").add(field))
                .put("message", message);
        return plain(new JsonObject().put(name, null).put("userErrors", new JsonArray().add(error.put("code", code))));
    }

    private Map<String, Object> found(Table table, DataFetchingEnvironment asked, Predicate<JsonObject> wanted) {
        int first = Objects.requireNonNullElse(asked.getArgument("first"), 0);
        var nodes = table.all()
                .filter(row -> wanted.test(row.getValue()))
                .limit(first)
                .map(row -> shown(row.getKey(), row.getValue()))
                .toList();
        return Map.of("nodes", nodes);
    }

    private Map<String, Object> shown(String id, JsonObject row) {
        var shown = plain(row.copy().put("id", id));
        if (shown.get("customer") instanceof String customer) shown.put("customer", customer(customer));
        return shown;
    }

    /** Maps and lists all the way down, as the engine reads them. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> plain(JsonObject json) {
        return json.mapTo(Map.class);
    }

    /** What a search of the form {@code field:value} wants; a search by another field finds nothing. */
    private static String term(DataFetchingEnvironment asked, String field) {
        var query = Objects.requireNonNullElse(asked.<String>getArgument("query"), "");
        return query.startsWith(field + ":") ? query.substring(field.length() + 1) : "\0";
    }
}
