package dev.spillway.event;

/**
 * Where inside a provider's envelope an event was found. A part that the envelope does not carry is the empty string.
 *
 * @param account the provider's account, for Meta the WABA id
 * @param channel the business side's own address, for Meta the {@code phone_number_id}
 * @param field the kind of notification as the provider names it, for Meta {@code changes[].field}
 */
public record Origin(String account, String channel, String field) {
    /** An event without an envelope. */
    public static final Origin NONE = new Origin("", "", "");
}
