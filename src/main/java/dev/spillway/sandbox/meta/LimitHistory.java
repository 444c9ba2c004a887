package dev.spillway.sandbox.meta;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which limit was in force when, number by number, for whoever judges afterwards. Keeps the last {@value #CHANGES_MAX}. */
final class LimitHistory {
    private static final int CHANGES_MAX = 1_000;

    private static final TreeMap<Long, Double> NONE = new TreeMap<>();

    private final Map<String, TreeMap<Long, Double>> byNumber = new HashMap<>();

    /** From now on; 0 = no limit. */
    void set(String number, long atUs, double perSecond) {
        var changes = byNumber.computeIfAbsent(number, any -> new TreeMap<>());
        var last = changes.lastEntry();
        if (last != null && last.getValue() == perSecond) return;
        changes.put(atUs, perSecond);
        if (changes.size() > CHANGES_MAX) changes.pollFirstEntry();
    }

    /**
     * How many may come in the window of that length that ends then: by the highest limit in force anywhere in it. Infinite
     * where there was none.
     */
    double allowed(String number, long endUs, long spanUs) {
        var highest = 0.0;
        for (double limit : limits(number, endUs - spanUs, endUs).values()) highest = Math.max(highest, open(limit));
        return highest == 0 ? Double.POSITIVE_INFINITY : highest * spanUs / 1_000_000;
    }

    /** How many might have been sent between two times; infinite where there was no limit. */
    double capacity(String number, long fromUs, long toUs) {
        var sum = 0.0;
        var limits = limits(number, fromUs, toUs);
        for (var limit : limits.entrySet()) {
            var next = limits.higherKey(limit.getKey());
            var end = next == null ? toUs : next;
            sum += open(limit.getValue()) * (end - Math.max(fromUs, limit.getKey())) / 1_000_000;
        }
        return sum;
    }

    /** The limit in force at the end; 0 = none. */
    double last(String number) {
        var changes = byNumber.get(number);
        return changes == null ? 0 : changes.lastEntry().getValue();
    }

    private NavigableMap<Long, Double> limits(String number, long fromUs, long toUs) {
        var changes = byNumber.getOrDefault(number, NONE);
        var first = changes.floorKey(fromUs);
        return changes.subMap(first == null ? fromUs : first, true, Math.max(fromUs, toUs), true);
    }

    private static double open(double perSecond) {
        return perSecond == 0 ? Double.POSITIVE_INFINITY : perSecond;
    }
}
