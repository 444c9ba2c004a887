package dev.spillway.vendors;

import graphql.schema.DataFetchingEnvironment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a shop keeps: orders, variants with their stock, customers, draft orders. */
final class ShopifyShop {
    private static final int TAG_CHARS_MAX = 40;
    private static final int ORDERS = 300;

    private final Table orders = new Table("order", List.of(), "name");
    private final Table variants = new Table("variant", List.of(), "sku");
    private final Table drafts = new Table("draft", List.of());
    private final ShopifyPeople people = new ShopifyPeople();
    private final ShopifyPayments payments = new ShopifyPayments(orders);
    private Instant now = Instant.EPOCH;
    private int written;

    ShopifyShop() {
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
                .put("netPaymentSet", money("0.00"))
                .put("transactions", new JsonArray())
                .put("refunds", new JsonArray())
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

    static JsonObject money(String amount) {
        var money = new JsonObject().put("amount", amount).put("currencyCode", "MXN");
        return new JsonObject().put("shopMoney", money).put("presentmentMoney", money.copy());
    }

    private static JsonObject nodes(List<JsonObject> nodes) {
        return new JsonObject().put("nodes", new JsonArray(nodes));
    }

    Map<String, Table> tables() {
        return Map.of("order", orders, "variant", variants, "customer", people.table(), "draft", drafts);
    }

    /** What is done from now on is done at that time. */
    void at(Instant at) {
        now = at;
        payments.at(at);
    }

    ShopifyPeople people() {
        return people;
    }

    ShopifyPayments payments() {
        return payments;
    }

    /** How many writes there were. */
    int written() {
        return written + people.written() + payments.written();
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
        var wanted = terms(asked, "sku");
        return found(
                variants,
                asked,
                row -> wanted.stream().anyMatch(sku -> row.getString("sku").equalsIgnoreCase(sku)));
    }

    Object drafts(DataFetchingEnvironment asked) {
        var wanted = term(asked, "tag");
        return found(drafts, asked, row -> row.getJsonArray("tags").contains(wanted));
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

    static Map<String, Object> payload(String name, Map<String, Object> value) {
        return Map.of(name, value, "userErrors", List.of());
    }

    static Map<String, Object> refused(String name, String field, String message, @Nullable String code) {
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
        if (shown.get("customer") instanceof String customer) shown.put("customer", people.shown(customer));
        return shown;
    }

    /** Maps and lists all the way down, as the engine reads them. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> plain(JsonObject json) {
        return json.mapTo(Map.class);
    }

    /** What a search of the form {@code field:value} wants; a search by another field finds nothing. */
    private static String term(DataFetchingEnvironment asked, String field) {
        var query = Objects.requireNonNullElse(asked.<String>getArgument("query"), "");
        return query.startsWith(field + ":") ? query.substring(field.length() + 1) : "\0";
    }

    /** The same of {@code field:one OR field:two}. */
    private static List<String> terms(DataFetchingEnvironment asked, String field) {
        var query = Objects.requireNonNullElse(asked.<String>getArgument("query"), "");
        return Stream.of(query.split(" OR ", -1))
                .map(term -> term.startsWith(field + ":") ? term.substring(field.length() + 1) : "\0")
                .toList();
    }
}
