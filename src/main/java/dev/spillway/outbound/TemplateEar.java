package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import dev.spillway.gate.TemplateName;

/** Hears how messages ended that were made from templates, for what it tells of those. Called on the event loop of the lanes. */
@FunctionalInterface
public interface TemplateEar {
    /** Hears nothing. */
    TemplateEar DEAF = (sender, template, outcome) -> {};

    /**
     * An attempt has ended.
     *
     * @param sender the destination's name
     */
    void heard(String sender, TemplateName template, Outcome outcome);
}
