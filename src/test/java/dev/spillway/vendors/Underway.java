package dev.spillway.vendors;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The calls a vendor is working on. */
final class Underway {
    private final Set<Asked> calls = Collections.newSetFromMap(new IdentityHashMap<>());
    private int most;

    void begin(Asked asked) {
        calls.add(asked);
        most = Math.max(most, calls.size());
    }

    void end(Asked asked) {
        calls.remove(asked);
    }

    int size() {
        return calls.size();
    }

    /** Most at once since the last time this was asked. */
    int most() {
        var seen = most;
        most = calls.size();
        return seen;
    }

    /** How many have been going on for at least so long. */
    long longerThan(Duration age, Instant now) {
        var since = now.minus(age);
        return calls.stream().filter(asked -> !asked.at().isAfter(since)).count();
    }
}
