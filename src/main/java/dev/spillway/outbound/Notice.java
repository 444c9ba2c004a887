package dev.spillway.outbound;

import java.time.Instant;

/**
 * Something that all nodes have to know about a destination, until it is taken down.
 *
 * @param kind what it means
 * @param destination whose it is
 * @param subject the operation it is about; empty: all of the destination
 * @param by who put it up: a node, or for a hold what found it out
 * @param text for people, may be empty
 * @param at when it was put up, whole milliseconds
 */
public record Notice(Kind kind, String destination, String subject, String by, String text, Instant at) {
    /** What a notice means. */
    public enum Kind {
        /** A login is dead: nothing goes out until somebody has acted. */
        STOPPED,
        /** One operation does not fit the backend any more: its deliveries wait. */
        HELD,
        /** The breaker is kept open or closed, as the text says. */
        BREAKER,
        /** Somebody has acted. Stays up; what counts is that there is a new one. */
        RESUMED
    }

    /** Tells it from all others. */
    String key() {
        return key(kind, destination, subject);
    }

    static String key(Kind kind, String destination, String subject) {
        return kind + "|" + destination + "|" + subject;
    }
}
