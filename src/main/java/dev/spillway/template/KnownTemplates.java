package dev.spillway.template;

import dev.spillway.whatsapp.TemplateHold;
import dev.spillway.whatsapp.TemplateState;
import dev.spillway.whatsapp.TemplateStates;
import dev.spillway.whatsapp.message.LimitException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this node knows of the templates at the provider, as it was last read from the board, and what the house calls ours and when
 * they expire. Asked from any thread; told anew as a whole.
 */
public final class KnownTemplates implements TemplateStates {
    private final Map<String, String> accounts;
    private final String defaultLocale;
    private final Clock clock;
    private volatile Seen seen = new Seen(Map.of(), Map.of(), Set.of());
    private volatile TemplateLibrary library = new TemplateLibrary(java.util.List.of());

    /**
     * What stands on the board.
     *
     * @param states by account, name and language
     * @param pauses of those that wait, likewise
     * @param listed accounts whose whole list was read
     */
    record Seen(Map<String, TemplateState> states, Map<String, Pause> pauses, Set<String> listed) {}

    /**
     * Nothing is known yet.
     *
     * @param accounts the account of each sender, by name; a sender without one has templates that nobody looks at
     * @param defaultLocale what people are spoken to in whose language nobody knows, BCP 47
     */
    public KnownTemplates(Map<String, String> accounts, String defaultLocale, Clock clock) {
        this.accounts = Map.copyOf(accounts);
        this.defaultLocale = defaultLocale;
        this.clock = clock;
    }

    @Override
    public TemplateState of(String sender, String name, String language) {
        return state(seen, account(sender), name, language);
    }

    private TemplateState state(Seen seen, String account, String name, String language) {
        if (expired(name, language)) return TemplateState.EXPIRED;
        var key = new BoardKey(account, name, language).word();
        var state = seen.states.get(key);
        if (state == null) return seen.listed.contains(account) ? TemplateState.MISSING : TemplateState.UNKNOWN;
        var pause = seen.pauses.get(key);
        var isPaused = pause != null && pause.why() == TemplateHold.Why.PAUSED && pause.isInForce(clock.instant());
        return isPaused ? state.as(TemplateState.Status.PAUSED) : state;
    }

    @Override
    public Optional<TemplateHold> hold(String sender, String name, String language) {
        var pause = seen.pauses.get(new BoardKey(account(sender), name, language).word());
        var now = clock.instant();
        return pause == null || !pause.isInForce(now) ? Optional.empty() : Optional.of(pause.hold(now));
    }

    /** A sender without an account has only what answers to its own messages told. */
    String account(String sender) {
        var account = accounts.getOrDefault(sender, "");
        return account.isEmpty() ? "sender " + sender : account;
    }

    /** The template of a message that is kept back, by {@link BoardKey}; empty for any other message. */
    Optional<String> keptBack(String message) {
        return seen.pauses.entrySet().stream()
                .filter(entry -> entry.getValue().messages().contains(message))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether a template of an account should go again by now, and nobody has told that it does. */
    boolean isAnyOverdue(String account) {
        var now = clock.instant();
        return seen.pauses.entrySet().stream()
                .anyMatch(entry -> entry.getKey().startsWith(account + "/")
                        && entry.getValue().isOverdue(now));
    }

    @Override
    public Filled filled(String sender, Map<String, Object> input, String locale) {
        var house = text(input, "template");
        var choosing = new Choosing(library, today(), it -> of(sender, it.name(), it.language()));
        var chosen = choosing.of(new Choosing.Wish(house, sender, text(input, "language"), locale, defaultLocale));
        var components = Filling.of(chosen, Values.of(house, input.get("values")));
        return new Filled(chosen.name(), chosen.language(), components);
    }

    private static String text(Map<String, Object> input, String field) {
        var value = input.get(field);
        if (value == null) return "";
        if (value instanceof String text) return text;
        throw new LimitException(field + " must be a text");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private boolean expired(String name, String language) {
        var today = today();
        return library.expires(name, language)
                .filter(last -> last.isBefore(today))
                .isPresent();
    }

    /** Whose expiry counts from now on. */
    public void use(TemplateLibrary library) {
        this.library = library;
    }

    /**
     * What is known from now on.
     *
     * @return those that waited, and wait no more; and those that still do, but another version may go now where the house's name for
     *     both was given
     */
    Set<String> see(Seen seen) {
        var before = this.seen;
        this.seen = seen;
        var free = new HashSet<>(before.pauses.keySet());
        free.removeIf(key -> seen.pauses.containsKey(key) && !isReplaceable(key, before, seen));
        return free;
    }

    private boolean isReplaceable(String key, Seen before, Seen now) {
        var paused = BoardKey.of(key);
        return library.besides(paused.name(), paused.language()).stream()
                .anyMatch(it -> mayGo(now, paused.account(), it) && !mayGo(before, paused.account(), it));
    }

    private boolean mayGo(Seen seen, String account, Template template) {
        return Choosing.mayGo(
                state(seen, account, template.name(), template.language()).status());
    }

    /** How many wait for that reason. */
    long count(TemplateHold.Why why) {
        var now = clock.instant();
        return seen.pauses.values().stream()
                .filter(it -> it.why() == why && it.isInForce(now))
                .count();
    }

    /** How many there are of each status. */
    long count(TemplateState.Status status) {
        return seen.states.values().stream().filter(it -> it.status() == status).count();
    }
}
