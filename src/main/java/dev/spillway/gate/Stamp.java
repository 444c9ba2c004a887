package dev.spillway.gate;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something known of a person, as it is stored: {@code <ms>:<ms>:<word>:<source>}; the newest wins.
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

    /**
     * Whether this counts, and not what is known so far: the newer by {@code at}; of two of one time the one that allows less; of
     * two alike the one accepted first. Whatever the order in which several are compared, the same one is left.
     *
     * @param known null if nothing is
     */
    public boolean winsOver(@Nullable Stamp known) {
        if (known == null) return true;
        if (!at.equals(known.at)) return at.isAfter(known.at);
        if (allowsLess() != known.allowsLess()) return allowsLess();
        return text().compareTo(known.text()) < 0;
    }

    private boolean allowsLess() {
        return word.equals(Fact.STOP) || word.equals(Fact.NO);
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
