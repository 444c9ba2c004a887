package dev.spillway.vendors;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The calls a vendor is working on, or that wait for one of its workers. */
final class Underway {
    private final Set<Asked> calls = Collections.newSetFromMap(new IdentityHashMap<>());
    private Instant since = Instant.EPOCH;
    private Instant changedAt = Instant.EPOCH;
    private double callSeconds;

    void begin(Asked asked) {
        count(asked.at());
        calls.add(asked);
    }

    void end(Asked asked, Instant now) {
        count(now);
        calls.remove(asked);
    }

    /** How many there were at a time, in the mean since the last time this was asked. */
    double mean(Instant now) {
        count(now);
        var seconds = seconds(since, now);
        var mean = seconds > 0 ? callSeconds / seconds : 0;
        since = now;
        callSeconds = 0;
        return mean;
    }

    private void count(Instant now) {
        callSeconds += calls.size() * Math.max(0, seconds(changedAt, now));
        changedAt = now;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** How many have been going on for at least so long. */
    long longerThan(Duration age, Instant now) {
        var before = now.minus(age);
        return calls.stream().filter(asked -> !asked.at().isAfter(before)).count();
    }
}
