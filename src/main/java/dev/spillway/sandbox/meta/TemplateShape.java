package dev.spillway.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a template wants to be filled with, read from its components.
 *
 * @param header TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION; empty = it has none
 * @param headerText gaps of a text header
 * @param body gaps of the body
 * @param buttons in order
 * @param named whether parameters go by name
 */
record TemplateShape(String header, Placeholders headerText, Placeholders body, List<Button> buttons, boolean named) {
    private static final Placeholders NOTHING = Placeholders.of("");

    TemplateShape {
        buttons = List.copyOf(buttons);
    }

    /**
     * A button.
     *
     * @param type URL, QUICK_REPLY, COPY_CODE, OTP, FLOW...
     * @param wants whether it needs a parameter
     */
    record Button(String type, boolean wants) {}

    /** @param parameterFormat NAMED, POSITIONAL, or empty: by what the text says */
    static TemplateShape of(JsonNode components, String parameterFormat) {
        var header = component(components, "HEADER");
        var body = text(component(components, "BODY"));
        var headerText = text(header);
        return new TemplateShape(
                header.map(TemplateShape::format).orElse(""),
                headerText,
                body,
                buttons(component(components, "BUTTONS")),
                parameterFormat.isEmpty() ? body.named() || headerText.named() : parameterFormat.equals("NAMED"));
    }

    private static String format(JsonNode header) {
        return header.path("format").asText("TEXT").toUpperCase(Locale.ROOT);
    }

    private static Placeholders text(Optional<JsonNode> component) {
        return component.map(one -> Placeholders.of(one.path("text").asText())).orElse(NOTHING);
    }

    private static List<Button> buttons(Optional<JsonNode> component) {
        var buttons = new ArrayList<Button>();
        component.ifPresent(one -> one.path("buttons").forEach(button -> buttons.add(button(button))));
        return buttons;
    }

    private static Button button(JsonNode button) {
        var type = button.path("type").asText().toUpperCase(Locale.ROOT);
        var gap = Placeholders.of(button.path("url").asText()).count() > 0;
        return new Button(type, gap || type.equals("COPY_CODE") || type.equals("OTP"));
    }

    private static Optional<JsonNode> component(JsonNode components, String type) {
        return stream(components)
                .filter(one -> one.path("type").asText().equalsIgnoreCase(type))
                .findFirst();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Whether such a message needs a telephone number: a button hands over a code. */
    boolean handsOverACode() {
        return buttons.stream().anyMatch(button -> button.type.equals("COPY_CODE") || button.type.equals("OTP"));
    }
}
