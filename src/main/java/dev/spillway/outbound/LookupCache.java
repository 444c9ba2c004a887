package dev.spillway.outbound;

import dev.spillway.connector.Caching;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Outcome.Kind;
import dev.spillway.json.Json;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one destination has answered to look-ups, for as long as its connector says. Equal questions at the same time are one
 * call. When the destination cannot answer, an old answer may stand in, marked {@code stale} with {@code asOf}; never otherwise.
 *
 * <p>In the memory of this node, not in Redis: a hit costs nothing, answers hold personal data, and with a few nodes a few calls
 * more are asked. Bounded by number and size; the one not asked for the longest goes. Belongs to one event loop.
 */
final class LookupCache {
    static final int ENTRIES_MAX = 10_000;
    static final int CHARS_MAX = 16 << 20;
    private static final int ENTRY_CHARS_MAX = 64 << 10;

    /** Endings after which an old answer is better than none. */
    private static final Set<Kind> NO_ANSWER =
            Set.of(Kind.UNAVAILABLE, Kind.THROTTLED, Kind.CONTACT_THROTTLED, Kind.QUOTA_EXHAUSTED, Kind.AUTH_REVOKED);

    private final Clock clock;
    private final OutboundMetrics metrics;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Future<Outcome>> underWay = new HashMap<>();
    private long chars;

    private record Entry(Outcome outcome, Instant at, int chars) {}

    LookupCache(Clock clock, OutboundMetrics metrics) {
        this.clock = clock;
        this.metrics = metrics;
        metrics.showCached(entries::size);
    }

    /** The answer: kept, on its way already, or asked for. */
    Future<Outcome> get(Caching plan, Operation operation, Supplier<Future<Outcome>> ask) {
        var of = plan.key(operation.input());
        if (of.isEmpty()) return ask.get();
        var key = operation.name() + "\n" + of;
        var kept = entries.get(key);
        if (kept != null && isFresh(plan, kept)) return answered(operation, "hit", kept.outcome);
        var same = underWay.get(key);
        if (same != null) {
            metrics.cached(operation.name(), "shared");
            return same;
        }
        return asked(plan, operation, key, ask);
    }

    private Future<Outcome> asked(Caching plan, Operation operation, String key, Supplier<Future<Outcome>> ask) {
        var answer = ask.get().map(outcome -> learn(plan, operation, key, outcome));
        if (!answer.isComplete()) {
            underWay.put(key, answer);
            answer.onComplete(done -> underWay.remove(key));
        }
        return answer;
    }

    private Outcome learn(Caching plan, Operation operation, String key, Outcome outcome) {
        var old = entries.get(key);
        if (NO_ANSWER.contains(outcome.kind()) && old != null && isOfUse(plan, old)) {
            metrics.cached(operation.name(), "stale");
            return stale(old);
        }
        metrics.cached(operation.name(), "miss");
        if (life(plan, outcome).isZero()) {
            if (outcome.succeeded() || outcome.kind() == Kind.NOT_FOUND) forget(key);
        } else {
            keep(key, outcome);
        }
        return outcome;
    }

    private Future<Outcome> answered(Operation operation, String how, Outcome outcome) {
        metrics.cached(operation.name(), how);
        return Future.succeededFuture(outcome);
    }

    private boolean isFresh(Caching plan, Entry entry) {
        return age(entry).compareTo(life(plan, entry.outcome)) < 0;
    }

    /** Only what was found: that there was nothing then says little now. */
    private boolean isOfUse(Caching plan, Entry entry) {
        return entry.outcome.succeeded()
                && age(entry).compareTo(plan.ttl().plus(plan.staleIfError())) < 0
                && !plan.staleIfError().isZero();
    }

    private static Outcome stale(Entry entry) {
        var value = new LinkedHashMap<>(entry.outcome.value());
        value.put("stale", true);
        value.put("asOf", entry.at.toString());
        return Outcome.done(value);
    }

    private static Duration life(Caching plan, Outcome outcome) {
        if (outcome.kind() == Kind.NOT_FOUND || isMissing(outcome)) return plan.negativeTtl();
        return outcome.succeeded() ? plan.ttl() : Duration.ZERO;
    }

    private static boolean isMissing(Outcome outcome) {
        return outcome.succeeded() && Boolean.FALSE.equals(outcome.value().get("found"));
    }

    private Duration age(Entry entry) {
        return Duration.between(entry.at, clock.instant());
    }

    private void keep(String key, Outcome outcome) {
        var size = key.length() + Json.text(outcome.value()).length();
        forget(key);
        if (size > ENTRY_CHARS_MAX) return;
        entries.put(key, new Entry(outcome, clock.instant(), size));
        chars += size;
        while (entries.size() > ENTRIES_MAX || chars > CHARS_MAX) {
            forget(entries.keySet().iterator().next());
            metrics.evicted();
        }
    }

    private void forget(String key) {
        @Nullable Entry gone = entries.remove(key);
        if (gone != null) chars -= gone.chars;
    }
}
