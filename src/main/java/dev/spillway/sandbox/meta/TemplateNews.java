package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.stage.Json;

/** Tells by webhook what became of a template. */
final class TemplateNews {
    private final MetaWebhooks webhooks;

    TemplateNews(MetaWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** @param reason of a rejection; else NONE */
    void status(Template template, String event, String reason, long seconds) {
        var value = Json.object().put("event", event);
        name(value, template);
        value.put("reason", reason).put("message_template_category", template.category);
        switch (event) {
            case "PAUSED" -> pause(value, template);
            case "DISABLED" -> value.putObject("disable_info").put("disable_date", seconds);
            case "REJECTED" ->
                value.putObject("rejection_info")
                        .put("reason", "Simulated.")
                        .put("recommendation", "Ask the simulator's owner.");
            default -> {}
        }
        webhooks.account("message_template_status_update", value, template.name);
    }

    private static void pause(ObjectNode value, Template template) {
        var first = template.pauses <= 1;
        value.putObject("other_info")
                .put("title", first ? "FIRST_PAUSE" : "SECOND_PAUSE")
                .put(
                        "description",
                        "Template paused for " + (first ? 3 : 6) + " hours because of recent negative feedback.");
    }

    void quality(Template template, String previous) {
        var value = Json.object().put("previous_quality_score", previous).put("new_quality_score", template.quality);
        name(value, template);
        webhooks.account("message_template_quality_update", value, template.name);
    }

    /** It has another category now. */
    void category(Template template, String previous) {
        var value = Json.object();
        name(value, template);
        value.put("previous_category", previous).put("new_category", template.category);
        webhooks.account("template_category_update", value, template.name);
    }

    /** It is going to have another category. Meta calls the present one the new one. */
    void impendingCategory(Template template, String correct, long seconds) {
        var value = Json.object();
        name(value, template);
        value.put("correct_category", correct).put("new_category", template.category);
        value.put("category_update_timestamp", seconds);
        webhooks.account("template_category_update", value, template.name);
    }

    private static void name(ObjectNode value, Template template) {
        value.put("message_template_id", template.id).put("message_template_name", template.name);
        value.put("message_template_language", template.language);
    }
}
