package dev.spillway.connector;

import dev.spillway.yaml.Default;
import org.jspecify.annotations.Nullable;

/**
 * What a backend tells of itself, as written. Expressions see {@code body}, {@code headers} (names in small letters), {@code
 * query} and {@code param} (without secrets).
 *
 * @param verify how they prove whose they are; a backend that gives none of its secrets takes no webhooks
 * @param unreadable what is done with a webhook that is rightly signed, but is no JSON or does not fit {@code events}
 * @param events what is in one
 */
record WebhooksFile(Verify verify, @Default("keep") Unreadable unreadable, EventsFile events) {

    /** What is done with what cannot be read. */
    enum Unreadable {
        /** It is taken, and becomes an event {@code UNREADABLE}: nothing is lost, and nobody sends it again. */
        KEEP,
        /** It is refused with 400 or 422, saying why. */
        REFUSE
    }

    /**
     * The events of a webhook. Each expression but {@code of} sees {@code item}, too.
     *
     * @param of expression: the list of what happened, each an {@code item}; if it is missing, the body is the only one
     * @param where expression that must hold; others are passed by. All if it is missing
     * @param type expression: the backend's word for what happened, e.g. {@code orders/paid}
     * @param id expression: what a repeat has in common with its first, and with nothing else
     * @param hashWithoutId whether a hash of the body stands in where there is no {@code id}
     * @param phone expression: of the person it is about. That person's events run in order
     * @param userId expression: the business-scoped user id of that person, where the backend knows it
     * @param name expression: of that person
     * @param record expression: what it is about where no person is known, e.g. an order's id. Its events run in order
     * @param channel expression: the business number that answers, for flows; empty if there is none
     * @param at expression: when it happened: ISO 8601 with an offset, or seconds or milliseconds since 1970. The same in a repeat
     * @param data expression: what flows and routes see as {@code message}; the {@code item} if it is missing
     */
    record EventsFile(
            @Nullable String of,
            @Nullable String where,
            String type,
            @Nullable String id,
            @Default("false") boolean hashWithoutId,
            @Nullable String phone,
            @Nullable String userId,
            @Nullable String name,
            @Nullable String record,
            @Nullable String channel,
            @Nullable String at,
            @Nullable String data) {}
}
