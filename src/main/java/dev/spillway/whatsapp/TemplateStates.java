package dev.spillway.whatsapp;

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
}
