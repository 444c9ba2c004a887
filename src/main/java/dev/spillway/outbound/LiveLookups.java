package dev.spillway.outbound;

import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.event.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a destination while somebody waits. Takes from the same budgets as deliveries, and goes first in every line. Total and
 * on time: at the deadline the answer is {@code UNAVAILABLE}, whatever is still under way is broken off.
 */
final class LiveLookups {
    private final Function<String, Optional<Destination>> destinations;
    private final Alarms alarms;
    private final Clock clock;
    private final IdentityHashMap<Destination, LookupCache> caches = new IdentityHashMap<>();

    /** @param destinations by name, as they are now */
    LiveLookups(Function<String, Optional<Destination>> destinations, Alarms alarms, Clock clock) {
        this.destinations = destinations;
        this.alarms = alarms;
        this.clock = clock;
    }

    Future<Outcome> lookup(String destination, Operation operation, Deadline deadline) {
        return destinations
                .apply(destination)
                .map(known -> lookup(known, operation, deadline))
                .orElseGet(
                        () -> Future.succeededFuture(Outcome.of(Outcome.Kind.CONFIG, "no destination " + destination)));
    }

    private Future<Outcome> lookup(Destination destination, Operation operation, Deadline deadline) {
        var caching = destination.connector().caching(operation.name());
        if (caching == null) return uncached(destination, operation, deadline);
        var answer = cache(destination).get(caching, operation, () -> uncached(destination, operation, deadline));
        return onTime(answer, deadline);
    }

    /** A destination that has changed begins with an empty one. */
    private LookupCache cache(Destination destination) {
        var known = caches.get(destination);
        if (known != null) return known;
        caches.keySet().removeIf(other -> other.name().equals(destination.name()));
        var made = new LookupCache(clock, destination.metrics());
        caches.put(destination, made);
        return made;
    }

    private Future<Outcome> uncached(Destination destination, Operation operation, Deadline deadline) {
        var paused = paused(destination);
        if (paused != null) return Future.succeededFuture(paused);
        return destination
                .condition()
                .holds()
                .pass(operation.name())
                .map(pass -> ask(destination, operation, pass, deadline))
                .orElseGet(() -> Future.succeededFuture(held(destination, operation.name())));
    }

    private Future<Outcome> ask(Destination destination, Operation operation, Hold.Pass pass, Deadline deadline) {
        var since = destination.metrics().start();
        return onTime(run(destination, operation, deadline), deadline)
                .map(outcome -> learn(destination, pass, outcome))
                .onSuccess(outcome -> destination.metrics().lookedUp(since, outcome.kind()));
    }

    /** A destination that asked us to stay away is not asked, however urgent it is. */
    private static @Nullable Outcome paused(Destination destination) {
        if (destination.condition().stop().isShut()) return unavailable("the destination is stopped");
        var left = destination.condition().pause().left();
        return left.isZero() ? null : unavailable("the destination is paused").withRetryAfter(left);
    }

    /** The question is not lost: it waits as a delivery until the operation goes on. */
    private static Outcome held(Destination destination, String operation) {
        return unavailable("held: " + destination.condition().holds().reason(operation));
    }

    private static Outcome unavailable(String why) {
        return Outcome.of(Outcome.Kind.UNAVAILABLE, why);
    }

    private static Future<Outcome> run(Destination destination, Operation operation, Deadline deadline) {
        return destination
                .runner()
                .run(operation.on(Operation.Terms.within(deadline.remaining())), Leave.live(deadline))
                .map(Ending::outcome);
    }

    private Future<Outcome> onTime(Future<Outcome> lookup, Deadline deadline) {
        Promise<Outcome> first = Promise.promise();
        var cancel = alarms.set(deadline.remaining(), () -> first.tryComplete(late()));
        lookup.onComplete(done -> cancel.run());
        lookup.onSuccess(outcome -> first.tryComplete(deadline.passed() && !outcome.succeeded() ? late() : outcome))
                .onFailure(first::tryFail);
        return first.future();
    }

    private static Outcome late() {
        return Outcome.of(Outcome.Kind.UNAVAILABLE, "late");
    }

    private static Outcome learn(Destination destination, Hold.Pass pass, Outcome outcome) {
        if (destination.condition().holds().learn(pass, "", outcome)) return held(destination, pass.operation());
        if (Verdicts.pauses(outcome)) pause(destination, outcome);
        return outcome;
    }

    private static void pause(Destination destination, Outcome outcome) {
        var settings = destination.settings();
        var wish = outcome.retryAfter() == null ? settings.backoff().first() : outcome.retryAfter();
        destination.condition().pause().extend(wish.compareTo(settings.pauseMax()) < 0 ? wish : settings.pauseMax());
    }
}
