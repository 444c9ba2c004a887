package dev.spillway.json;

import com.dashjoin.jsonata.Utils.JList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a value weighs, about its length as JSON text; a part that is shared counts as often as it is reachable, since
 * that is what writing it costs. Remembers what it has weighed, so that looking at every intermediate value stays cheap.
 * One instance an evaluation; not for several threads.
 */
final class Weight {
    /** backends' answers, bodies and our own requests stay far below. */
    static final int MAX = 256 * 1024;

    /** A range of numbers weighs nothing until it is used: its length is bounded by itself. */
    static final int ITEMS_MAX = 10_000;

    private static final int SCALAR = 4;

    private final IdentityHashMap<Object, Long> known = new IdentityHashMap<>();

    /** Fails if the value is heavier than {@link #MAX}. */
    void check(@Nullable Object value) {
        if (of(value) > MAX) throw tooLarge();
    }

    private long of(@Nullable Object value) {
        if (value instanceof String text) return text.length() + 2L;
        if (value instanceof Map<?, ?> map) return container(map);
        if (value instanceof List<?> list) return container(list);
        return SCALAR;
    }

    private long container(Object value) {
        var weight = known.get(value);
        if (weight != null) return weight;
        var sum = value instanceof List<?> list ? ofList(list) : ofMap((Map<?, ?>) value);
        known.put(value, sum);
        return sum;
    }

    private long ofList(List<?> list) {
        if (list.size() > ITEMS_MAX) throw new ExpressionException("a list has more than " + ITEMS_MAX + " items");
        // The engine's own bookkeeping of joins repeats each parent; it is never written.
        if (list instanceof JList<?> own && own.tupleStream) return SCALAR;
        long sum = 2;
        for (var item : list) sum = bounded(sum + 1 + of(item));
        return sum;
    }

    private long ofMap(Map<?, ?> map) {
        long sum = 2;
        for (var entry : map.entrySet()) sum = bounded(sum + 2 + of(entry.getKey()) + of(entry.getValue()));
        return sum;
    }

    private static long bounded(long sum) {
        if (sum > MAX) throw tooLarge();
        return sum;
    }

    private static ExpressionException tooLarge() {
        return new ExpressionException("a value is larger than " + MAX + " characters");
    }
}
