package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.BoundedMap;
import dev.spillway.sandbox.stage.Person;
import java.util.Map;

/**
 * Who has written to which number or called it, and when: within a day of it the business may write freely. What counts is
 * the time in the payload, not that of its arrival.
 */
final class Conversations {
    /** Remembered; beyond that the one opened longest ago is forgotten, that is, closed. */
    static final int CONVERSATIONS_MAX = 500_000;

    private final Map<String, Long> lastMs = new BoundedMap<>(CONVERSATIONS_MAX);

    /** @param atMs of the payload; a time to come counts as now */
    void open(String number, Person person, long atMs, long nowMs) {
        var key = key(number, person);
        var last = Math.max(Math.min(atMs, nowMs), lastMs.getOrDefault(key, 0L));
        lastMs.remove(key);
        lastMs.put(key, last);
    }

    boolean isOpen(String number, Person person, long nowMs, long dayMs) {
        var last = lastMs.get(key(number, person));
        return last != null && nowMs < last + dayMs;
    }

    void clear() {
        lastMs.clear();
    }

    private static String key(String number, Person person) {
        return number + ">" + person.userId();
    }
}
