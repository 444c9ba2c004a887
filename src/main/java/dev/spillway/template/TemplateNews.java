package dev.spillway.template;

import dev.spillway.event.Event;
import dev.spillway.json.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a webhook tells of a template; what it does not tell is empty.
 *
 * @param pause which pause it is, if it is one: {@code FIRST_PAUSE}, {@code SECOND_PAUSE}
 * @param partsChanged whether its text is another now
 */
record TemplateNews(
        String account,
        String name,
        String language,
        Instant at,
        String status,
        String category,
        String quality,
        String pause,
        boolean partsChanged) {

    /** Empty for an event that names no template. */
    static Optional<TemplateNews> of(Event event, Instant acceptedAt) {
        try {
            var value = Json.object(event.payload());
            var name = text(value, "message_template_name");
            var language = text(value, "message_template_language");
            if (name.isEmpty() || language.isEmpty() || event.origin().account().isEmpty()) return Optional.empty();
            var at = event.occurredAt() == null ? acceptedAt : event.occurredAt();
            return Optional.of(read(event, value, name, language, at));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** By what is there, since Meta's own samples name one field where they mean another. */
    private static TemplateNews read(Event event, Map<String, Object> value, String name, String language, Instant at) {
        return new TemplateNews(
                event.origin().account(),
                name,
                language,
                at,
                word(value, "event"),
                category(value),
                word(value, "new_quality_score"),
                pause(value),
                event.origin().field().equals("message_template_components_update"));
    }

    private static String pause(Map<String, Object> value) {
        return value.get("other_info") instanceof Map<?, ?> info && info.get("title") instanceof String title
                ? title.toUpperCase(Locale.ROOT)
                : "";
    }

    /** A warning names the present category as the new one, and the one to come as the correct one. */
    private static String category(Map<String, Object> value) {
        var news = word(value, "new_category");
        return news.isEmpty() ? word(value, "message_template_category") : news;
    }

    private static String word(Map<String, Object> value, String key) {
        return text(value, key).toUpperCase(Locale.ROOT);
    }

    private static String text(Map<String, Object> value, String key) {
        return value.get(key) instanceof String text ? text : "";
    }
}
