package dev.spillway;

import dev.spillway.gate.TemplateName;
import dev.spillway.gate.Templates;
import dev.spillway.whatsapp.TemplateHold;
import dev.spillway.whatsapp.TemplateState;
import dev.spillway.whatsapp.TemplateStates;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How templates stand at the provider, in the words of the gates.
 *
 * @param states what is known of them
 */
record SenderTemplates(TemplateStates states) implements Templates {
    @Override
    public Optional<Standing> of(String sender, TemplateName template, Map<String, Object> input) {
        var state = states.of(sender, template.name(), template.language());
        var hold = states.hold(sender, template.name(), template.language());
        if (state.equals(TemplateState.UNKNOWN) && hold.isEmpty()) return Optional.empty();
        var category = state.category().toLowerCase(Locale.ROOT);
        var reason = reason(state, input);
        var waits = hold.filter(it -> reason.isEmpty() || state.status() == TemplateState.Status.PAUSED);
        return Optional.of(new Standing(waits.map(SenderTemplates::reason).orElse(reason), until(waits), category));
    }

    private static @Nullable Instant until(Optional<TemplateHold> hold) {
        return hold.map(TemplateHold::until).orElse(null);
    }

    private static String reason(TemplateHold hold) {
        return switch (hold.why()) {
            case PAUSED -> "paused";
            case PACED -> Standing.PACED;
        };
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
