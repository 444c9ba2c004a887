package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Json;
import java.util.List;
import java.util.Set;

/** A message template in one language, and what Meta thinks of it. */
final class Template {
    static final Set<String> STATUSES =
            Set.of("PENDING", "APPROVED", "REJECTED", "PAUSED", "DISABLED", "IN_APPEAL", "ARCHIVED", "LIMIT_EXCEEDED");
    static final Set<String> QUALITIES = Set.of("GREEN", "YELLOW", "RED", "UNKNOWN");
    static final Set<String> CATEGORIES = Set.of("MARKETING", "UTILITY", "AUTHENTICATION");

    final long id;
    final String name;
    final String language;
    String category;
    String status = "PENDING";
    String quality = "UNKNOWN";
    int pauses;
    private ObjectNode definition;
    private TemplateShape shape;
    private Pacing pacing = Pacing.NONE;
    private int sent;

    /**
     * Only so many messages go out at once; the rest is held.
     *
     * @param after how many go out; negative = all
     * @param heldMs how long the rest is held
     * @param fails whether it fails then (132015), else it is sent
     */
    record Pacing(int after, int heldMs, boolean fails) {
        static final Pacing NONE = new Pacing(-1, 0, false);
    }

    /** @param definition with its {@code components} */
    Template(long id, ObjectNode definition) {
        this.id = id;
        this.name = definition.path("name").asText();
        this.language = definition.path("language").asText();
        this.category = definition.path("category").asText("UTILITY");
        this.definition = definition;
        this.shape = shape(definition);
    }

    private static TemplateShape shape(ObjectNode definition) {
        return TemplateShape.of(
                definition.path("components"),
                definition.path("parameter_format").asText());
    }

    /** Its definition with what is given in place of what was: components, parameter_format. */
    ObjectNode changed(ObjectNode changes) {
        var changed = definition.deepCopy();
        for (var key : List.of("components", "parameter_format")) {
            if (changes.has(key)) changed.set(key, changes.path(key));
        }
        return changed;
    }

    void redefine(ObjectNode other) {
        definition = other;
        shape = shape(other);
    }

    TemplateShape shape() {
        return shape;
    }

    void pace(Pacing wanted) {
        pacing = wanted;
        sent = 0;
    }

    /** One more message of it goes out: whether at once or later. */
    Pacing next() {
        sent++;
        return pacing.after >= 0 && sent > pacing.after ? pacing : Pacing.NONE;
    }

    /** As the management API tells it. */
    ObjectNode describe() {
        var node = Json.object().put("id", String.valueOf(id)).put("name", name);
        node.put("language", language).put("status", status).put("category", category);
        node.put("parameter_format", shape.named() ? "NAMED" : "POSITIONAL");
        node.putObject("quality_score").put("score", quality);
        node.set("components", definition.path("components").isArray() ? definition.path("components") : Json.array());
        return node;
    }
}
