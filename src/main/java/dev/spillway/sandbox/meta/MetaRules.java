package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the Cloud API demands of a message's body, as far as it is documented; texts and templates closely. */
final class MetaRules {
    private static final int TEXT_MAX = 4096;
    private static final int CALLBACK_DATA_MAX = 512;
    private static final Set<String> TYPES = Set.of(
            "text",
            "template",
            "image",
            "video",
            "audio",
            "document",
            "sticker",
            "location",
            "contacts",
            "interactive",
            "reaction");

    private MetaRules() {}

    /** The first breach; empty if there is none. */
    static Optional<MetaError> breach(ObjectNode body) {
        return Stream.<Function<ObjectNode, Optional<MetaError>>>of(
                        MetaRules::product,
                        MetaRules::recipient,
                        MetaRules::callbackData,
                        MetaRules::type,
                        MetaRules::text,
                        MetaRules::template)
                .flatMap(rule -> rule.apply(body).stream())
                .findFirst();
    }

    private static Optional<MetaError> product(ObjectNode body) {
        if (body.path("messaging_product").asText().equals("whatsapp")) return Optional.empty();
        return Optional.of(MetaError.badParameter("The parameter messaging_product is required and must be whatsapp"));
    }

    private static Optional<MetaError> recipient(ObjectNode body) {
        var to = body.path("to");
        var person = body.path("recipient");
        if (to.isMissingNode() && person.isMissingNode()) return Optional.of(MetaError.missing("to"));
        if (to.isMissingNode())
            return badUnless(person.asText().matches("[A-Z]{2}\\.[A-Za-z0-9.]{1,132}"), "recipient");
        return badUnless(to.asText().matches("\\+?[0-9 ()-]{7,24}"), "to");
    }

    private static Optional<MetaError> callbackData(ObjectNode body) {
        var length = body.path("biz_opaque_callback_data").asText().length();
        if (length <= CALLBACK_DATA_MAX) return Optional.empty();
        return Optional.of(MetaError.badParameter("Param biz_opaque_callback_data must be at most " + CALLBACK_DATA_MAX
                + " characters long, was " + length));
    }

    private static Optional<MetaError> type(ObjectNode body) {
        var type = body.path("type").asText("text");
        if (!TYPES.contains(type)) return Optional.of(MetaError.badParameter("Param type is unknown: " + type));
        return body.path(type).isContainerNode() ? Optional.empty() : Optional.of(MetaError.missing(type));
    }

    private static Optional<MetaError> text(ObjectNode body) {
        if (!body.path("type").asText("text").equals("text")) return Optional.empty();
        var text = body.path("text").path("body");
        if (text.isMissingNode()) return Optional.of(MetaError.missing("text.body"));
        if (!text.isTextual() || text.asText().isBlank()) return badUnless(false, "text.body");
        if (text.asText().length() <= TEXT_MAX) return Optional.empty();
        return Optional.of(
                MetaError.badParameter("Param text['body'] must be at most " + TEXT_MAX + " characters long"));
    }

    private static Optional<MetaError> template(ObjectNode body) {
        if (!body.path("type").asText().equals("template")) return Optional.empty();
        var template = body.path("template");
        if (blank(template.path("name"))) return Optional.of(MetaError.missing("template.name"));
        if (blank(template.path("language").path("code"))) {
            return Optional.of(MetaError.missing("template.language.code"));
        }
        var components = template.path("components");
        return badUnless(components.isMissingNode() || components.isArray(), "template.components");
    }

    private static boolean blank(JsonNode node) {
        return node.asText().isBlank();
    }

    private static Optional<MetaError> badUnless(boolean good, String parameter) {
        return good ? Optional.empty() : Optional.of(MetaError.badValue("Parameter " + parameter + " is not valid"));
    }
}
