package dev.spillway.consent;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.gate.Facts;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.Receipt;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings what a person allows to all keys they are known by: what waits in lanes under an older key, and who is known by one of
 * them alone when homes are forgotten, finds it there. What is brought is accepted like any event: nothing gets lost on the way,
 * and nothing is brought twice. Belongs to one event loop.
 */
final class Spread {
    private final Aliases aliases;
    private final FactStore facts;
    private final Inbox inbox;
    private final int shards;
    private final ConsentMetrics metrics;

    Spread(Aliases aliases, FactStore facts, Inbox inbox, int shards, ConsentMetrics metrics) {
        this.metrics = metrics;
        this.aliases = aliases;
        this.facts = facts;
        this.inbox = inbox;
        this.shards = shards;
    }

    /** From the home, where the event is, to all other keys; fails with {@code UNAVAILABLE} until it is safe there. */
    Future<Void> told(Event event, ConsentEvents.Told told) {
        if (told.copied() || !event.contactKey().isPerson()) return Future.succeededFuture();
        var known = new LinkedHashSet<ContactKey>(Person.of(event).keys());
        known.add(event.contactKey());
        return others(known)
                .map(all -> all.stream()
                        .filter(key -> !key.equals(event.contactKey()))
                        .map(key -> ConsentEvents.copy(event, told, key, shards))
                        .toList())
                .compose(this::accepted);
    }

    private Future<Set<ContactKey>> others(Set<ContactKey> known) {
        var asked = known.stream().map(aliases::of).toList();
        return Future.all(asked).map(done -> {
            var all = new LinkedHashSet<>(known);
            asked.forEach(each -> all.addAll(each.result()));
            return all;
        });
    }

    /** Keys turned out to be one person's: each learns what the others know. */
    Future<Void> joined(Collection<ContactKey> keys) {
        var all = List.copyOf(keys);
        var asked = all.stream().map(facts::consent).toList();
        return Future.all(asked)
                .map(done -> copies(all, asked.stream().map(Future::result).toList()))
                .compose(this::accepted);
    }

    private List<Event> copies(List<ContactKey> keys, List<Facts> known) {
        var merged = known.stream().reduce(Facts.NONE, Facts::merged);
        var copies = new ArrayList<Event>();
        for (var i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            merged.unknownTo(known.get(i)).forEach(held -> copies.add(ConsentEvents.copy(held, key, shards)));
        }
        return copies;
    }

    private Future<Void> accepted(List<Event> copies) {
        if (copies.isEmpty()) return Future.succeededFuture();
        return inbox.accept(copies)
                .onSuccess(receipts -> metrics.copied(
                        receipts.stream().filter(Receipt.ACCEPTED::equals).count()))
                .compose(receipts -> receipts.contains(Receipt.FAILED)
                        ? Future.failedFuture(new GatewayException(
                                GatewayException.Kind.UNAVAILABLE,
                                "what a person allows cannot be brought to all of their keys at the moment"))
                        : Future.succeededFuture());
    }
}
