package dev.spillway.vendors;

import graphql.schema.DataFetchingEnvironment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shop's customers. A phone is one customer's; a customer has one note for all that is written about them. */
final class ShopifyPeople {
    private static final int NOTE_CHARS_MAX = 5_000;

    private final Table table = new Table("customer", List.of(), "phone", "email");
    private int written;

    ShopifyPeople() {
        table.put(
                "gid://shopify/Customer/1",
                customer("+523311223344", "Ana Lopez").put("note", null).put("tags", new JsonArray()));
    }

    private static JsonObject customer(String phone, String name) {
        return new JsonObject().put("phone", phone).put("displayName", name);
    }

    Table table() {
        return table;
    }

    /** How many writes there were. */
    int written() {
        return written;
    }

    /** One that there is. */
    Map<String, Object> shown(String id) {
        return ShopifyShop.plain(table.byId(id).orElseThrow().copy().put("id", id));
    }

    @Nullable
    Object byId(DataFetchingEnvironment asked) {
        String id = Objects.requireNonNull(asked.getArgument("id"));
        return table.byId(id).isPresent() ? shown(id) : null;
    }

    @Nullable
    Object find(DataFetchingEnvironment asked) {
        Map<String, String> identifier = asked.getArgument("identifier");
        return id(Objects.requireNonNull(identifier)).map(this::shown).orElse(null);
    }

    private Optional<String> id(Map<String, String> identifier) {
        if (identifier.get("id") != null) return Optional.of(identifier.get("id"));
        var phone = identifier.getOrDefault("phoneNumber", identifier.getOrDefault("phone", ""));
        return table.idOf("phone", phone);
    }

    /** One customer of that phone: another name changes this one. */
    Object set(DataFetchingEnvironment asked) {
        Map<String, String> identifier = Objects.requireNonNullElse(asked.getArgument("identifier"), Map.of());
        Map<String, Object> input = Objects.requireNonNull(asked.getArgument("input"));
        var phone = String.valueOf(input.getOrDefault("phone", ""));
        if (!phone.matches("\\+\\d{8,15}"))
            return ShopifyShop.refused("customer", "phone", "Phone is invalid", "INVALID");
        var known = id(identifier);
        if (known.isEmpty() && table.idOf("phone", phone).isPresent()) {
            return ShopifyShop.refused("customer", "phone", "Phone has already been taken", "TAKEN");
        }
        var id = known.orElseGet(() -> "gid://shopify/Customer/" + (table.size() + 1));
        var customer = customer(phone, String.valueOf(input.getOrDefault("firstName", phone)));
        if (known.isEmpty()) customer.put("tags", new JsonArray());
        if (input.get("tags") instanceof List<?> tags) customer.put("tags", new JsonArray(tags));
        return put("customer", id, customer);
    }

    /** Whatever note there was is gone. */
    Object update(DataFetchingEnvironment asked) {
        Map<String, String> input = Objects.requireNonNull(asked.getArgument("input"));
        var id = String.valueOf(input.get("id"));
        if (table.byId(id).isEmpty()) return ShopifyShop.refused("customer", "id", "Customer does not exist", null);
        var note = input.getOrDefault("note", "");
        if (note.length() > NOTE_CHARS_MAX) {
            return ShopifyShop.refused("customer", "note", "Note is too long (maximum is 5000 characters)", null);
        }
        return put("customer", id, new JsonObject().put("note", note));
    }

    Object addTags(DataFetchingEnvironment asked) {
        return tags(asked, true);
    }

    Object removeTags(DataFetchingEnvironment asked) {
        return tags(asked, false);
    }

    /** A tag is there or not: twice changes nothing. */
    private Object tags(DataFetchingEnvironment asked, boolean add) {
        String id = Objects.requireNonNull(asked.getArgument("id"));
        List<String> wanted = Objects.requireNonNull(asked.getArgument("tags"));
        var known = table.byId(id);
        if (known.isEmpty()) return ShopifyShop.refused("node", "id", "Customer does not exist", null);
        var tags = new JsonArray();
        known.get().getJsonArray("tags").stream()
                .filter(tag -> !wanted.contains(String.valueOf(tag)))
                .forEach(tags::add);
        if (add) wanted.forEach(tags::add);
        return put("node", id, new JsonObject().put("tags", tags));
    }

    private Object put(String name, String id, JsonObject values) {
        table.put(id, values);
        written++;
        return ShopifyShop.payload(name, shown(id));
    }
}
