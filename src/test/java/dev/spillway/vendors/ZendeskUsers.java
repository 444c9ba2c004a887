package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People: found by e-mail or external id, never by phone alone. */
final class ZendeskUsers {
    private final Table table = new Table(
            "user",
            List.of("name", "phone", "notes", "details", "skip_verify_email", "role", "user_fields"),
            "external_id",
            "email");
    private long next = 900_000_000_001L;

    Table table() {
        return table;
    }

    /** {@code GET /users/search}: {@code external_id} is exact but for case; {@code query} is words, or {@code phone:}. */
    Said search(Asked asked) {
        var users = new JsonArray();
        if (!asked.query("external_id").isEmpty()) {
            table.idOf("external_id", asked.query("external_id")).ifPresent(id -> users.add(user(id)));
        } else if (asked.query("query").startsWith("phone:")) {
            table.all()
                    .filter(row -> asked.query("query")
                            .substring("phone:".length())
                            .equals(row.getValue().getString("phone")))
                    .forEach(row -> users.add(user(row.getKey())));
        } else {
            throw Refusal.of(Zendesk.error(400, "BadRequest", "query or external_id is missing"));
        }
        return Said.json(200, new JsonObject().put("users", users).put("count", users.size()));
    }

    /** {@code POST /users/create_or_update}. */
    Said createOrUpdate(Asked asked) {
        var user = wanted(asked);
        if (user.getString("name", "").isBlank()) throw Zendesk.recordInvalid("name", "BlankValue", "cannot be blank");
        var known = known(user);
        var id = known.orElseGet(() -> String.valueOf(next++));
        table.put(id, user);
        return Said.json(known.isPresent() ? 200 : 201, new JsonObject().put("user", user(id)))
                .made("user:" + id);
    }

    /** {@code PUT /users/{id}}. */
    Said update(Asked asked) {
        var id = asked.segment(3);
        if (!has(id)) throw Zendesk.notFound();
        table.put(id, wanted(asked));
        return Said.json(200, new JsonObject().put("user", user(id))).made("user:" + id);
    }

    private JsonObject wanted(Asked asked) {
        var user = asked.json().getJsonObject("user");
        if (user == null) throw Refusal.of(Zendesk.error(400, "BadRequest", "user is missing"));
        table.unknown(user.fieldNames()).ifPresent(field -> {
            throw Zendesk.recordInvalid(field, "InvalidValue", "is not known");
        });
        return user;
    }

    boolean has(String id) {
        return table.byId(id).isPresent();
    }

    private Optional<String> known(JsonObject user) {
        return Map.of("external_id", user.getString("external_id", ""), "email", user.getString("email", ""))
                .entrySet()
                .stream()
                .filter(key -> !key.getValue().isEmpty())
                .flatMap(key -> table.idOf(key.getKey(), key.getValue()).stream())
                .findFirst();
    }

    private JsonObject user(String id) {
        return table.byId(id).orElseThrow().copy().put("id", Long.parseLong(id));
    }
}
