package dev.spillway.whatsapp;

import java.util.Optional;

/** What is known of the templates at the provider. Asked for each send: answers at once, from any thread. */
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
}
