package dev.spillway.sandbox.meta;

import static dev.spillway.sandbox.meta.TemplateShape.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether the components of a message fill a template as it wants to be filled. */
final class TemplateFilling {
    private static final Set<String> TEXTS = Set.of("text", "currency", "date_time");
    private static final int BODY_MAX = 1024;
    private static final int HEADER_MAX = 60;

    private final TemplateShape shape;
    private final JsonNode given;

    /** @param given the message's {@code components}; missing = none */
    TemplateFilling(TemplateShape shape, JsonNode given) {
        this.shape = shape;
        this.given = given;
    }

    /** The first breach; empty if there is none. */
    Optional<MetaError> breach() {
        return Stream.<Supplier<Optional<MetaError>>>of(
                        this::header,
                        () -> texts("body", shape.body(), BODY_MAX),
                        this::buttonsThatWant,
                        this::buttonsGiven)
                .flatMap(rule -> rule.get().stream())
                .findFirst();
    }

    private Optional<MetaError> header() {
        if (shape.header().isEmpty() || shape.header().equals("TEXT")) {
            return texts("header", shape.headerText(), HEADER_MAX);
        }
        var parameters = component("header").path("parameters");
        if (parameters.size() != 1) return Optional.of(TemplateErrors.parameterCount("header", parameters.size(), 1));
        var type = parameters.path(0).path("type").asText();
        if (type.equalsIgnoreCase(shape.header())) return Optional.empty();
        return Optional.of(TemplateErrors.parameterFormat(
                "header: Format mismatch, expected " + shape.header() + ", received " + type.toUpperCase(Locale.ROOT)));
    }

    private Optional<MetaError> texts(String component, Placeholders wanted, int max) {
        var parameters = component(component).path("parameters");
        if (parameters.size() != wanted.count()) {
            return Optional.of(TemplateErrors.parameterCount(component, parameters.size(), wanted.count()));
        }
        var wrong = stream(parameters)
                .flatMap(one -> text(component, wanted, one).stream())
                .findFirst();
        if (wrong.isPresent()) return wrong;
        var tooLong = wanted.filledLength(values(wanted, parameters)) > max;
        return tooLong ? Optional.of(TemplateErrors.tooLong(component)) : Optional.empty();
    }

    private Optional<MetaError> text(String component, Placeholders wanted, JsonNode parameter) {
        var type = parameter.path("type").asText();
        if (!TEXTS.contains(type)) {
            return Optional.of(TemplateErrors.parameterFormat(
                    component + ": Format mismatch, expected TEXT, received " + type.toUpperCase(Locale.ROOT)));
        }
        return name(component, wanted, parameter).or(() -> value(component, type, parameter));
    }

    private Optional<MetaError> name(String component, Placeholders wanted, JsonNode parameter) {
        if (!shape.named()) return Optional.empty();
        var name = parameter.path("parameter_name").asText();
        if (name.isEmpty()) {
            return Optional.of(MetaError.badParameter(component + ": Parameter name is missing or empty"));
        }
        if (wanted.names().contains(name)) return Optional.empty();
        return Optional.of(TemplateErrors.parameterFormat(component + ": the template has no parameter " + name));
    }

    private static Optional<MetaError> value(String component, String type, JsonNode parameter) {
        if (!type.equals("text")) {
            var value = parameter.path(type).path("fallback_value");
            return value.isTextual()
                    ? Optional.empty()
                    : Optional.of(MetaError.missing(component + "." + type + ".fallback_value"));
        }
        var text = parameter.path("text");
        if (!text.isTextual() || text.asText().isEmpty()) return Optional.of(MetaError.missing(component + ".text"));
        if (!text.asText().matches("(?s).*(\\n|\\t| {5}).*")) return Optional.empty();
        return Optional.of(TemplateErrors.parameterText(
                "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"));
    }

    private Map<String, String> values(Placeholders wanted, JsonNode parameters) {
        var values = new HashMap<String, String>();
        for (var n = 0; n < parameters.size(); n++) {
            var parameter = parameters.path(n);
            var type = parameter.path("type").asText();
            var value = type.equals("text")
                    ? parameter.path("text").asText()
                    : parameter.path(type).path("fallback_value").asText();
            var name = shape.named()
                    ? parameter.path("parameter_name").asText()
                    : wanted.names().get(n);
            values.put(name, value);
        }
        return values;
    }

    private Optional<MetaError> buttonsThatWant() {
        for (var n = 0; n < shape.buttons().size(); n++) {
            var button = shape.buttons().get(n);
            if (button.wants() && button(n).path("parameters").size() != 1) {
                return Optional.of(MetaError.of(
                        131008,
                        "Required parameter is missing",
                        "buttons: Button at index " + n + " of type " + button.type() + " requires a parameter"));
            }
        }
        return Optional.empty();
    }

    private Optional<MetaError> buttonsGiven() {
        return stream(given)
                .filter(one -> one.path("type").asText().equalsIgnoreCase("button"))
                .flatMap(one -> buttonGiven(one).stream())
                .findFirst();
    }

    private Optional<MetaError> buttonGiven(JsonNode button) {
        var index = button.path("index").asInt(-1);
        if (index < 0 || index >= shape.buttons().size()) {
            return Optional.of(TemplateErrors.parameterText("buttons: the template has no button at index " + index));
        }
        var wanted = shape.buttons().get(index).type();
        var type = button.path("sub_type").asText().toUpperCase(Locale.ROOT);
        if (type.equals(wanted) || (wanted.equals("OTP") && type.equals("URL"))) return Optional.empty();
        return Optional.of(TemplateErrors.parameterFormat(
                "buttons: Button at index " + index + " is of type " + wanted + ", received " + type));
    }

    private JsonNode button(int index) {
        return stream(given)
                .filter(one -> one.path("type").asText().equalsIgnoreCase("button")
                        && one.path("index").asInt(-1) == index)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private JsonNode component(String type) {
        return stream(given)
                .filter(one -> one.path("type").asText().equalsIgnoreCase(type))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
