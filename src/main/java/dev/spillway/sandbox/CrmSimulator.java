package dev.spillway.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Answer;
import dev.spillway.sandbox.stage.BoundedMap;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.People;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.stream.Stream;

/** A CRM with notes on contacts, and what they allow. A note whose idempotency key has been seen is not made again. */
final class CrmSimulator {
    static final int NOTES_MAX = 200_000;

    private final String token;
    private final Map<String, ObjectNode> notes = new BoundedMap<>(NOTES_MAX);
    private final Map<String, String> idsByKey = new BoundedMap<>(NOTES_MAX);
    private long made;

    CrmSimulator(String token) {
        this.token = token;
    }

    void mount(Router router, Stage stage) {
        router.post("/crm/contacts/:waId/notes").handler(context -> stage.handle(context, this::addNote));
        router.put("/crm/contacts/:waId/consents/:category")
                .handler(context -> stage.handle(context, this::setConsent));
        router.get("/crm/notes").handler(context -> stage.handle(context, this::notes));
        router.get("/crm/contacts").handler(context -> stage.handle(context, this::contacts));
    }

    /** What counts as the same call: the idempotency key, else the body, else the path. */
    static String key(Call call) {
        if (!call.idempotencyKey().isEmpty()) return call.idempotencyKey();
        return call.body().isEmpty() ? call.path() : call.body();
    }

    /** {@code POST /crm/contacts/{waId}/notes}. */
    private Answer addNote(Call call) {
        if (!call.bearer().equals(token)) return Answer.error(401, "unauthorized");
        var seen = idsByKey.get(call.idempotencyKey());
        if (seen != null) return Answer.of(200, Json.object().put("id", seen).put("duplicate", true));
        return call.json().map(body -> addNote(call, body)).orElseGet(() -> Answer.error(400, "not_json"));
    }

    /** {@code PUT /crm/contacts/{waId}/consents/{category}}: the last word counts. */
    private Answer setConsent(Call call) {
        if (!call.bearer().equals(token)) return Answer.error(401, "unauthorized");
        return call.json()
                .map(body -> body.path("granted").isBoolean()
                        ? Answer.done(200, Json.object().put("accepted", true))
                        : Answer.error(422, "granted_missing"))
                .orElseGet(() -> Answer.error(400, "not_json"));
    }

    private Answer addNote(Call call, ObjectNode body) {
        if (body.path("text").asText().isBlank()) return Answer.error(422, "text_empty");
        var id = "note-" + ++made;
        notes.put(id, note(id, call, body));
        if (!call.idempotencyKey().isEmpty()) idsByKey.put(call.idempotencyKey(), id);
        return Answer.done(201, Json.object().put("id", id));
    }

    private static ObjectNode note(String id, Call call, ObjectNode body) {
        var note = Json.object().put("id", id).put("waId", call.parameter("waId"));
        note.setAll(body);
        return note;
    }

    /** {@code GET /crm/notes?externalId=}: those with that external id, or all. */
    private Answer notes(Call call) {
        if (!call.bearer().equals(token)) return Answer.error(401, "unauthorized");
        var externalId = call.parameter("externalId");
        var found = Json.array();
        (externalId.isEmpty() ? notes.values().stream() : withExternalId(externalId)).forEach(found::add);
        return Answer.of(200, items(found));
    }

    /** Most are written under their external id as key: no need to look at every note. */
    private Stream<ObjectNode> withExternalId(String externalId) {
        var id = idsByKey.get(externalId);
        var note = id == null ? null : notes.get(id);
        if (note != null) return Stream.of(note);
        return notes.values().stream()
                .filter(one -> one.path("externalId").asText().equals(externalId));
    }

    /** {@code GET /crm/contacts?phone=}: the contact with that number, in any writing, if there is a note on it. */
    private Answer contacts(Call call) {
        if (!call.bearer().equals(token)) return Answer.error(401, "unauthorized");
        var waId = People.waId(call.parameter("phone"));
        var found = Json.array();
        if (notes.values().stream().anyMatch(note -> note.path("waId").asText().equals(waId))) {
            found.addObject().put("id", "contact-" + waId).put("waId", waId);
        }
        return Answer.of(200, items(found));
    }

    private static ObjectNode items(ArrayNode found) {
        var body = Json.object();
        body.set("items", found);
        return body;
    }
}
