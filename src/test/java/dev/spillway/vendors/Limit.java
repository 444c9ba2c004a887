package dev.spillway.vendors;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** So many calls of a key in any stretch of time (rolling), or in each of stretches that follow one another (fixed). */
final class Limit {
    private static final int KEYS_MAX = 100_000;

    private final boolean rolling;
    private final Map<String, Deque<Instant>> taken = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > KEYS_MAX;
        }
    };
    private int max;
    private Duration span;
    private long admitted;
    private long refused;

    private Limit(int max, Duration span, boolean rolling) {
        this.max = max;
        this.span = span;
        this.rolling = rolling;
    }

    static Limit rolling(int max, Duration span) {
        return new Limit(max, span, true);
    }

    static Limit fixed(int max, Duration span) {
        return new Limit(max, span, false);
    }

    /** From now on. */
    void set(int max, Duration span) {
        this.max = max;
        this.span = span;
    }

    /** One more, if it may be; one that may not be is not counted. */
    boolean take(String key, Instant now) {
        var calls = calls(key, now);
        if (calls.size() >= max) {
            refused++;
            return false;
        }
        calls.addLast(now);
        admitted++;
        return true;
    }

    int max() {
        return max;
    }

    Duration span() {
        return span;
    }

    int left(String key, Instant now) {
        return max - calls(key, now).size();
    }

    int used(String key, Instant now) {
        return calls(key, now).size();
    }

    /** How many it has let in, in all. */
    long admitted() {
        return admitted;
    }

    /** How many it has turned away. */
    long refused() {
        return refused;
    }

    /** Until there is room for one more, at least a millisecond. */
    Duration resetsIn(String key, Instant now) {
        var calls = calls(key, now);
        if (rolling && calls.isEmpty()) return Duration.ofMillis(1);
        var end = rolling ? calls.getFirst().plus(span) : begin(now).plus(span);
        var left = Duration.between(now, end);
        return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }

    /** The same in whole seconds, rounded up: what headers carry. */
    long resetSeconds(String key, Instant now) {
        return (resetsIn(key, now).toMillis() + 999) / 1000;
    }

    private Deque<Instant> calls(String key, Instant now) {
        var calls = taken.computeIfAbsent(key, fresh -> new ArrayDeque<>());
        var since = rolling ? now.minus(span) : begin(now).minusNanos(1);
        while (!calls.isEmpty() && !calls.getFirst().isAfter(since)) calls.removeFirst();
        return calls;
    }

    private Instant begin(Instant now) {
        return Instant.ofEpochMilli(now.toEpochMilli() / span.toMillis() * span.toMillis());
    }
}
