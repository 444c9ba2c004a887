package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What Meta demands of a template before it looks at it. */
final class TemplateDefinition {
    private static final Map<String, Integer> TEXT_MAX = Map.of("HEADER", 60, "BODY", 1024, "FOOTER", 60);
    private static final int BUTTONS_MAX = 10;
    private static final int BUTTON_TEXT_MAX = 25;

    private TemplateDefinition() {}

    /** The first breach; empty if there is none. */
    static Optional<MetaError> breach(ObjectNode definition) {
        return Stream.<Function<ObjectNode, Optional<MetaError>>>of(
                        TemplateDefinition::name,
                        TemplateDefinition::language,
                        TemplateDefinition::category,
                        TemplateDefinition::components)
                .flatMap(rule -> rule.apply(definition).stream())
                .findFirst();
    }

    private static Optional<MetaError> name(ObjectNode definition) {
        var good = definition.path("name").asText().matches("[a-z0-9_]{1,512}");
        return unless(good, "name must be 1..512 lower-case letters, digits and underscores");
    }

    private static Optional<MetaError> language(ObjectNode definition) {
        return unless(
                definition.path("language").asText().matches("[a-z]{2,3}(_[A-Z]{2,3})?"),
                "language must be a code such as es_MX");
    }

    private static Optional<MetaError> category(ObjectNode definition) {
        var good = Template.CATEGORIES.contains(definition.path("category").asText());
        return unless(good, "category must be one of " + Template.CATEGORIES);
    }

    private static Optional<MetaError> components(ObjectNode definition) {
        var components = definition.path("components");
        var bodies = TemplateShape.stream(components)
                .filter(one -> type(one).equals("BODY"))
                .count();
        if (bodies != 1) return unless(false, "components must hold one BODY");
        return TemplateShape.stream(components)
                .flatMap(one -> component(one).stream())
                .findFirst();
    }

    private static Optional<MetaError> component(JsonNode component) {
        var type = type(component);
        if (type.equals("BUTTONS")) return buttons(component.path("buttons"));
        var max = TEXT_MAX.get(type);
        if (max == null) return unless(false, "component type is unknown: " + type);
        var text = component.path("text").asText();
        if (text.length() > max) return unless(false, type + " text must be at most " + max + " characters long");
        var neighbours = text.matches("(?s).*\\}\\}\\s*\\{\\{.*");
        if (neighbours) return unless(false, "Variables are placed next to each other");
        return unless(!type.equals("BODY") || !text.isBlank(), "BODY text is missing");
    }

    private static Optional<MetaError> buttons(JsonNode buttons) {
        if (buttons.isEmpty() || buttons.size() > BUTTONS_MAX) {
            return unless(false, "BUTTONS must hold 1.." + BUTTONS_MAX);
        }
        var tooLong = TemplateShape.stream(buttons)
                .anyMatch(one -> one.path("text").asText().length() > BUTTON_TEXT_MAX);
        return unless(!tooLong, "A button's text must be at most " + BUTTON_TEXT_MAX + " characters long");
    }

    private static String type(JsonNode component) {
        return component.path("type").asText().toUpperCase(Locale.ROOT);
    }

    private static Optional<MetaError> unless(boolean good, String details) {
        return good ? Optional.empty() : Optional.of(MetaError.badParameter(details));
    }
}
