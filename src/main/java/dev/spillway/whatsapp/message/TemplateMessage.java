package dev.spillway.whatsapp.message;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code sendTemplate {name, language, components?}}, the components in Meta's own words; see {@link TemplateComponent}. */
record TemplateMessage(String name, String language, List<Map<?, ?>> components) implements Content {
    private static final int NAME_MAX = 512;
    private static final int LANGUAGE_MAX = 15;
    /** A header, a body, and ten buttons are the most a template may have. */
    private static final int COMPONENTS_MAX = 12;

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]+");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2,3})?");

    static TemplateMessage read(Fields input) {
        var components = input.objects("components", 0, COMPONENTS_MAX);
        components.forEach(TemplateComponent::check);
        return new TemplateMessage(
                input.matching("name", NAME_MAX, NAME, "a-z 0-9 _"),
                input.matching("language", LANGUAGE_MAX, LANGUAGE, "a code such as es_MX"),
                components.stream().<Map<?, ?>>map(Fields::input).toList());
    }

    @Override
    public String type() {
        return "template";
    }

    @Override
    public Object json() {
        var template = Pairs.of("name", name).and("language", Map.of("code", language));
        if (!components.isEmpty()) template.and("components", components);
        return template.map();
    }
}
