package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.BoundedMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers names from 0 on, in the order in which they are first seen. Whoever comes when it is full has none. */
final class Roster {
    static final int NONE = -1;

    private final int max;
    private final Map<String, Integer> numbers;
    private final List<String> names = new ArrayList<>();

    Roster(int max) {
        this.max = max;
        this.numbers = new HashMap<>(BoundedMap.room(max));
    }

    /** The name's number, a new one if need be; {@link #NONE} when it is full. */
    int enlist(String name) {
        var known = numbers.get(name);
        if (known != null) return known;
        if (names.size() >= max) return NONE;
        numbers.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    /** The name with that number; empty if there is none. */
    String name(int number) {
        return number < 0 || number >= names.size() ? "" : names.get(number);
    }

    int size() {
        return names.size();
    }

    void clear() {
        numbers.clear();
        names.clear();
    }
}
