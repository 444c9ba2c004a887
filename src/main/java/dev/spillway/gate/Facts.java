package dev.spillway.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a person at a moment.
 *
 * @param known whether what they allow is known: not while it is being read back after Redis lost it
 */
public record Facts(boolean known, Map<String, Stamp> stamps) {
    /** Of somebody nobody has heard of. */
    public static final Facts NONE = new Facts(true, Map.of());

    private static final int PREFIX = 2;

    /** How long a message or a call lets the business write freely. */
    static final Duration WINDOW = Duration.ofHours(24);

    /** How long everything is free for who came by an advertisement. */
    static final Duration FREE_ENTRY = Duration.ofDays(3);

    public Facts {
        stamps = Map.copyOf(stamps);
    }

    /** What both know, the newest of each. */
    public Facts merged(Facts other) {
        var all = new HashMap<>(stamps);
        other.stamps.forEach((field, stamp) -> all.merge(field, stamp, (one, two) -> two.winsOver(one) ? two : one));
        return new Facts(known && other.known, all);
    }

    /** Of their stored forms, by field; what cannot be read is not known. */
    public static Facts of(boolean known, Map<String, String> stored) {
        var stamps = new HashMap<String, Stamp>();
        stored.forEach((field, text) -> Stamp.parse(text).ifPresent(stamp -> stamps.put(field, stamp)));
        return new Facts(known, stamps);
    }

    /** Whether the person may be written to freely until {@code margin} from now. */
    boolean isWindowOpen(String channel, Instant now, Duration margin) {
        var last = stamps.get(Fact.inboundField(channel));
        return last != null && now.isBefore(last.at().plus(WINDOW).minus(margin));
    }

    /** Until when the person is left alone with advertising; the epoch if they need not be. */
    public Instant restUntil() {
        var rest = stamps.get(Fact.REST_FIELD);
        return rest == null ? Instant.EPOCH : rest.at();
    }

    /** Whether what is sent now costs nothing because of where the person came from. */
    boolean isFreeEntry(String channel, Instant now) {
        var entry = stamps.get(Fact.entryField(channel));
        return entry != null && now.isBefore(entry.at().plus(FREE_ENTRY));
    }

    /** Until when the person may be written to freely, by business number; times that are over, too. */
    public Map<String, Instant> windows() {
        var windows = new HashMap<String, Instant>();
        stamps.forEach((field, stamp) -> {
            var channel = field.substring(Math.min(PREFIX, field.length()));
            if (field.equals(Fact.inboundField(channel)))
                windows.put(channel, stamp.at().plus(WINDOW));
        });
        return windows;
    }

    /** Whether they opted out of a class. */
    public boolean isSuppressed(String tenant, SendClass category) {
        return isWord(Fact.suppressionField(tenant, category), Fact.STOP);
    }

    /** When the last opt-out that is in force was accepted, whatever it is about. */
    Optional<Instant> suppressedSince(String tenant) {
        return Arrays.stream(SendClass.values())
                .map(category -> stamps.get(Fact.suppressionField(tenant, category)))
                .filter(stamp -> stamp != null && stamp.word().equals(Fact.STOP))
                .map(Stamp::since)
                .max(Instant::compareTo);
    }

    /** Whether they agreed to a class. */
    public boolean hasConsent(String tenant, SendClass category) {
        return isWord(Fact.consentField(tenant, category), Fact.YES);
    }

    /**
     * Something that is in force.
     *
     * @param since when the gateway accepted it
     */
    public record Held(Change change, Instant since) {}

    /** What the person allows and what not, of which somebody else does not know, or only something older. */
    public List<Held> unknownTo(Facts other) {
        return stamps.entrySet().stream()
                .filter(entry -> entry.getValue().winsOver(other.stamps.get(entry.getKey())))
                .flatMap(entry -> held(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    /** Fields are {@code s:tenant:category} or {@code c:tenant:category}. */
    private static Optional<Held> held(String field, Stamp stamp) {
        var kind = Change.Kind.of(stamp.word());
        var tenantEnd = field.lastIndexOf(':');
        if (kind.isEmpty() || tenantEnd < PREFIX) return Optional.empty();
        var tenant = field.substring(PREFIX, tenantEnd);
        return SendClass.of(field.substring(tenantEnd + 1))
                .map(category -> new Change(kind.get(), List.of(category), tenant, stamp.at(), stamp.source(), "", ""))
                .map(change -> new Held(change, stamp.since()));
    }

    private boolean isWord(String field, String word) {
        var stamp = stamps.get(field);
        return stamp != null && stamp.word().equals(word);
    }
}
