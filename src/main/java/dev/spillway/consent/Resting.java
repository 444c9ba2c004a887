package dev.spillway.consent;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.flow.Occasion;
import dev.spillway.gate.Fact;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Leaves people alone who have had enough advertising, as the status of a message says that was kept from them. It is remembered under
 * each key that the status names, in the shard of each: the next message may wait under any of them.
 */
final class Resting {
    /** Most statuses are good news, and are not taken apart. */
    private static final String ERRORS = "\"errors\"";

    private final FactStore facts;
    private final int shards;
    private final IntFunction<Optional<Duration>> rests;
    private final ConsentMetrics metrics;

    /** @param rests for how long the code of an error wants a person left alone; empty: not at all */
    Resting(FactStore facts, int shards, IntFunction<Optional<Duration>> rests, ConsentMetrics metrics) {
        this.facts = facts;
        this.shards = shards;
        this.rests = rests;
        this.metrics = metrics;
    }

    /** Completes when it is remembered; at once if there is nothing to remember. Fails with {@code UNAVAILABLE} while Redis is away. */
    Future<Void> heed(Occasion occasion) {
        var event = occasion.event();
        if (event.kind() != EventKind.STATUS || !event.payload().text().contains(ERRORS))
            return Future.succeededFuture();
        var status = Person.object(event.payload());
        var rest = rests.apply(code(status));
        if (rest.isEmpty()) return Future.succeededFuture();
        var fact = Fact.rest(since(occasion).plus(rest.get()), occasion.acceptedAt());
        return remember(places(event, status), fact).onSuccess(done -> metrics.rests());
    }

    /** Where one key of a person is. */
    private record Place(int shard, ContactKey key) {}

    private Future<Void> remember(Set<Place> places, Fact fact) {
        var done = Future.<Void>succeededFuture();
        for (var place : places) {
            var brought = List.of(new FactStore.Brought(place.key, fact));
            done = done.compose(before -> facts.bring(place.shard, brought));
        }
        return done;
    }

    private Set<Place> places(Event event, Map<String, Object> status) {
        var places = new LinkedHashSet<Place>();
        if (event.contactKey().isPerson()) places.add(new Place(event.shard(), event.contactKey()));
        var phone = Person.text(status, "recipient_id");
        var user = Person.text(status, "recipient_user_id");
        if (!phone.isEmpty()) places.add(home(ContactKey.ofPhone(phone)));
        if (!user.isEmpty()) places.add(home(ContactKey.ofUser(user)));
        return places;
    }

    private Place home(ContactKey key) {
        return new Place(key.shard(shards), key);
    }

    private static int code(Map<String, Object> status) {
        return status.get("errors") instanceof List<?> errors
                        && !errors.isEmpty()
                        && errors.get(0) instanceof Map<?, ?> error
                        && error.get("code") instanceof Number code
                ? code.intValue()
                : 0;
    }

    /** Nobody's clock makes a rest longer. */
    private static Instant since(Occasion occasion) {
        var at = occasion.event().occurredAt();
        return at == null || at.isAfter(occasion.acceptedAt()) ? occasion.acceptedAt() : at;
    }
}
