package dev.spillway.whatsapp;

import dev.spillway.whatsapp.message.LimitException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of templates: how they stand at the provider, and what the house calls them. Asked for each send: answers at once, from any thread. */
@FunctionalInterface
public interface TemplateStates {
    /** Nobody has looked. */
    TemplateStates NONE = (sender, name, language) -> TemplateState.UNKNOWN;

    /**
     * How a template is just now.
     *
     * @param sender the number it is sent from, by name
     * @param language by Meta's code, e.g. {@code es_MX}
     */
    TemplateState of(String sender, String name, String language);

    /** Until when what is sent by a template waits; empty if it does not. The same arguments as those of {@link #of}. */
    default Optional<TemplateHold> hold(String sender, String name, String language) {
        return Optional.empty();
    }

    /**
     * A template that is named as the house names it, in the provider's words.
     *
     * @param sender the number it is sent from, by name
     * @param input {@code template, language?, values?}
     * @param locale of who gets it, BCP 47; empty if nobody knows
     * @throws LimitException naming the field or the value, and the cure
     */
    default Filled filled(String sender, Map<String, Object> input, String locale) {
        throw new LimitException("template names one of the house's library, and there is none");
    }

    /**
     * A template with all that its parts need.
     *
     * @param language by Meta's code, e.g. {@code es_MX}
     */
    record Filled(String name, String language, List<Map<String, Object>> components) {}
}
