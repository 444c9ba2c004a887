package dev.spillway.vendors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Tickets. One that is made under a key is not made again under it, as long as the key is kept. */
final class ZendeskTickets {
    private static final int KEY_CHARS_MAX = 255;

    private final ZendeskUsers users;
    private final Table table = new Table(
            "ticket",
            List.of(
                    "subject",
                    "requester_id",
                    "external_id",
                    "tags",
                    "comment",
                    "priority",
                    "status",
                    "type",
                    "due_at"));
    private final Table comments = new Table("comment", List.of("ticket", "body", "public"));
    private final KeptKeys keys = new KeptKeys(Duration.ofHours(2));

    ZendeskTickets(ZendeskUsers users) {
        this.users = users;
    }

    Table table() {
        return table;
    }

    Table comments() {
        return comments;
    }

    void idempotencyWindow(Duration window) {
        keys.window(window);
    }

    /** {@code GET /tickets?external_id=}. */
    Said list(Asked asked) {
        var wanted = asked.query("external_id");
        var found = new JsonArray();
        table.all()
                .filter(row -> wanted.isEmpty() || wanted.equals(row.getValue().getString("external_id")))
                .limit(100)
                .forEach(row -> found.add(ticket(row.getKey())));
        return Said.json(200, new JsonObject().put("tickets", found).put("count", found.size()));
    }

    /** {@code GET /tickets/{id}}. */
    Said show(Asked asked) {
        if (table.byId(asked.segment(3)).isEmpty()) throw Zendesk.notFound();
        return Said.json(200, new JsonObject().put("ticket", ticket(asked.segment(3))));
    }

    /** {@code POST /tickets}. */
    Said create(Asked asked) {
        var key = asked.header("idempotency-key");
        if (key.length() > KEY_CHARS_MAX)
            throw Refusal.of(Zendesk.error(400, "IdempotentRequestError", "key too long"));
        var before = key.isEmpty() ? null : keys.find(key, asked.at());
        if (before == null) return created(asked, key);
        if (!before.body().equals(asked.body())) {
            throw Refusal.of(Zendesk.error(400, "IdempotentRequestError", "the key was used with other parameters"));
        }
        return Said.json(201, new JsonObject().put("ticket", ticket(before.id())))
                .with("x-idempotency-lookup", "hit");
    }

    private Said created(Asked asked, String key) {
        var ticket = wanted(asked);
        if (comment(ticket).isBlank()) throw Zendesk.recordInvalid("description", "BlankValue", "cannot be blank");
        var requester = ticket.getValue("requester_id");
        if (requester != null && !users.has(String.valueOf(requester))) {
            throw Zendesk.recordInvalid("requester", "InvalidValue", "is not known");
        }
        var id = String.valueOf(table.size() + 1);
        table.put(id, ticket);
        comment(id, ticket);
        if (!key.isEmpty()) keys.keep(key, new KeptKeys.Kept(asked.at(), asked.body(), id));
        var said = Said.json(201, new JsonObject().put("ticket", ticket(id))).made("ticket:" + id);
        return key.isEmpty() ? said : said.with("x-idempotency-lookup", "miss");
    }

    /** {@code PUT /tickets/{id}}: a comment is added, whatever was added before. */
    Said update(Asked asked) {
        var id = asked.segment(3);
        var ticket = wanted(asked);
        if (table.byId(id).isEmpty()) throw Zendesk.notFound();
        if ("closed".equals(table.byId(id).orElseThrow().getString("status"))) {
            throw Zendesk.recordInvalid("status", "InvalidValue", "closed prevents ticket update");
        }
        table.put(id, ticket);
        var comment = comment(id, ticket);
        return Said.json(
                        200,
                        new JsonObject()
                                .put("ticket", ticket(id))
                                .put("audit", new JsonObject().put("id", comment + 7_000_000L)))
                .made("comment:" + id + ":" + comment);
    }

    private JsonObject wanted(Asked asked) {
        var ticket = asked.json().getJsonObject("ticket");
        if (ticket == null) throw Refusal.of(Zendesk.error(400, "BadRequest", "ticket is missing"));
        table.unknown(ticket.fieldNames()).ifPresent(field -> {
            throw Zendesk.recordInvalid(field, "InvalidValue", "is not known");
        });
        return ticket.copy();
    }

    private static String comment(JsonObject ticket) {
        return ticket.getJsonObject("comment", new JsonObject()).getString("body", "");
    }

    /** Its number; 0 if there is none to add. */
    private int comment(String ticket, JsonObject values) {
        var body = comment(values);
        if (body.isEmpty()) return 0;
        var number = comments.size() + 1;
        var isPublic = values.getJsonObject("comment").getBoolean("public", true);
        comments.put(
                String.valueOf(number),
                new JsonObject().put("ticket", ticket).put("body", body).put("public", isPublic));
        return number;
    }

    private JsonObject ticket(String id) {
        var ticket = table.byId(id).orElseThrow().copy().put("id", Long.parseLong(id));
        ticket.remove("comment");
        return ticket;
    }
}
