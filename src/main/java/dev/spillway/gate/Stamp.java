package dev.spillway.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * Something known of a person, as it is stored: {@code <ms>:<ms>:<word>:<source>}; the newest by the first number counts.
 *
 * @param at when it happened, by who told it
 * @param since when the gateway accepted it
 * @param word what it is, e.g. {@code stop}
 * @param source who told it, e.g. {@code whatsapp}; a word, never personal
 */
public record Stamp(Instant at, Instant since, String word, String source) {
    private static final int PARTS = 4;

    /** Times are numbers that only grow; a provider's may be any. */
    public Stamp {
        if (at.isBefore(Instant.EPOCH)) at = Instant.EPOCH;
    }

    /** The stored form. */
    public String text() {
        return at.toEpochMilli() + ":" + since.toEpochMilli() + ":" + word + ":" + source;
    }

    /** Reads the stored form; empty if it is none. */
    static Optional<Stamp> parse(String text) {
        var parts = text.split(":", PARTS);
        if (parts.length < PARTS) return Optional.empty();
        try {
            return Optional.of(new Stamp(time(parts[0]), time(parts[1]), parts[2], parts[3]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Instant time(String ms) {
        return Instant.ofEpochMilli(Long.parseLong(ms));
    }
}
