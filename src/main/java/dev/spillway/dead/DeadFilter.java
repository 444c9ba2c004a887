package dev.spillway.dead;

import dev.spillway.ledger.TraceQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant. Parts that are empty leave all through.
 *
 * @param destination exact name; {@code -} for events, which never got as far as a destination
 * @param reason a part of the reason, whatever its case; a backend's code is part of it
 * @param contact a phone in any form, a user id or a stored contact key
 * @param from the earliest time of death
 * @param to the first time of death that is not meant any more
 * @param state null for any
 * @param unknown only those that may have arrived, and are sent at most once
 */
public record DeadFilter(
        String destination,
        String reason,
        String contact,
        Instant from,
        Instant to,
        @Nullable DeadState state,
        boolean unknown) {
    /** What stands for a state where those are meant that wait and may have arrived. */
    public static final String UNKNOWN = "unknown";

    /** The names of its parts in a URL. */
    public static final Set<String> NAMES = Set.of("destination", "reason", "contact", "from", "to", "state");

    private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59Z");
    private static final int TEXT_MAX = 200;

    public DeadFilter {
        check("destination", destination);
        check("reason", reason);
        check("contact", contact);
        if (from.isBefore(MIN)) from = MIN;
        if (to.isAfter(MAX)) to = MAX;
    }

    private static void check(String name, String text) {
        if (text.length() > TEXT_MAX || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " must be at most " + TEXT_MAX + " characters");
        }
    }

    /** All letters that wait. */
    public static DeadFilter waiting() {
        return new DeadFilter("", "", "", MIN, MAX, DeadState.WAITING, false);
    }

    /**
     * Reads the parts of a URL by {@link #NAMES}. Without a state, those that wait.
     *
     * @throws IllegalArgumentException with a message for the one who asked
     */
    public static DeadFilter parse(Map<String, String> parts) {
        return new DeadFilter(
                text(parts, "destination"),
                text(parts, "reason"),
                text(parts, "contact"),
                time("from", text(parts, "from"), MIN),
                time("to", text(parts, "to"), MAX),
                state(text(parts, "state")),
                text(parts, "state").equals(UNKNOWN));
    }

    private static String text(Map<String, String> parts, String name) {
        return parts.getOrDefault(name, "").strip();
    }

    /** A day is its first moment, in UTC. */
    private static Instant time(String name, String text, Instant otherwise) {
        if (text.isEmpty()) return otherwise;
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    name + " must be a time like 2026-11-22T10:00:00Z or a day like 2026-11-22");
        }
    }

    private static @Nullable DeadState state(String text) {
        if (text.isEmpty() || text.equals(UNKNOWN)) return DeadState.WAITING;
        if (text.equals("all")) return null;
        for (var state : DeadState.values()) if (state.word().equals(text)) return state;
        var words = Arrays.stream(DeadState.values()).map(DeadState::word).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("state must be " + words + ", " + UNKNOWN + " or all");
    }

    /** The same, without what dies from now on. */
    DeadFilter until(Instant now) {
        return new DeadFilter(destination, reason, contact, from, now.isBefore(to) ? now : to, state, unknown);
    }

    List<String> contacts() {
        return contact.isEmpty() ? List.of() : new TraceQuery(TraceQuery.By.CONTACT, contact, 1).candidates();
    }

    /** The parts that were given, for people; whose letters are meant is not told. */
    public Map<String, String> shown() {
        var shown = new TreeMap<String, String>();
        if (!destination.isEmpty()) shown.put("destination", destination);
        if (!reason.isEmpty()) shown.put("reason", reason);
        if (!contact.isEmpty()) shown.put("contact", "***");
        if (!from.equals(MIN)) shown.put("from", from.toString());
        if (!to.equals(MAX)) shown.put("to", to.toString());
        var word = stateWord();
        shown.put("state", word.isEmpty() ? "all" : word);
        return shown;
    }

    /** As the statements want it: empty for any. */
    String stateWord() {
        return unknown ? UNKNOWN : state == null ? "" : state.word();
    }

    @Override
    public String toString() {
        return "DeadFilter" + shown();
    }
}
