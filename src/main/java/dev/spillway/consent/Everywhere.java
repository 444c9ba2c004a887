package dev.spillway.consent;

import dev.spillway.event.ContactKey;
import dev.spillway.gate.Facts;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.Set;

/** Tells whether what a person allows has come to all of their keys. Belongs to the event loop of its link. */
final class Everywhere {
    private final Aliases aliases;
    private final FactStore facts;

    Everywhere(Aliases aliases, FactStore facts) {
        this.aliases = aliases;
        this.facts = facts;
    }

    /**
     * Whether all that counts at a person's home counts under their other keys, too; else what waits under one of those might still leave.
     *
     * @param known at home
     * @param key one of theirs, perhaps the home
     * @return fails with {@code UNAVAILABLE} while nobody can tell
     */
    Future<Boolean> holds(Facts known, ContactKey home, ContactKey key) {
        return others(home, key)
                .compose(keys -> Future.all(keys.stream().map(facts::consent).toList()))
                .map(all -> all.<Facts>list().stream()
                        .allMatch(other -> known.unknownTo(other).isEmpty()));
    }

    private Future<Set<ContactKey>> others(ContactKey home, ContactKey key) {
        return Future.all(aliases.of(home), aliases.of(key)).map(both -> {
            var all = new LinkedHashSet<ContactKey>(both.<Set<ContactKey>>resultAt(0));
            all.addAll(both.<Set<ContactKey>>resultAt(1));
            all.add(key);
            all.remove(home);
            return all;
        });
    }
}
