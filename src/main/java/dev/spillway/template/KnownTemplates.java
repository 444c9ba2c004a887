package dev.spillway.template;

import dev.spillway.whatsapp.TemplateState;
import dev.spillway.whatsapp.TemplateStates;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/**
 * What this node knows of the templates at the provider, as it was last read from the board, and which of ours have expired. Asked from
 * any thread; told anew as a whole.
 */
public final class KnownTemplates implements TemplateStates {
    private final Map<String, String> accounts;
    private final Clock clock;
    private volatile Seen seen = new Seen(Map.of(), Set.of());
    private volatile TemplateLibrary library = new TemplateLibrary(java.util.List.of());

    /**
     * What stands on the board.
     *
     * @param states by account, name and language
     * @param listed accounts whose whole list was read
     */
    record Seen(Map<String, TemplateState> states, Set<String> listed) {}

    /** @param accounts the account of each sender, by name; a sender without one has templates that nobody looks at */
    public KnownTemplates(Map<String, String> accounts, Clock clock) {
        this.accounts = Map.copyOf(accounts);
        this.clock = clock;
    }

    @Override
    public TemplateState of(String sender, String name, String language) {
        if (expired(name, language)) return TemplateState.EXPIRED;
        var account = accounts.getOrDefault(sender, "");
        if (account.isEmpty()) return TemplateState.UNKNOWN;
        var now = seen;
        var state = now.states.get(key(account, name, language));
        if (state != null) return state;
        return now.listed.contains(account) ? TemplateState.MISSING : TemplateState.UNKNOWN;
    }

    private boolean expired(String name, String language) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return library.expires(name, language)
                .filter(last -> last.isBefore(today))
                .isPresent();
    }

    /** Whose expiry counts from now on. */
    public void use(TemplateLibrary library) {
        this.library = library;
    }

    /** What is known from now on. */
    void see(Seen seen) {
        this.seen = seen;
    }

    /** How many there are of each status. */
    long count(TemplateState.Status status) {
        return seen.states.values().stream().filter(it -> it.status() == status).count();
    }

    static String key(String account, String name, String language) {
        return account + "/" + name + "/" + language;
    }
}
