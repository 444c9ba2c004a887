package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Control;
import dev.spillway.sandbox.stage.Json;
import dev.spillway.sandbox.stage.Range;
import io.vertx.ext.web.Router;
import java.util.Set;

/**
 * What Meta does to templates: {@code PUT /_sim/meta/templates/{name}/{language}} with any of these keys. Whatever changes is
 * told by the webhook that Meta sends, except in the call that makes the template.
 *
 * <p>{@code status}, {@code reason} (of a rejection), {@code quality}, {@code category}, {@code categorySoon} (only the
 * warning), {@code components}, {@code parameter_format}, {@code pacing}: {@code {"after": 100, "heldMs": 2000, "fails":
 * false}}. One made here has a body without gaps and is approved, unless told otherwise.
 */
final class TemplateControls {
    private static final Set<String> KEYS = Set.of(
            "status", "reason", "quality", "category", "categorySoon", "components", "parameter_format", "pacing");
    private static final int HELD_MS_MAX = 86_400_000;

    private final Templates templates;
    private final TemplateLife life;

    TemplateControls(Templates templates, TemplateLife life) {
        this.templates = templates;
        this.life = life;
    }

    void mount(Router router) {
        router.put("/_sim/meta/templates/:name/:language").handler(Control.on(this::put));
    }

    private ObjectNode put(Call call) {
        var order = Control.object(call);
        Caller.refuseUnknown(order, KEYS);
        oneOf("status", order, Template.STATUSES);
        oneOf("quality", order, Template.QUALITIES);
        oneOf("category", order, Template.CATEGORIES);
        oneOf("categorySoon", order, Template.CATEGORIES);
        var known = templates.get(call.parameter("name"), call.parameter("language"));
        var template = known.orElseGet(() -> make(call, order));
        if (known.isPresent()) change(template, order);
        if (order.has("pacing")) template.pace(pacing(order.path("pacing")));
        return template.describe();
    }

    private static void oneOf(String key, ObjectNode order, Set<String> values) {
        if (!order.has(key) || values.contains(order.path(key).asText())) return;
        throw new IllegalArgumentException(key + " must be one of " + values + ", was " + order.path(key));
    }

    private Template make(Call call, ObjectNode order) {
        var definition = Json.object().put("name", call.parameter("name")).put("language", call.parameter("language"));
        definition.put("category", order.path("category").asText("UTILITY"));
        definition.put("parameter_format", order.path("parameter_format").asText());
        definition.putArray("components").addObject().put("type", "BODY").put("text", "Hola");
        if (order.has("components")) definition.set("components", order.path("components"));
        var made = templates.add(definition);
        made.status = order.path("status").asText("APPROVED");
        made.quality = order.path("quality").asText("UNKNOWN");
        return made;
    }

    private void change(Template template, ObjectNode order) {
        if (order.has("components")) template.redefine(template.changed(order));
        var status = order.path("status").asText();
        if (!status.isEmpty())
            life.become(template, status, order.path("reason").asText("NONE"));
        if (order.has("quality")) life.find(template, order.path("quality").asText());
        if (order.has("category"))
            life.recategorise(template, order.path("category").asText());
        if (order.has("categorySoon"))
            life.warn(template, order.path("categorySoon").asText());
    }

    private static Template.Pacing pacing(JsonNode wanted) {
        var heldMs = wanted.path("heldMs").asInt(1_000);
        Range.check("pacing.heldMs", heldMs, 1, HELD_MS_MAX);
        return new Template.Pacing(
                wanted.path("after").asInt(0), heldMs, wanted.path("fails").asBoolean());
    }
}
