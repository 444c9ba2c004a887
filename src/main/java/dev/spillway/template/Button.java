package dev.spillway.template;

import dev.spillway.yaml.Default;
import org.jspecify.annotations.Nullable;

/** A button of a template. */
sealed interface Button {
    /**
     * Answers with a payload that is given when the message is sent.
     *
     * @param text what stands on it
     */
    record QuickReply(String text) implements Button {}

    /**
     * Opens a page.
     *
     * @param text what stands on it
     * @param url may end with a placeholder, {{1}}
     * @param sample what the placeholder is filled with for Meta's reviewers; null if there is none
     */
    record Url(String text, String url, @Nullable String sample) implements Button {}

    /**
     * Calls a phone.
     *
     * @param text what stands on it
     * @param phone with plus and country code
     */
    record Phone(String text, String phone) implements Button {}

    /**
     * Copies a coupon's code.
     *
     * @param sample a code for Meta's reviewers
     */
    record CopyCode(String sample) implements Button {}

    /**
     * Opens one of Meta's forms.
     *
     * @param text what stands on it
     * @param flowId which form
     * @param screen where it begins; null leaves it to the form
     */
    record Flow(String text, String flowId, @Nullable String screen) implements Button {}

    /**
     * Copies the code of an authentication template.
     *
     * @param text what stands on it; null leaves it to Meta
     */
    record CopyOtp(@Nullable String text) implements Button {}

    /** Asks for the person's phone number. */
    record ContactInfo(@Default("true") boolean ask) implements Button {}
}
