package dev.spillway;

import dev.spillway.gate.TemplateName;
import dev.spillway.gate.Templates;
import dev.spillway.whatsapp.TemplateState;
import dev.spillway.whatsapp.TemplateStates;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How templates stand at the provider, in the words of the gates. Until when one is paused nobody tells, so what is refused for it is
 * not put off.
 *
 * @param states what is known of them
 */
record SenderTemplates(TemplateStates states) implements Templates {
    @Override
    public Optional<Standing> of(String sender, TemplateName template, Map<String, Object> input) {
        var state = states.of(sender, template.name(), template.language());
        if (state.equals(TemplateState.UNKNOWN)) return Optional.empty();
        var category = state.category().toLowerCase(Locale.ROOT);
        return Optional.of(new Standing(reason(state, input), null, category));
    }

    private static String reason(TemplateState state, Map<String, Object> input) {
        return switch (state.status()) {
            case UNKNOWN, SENDABLE -> isFilled(state, input) ? "" : "incomplete";
            case MISSING -> "missing";
            case NOT_APPROVED -> "not_approved";
            case PAUSED -> "paused";
            case DISABLED -> "disabled";
            case EXPIRED -> "expired";
        };
    }

    private static boolean isFilled(TemplateState state, Map<String, Object> input) {
        var components = input.get("components") instanceof List<?> given ? given : List.of();
        return state.needs().misfit(components).isEmpty();
    }
}
