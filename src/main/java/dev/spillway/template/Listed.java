package dev.spillway.template;

import dev.spillway.whatsapp.TemplateNeeds;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A template as the provider lists it; what is missing is empty.
 *
 * @param status e.g. {@code APPROVED}
 * @param category e.g. {@code UTILITY}
 * @param quality e.g. {@code GREEN}
 * @param components its parts, in the provider's words
 */
record Listed(
        String id, String name, String language, String status, String category, String quality, List<?> components) {
    static Listed of(Map<?, ?> json) {
        var quality = json.get("quality_score") instanceof Map<?, ?> score ? text(score, "score") : "";
        var components = json.get("components") instanceof List<?> list ? list : List.of();
        return new Listed(
                text(json, "id"),
                text(json, "name"),
                text(json, "language"),
                text(json, "status").toUpperCase(Locale.ROOT),
                text(json, "category").toUpperCase(Locale.ROOT),
                quality.toUpperCase(Locale.ROOT),
                components);
    }

    private static String text(Map<?, ?> json, String key) {
        var value = json.get(key);
        return value == null ? "" : value.toString();
    }

    TemplateNeeds needs() {
        return TemplateNeeds.of(components);
    }
}
