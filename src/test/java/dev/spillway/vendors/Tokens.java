package dev.spillway.vendors;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Access tokens that a vendor has given out. */
final class Tokens {
    private final Map<String, Instant> ends = new HashMap<>();
    private boolean revoked;
    private int minted;

    String mint(Instant now, Duration life) {
        minted++;
        ends.values().removeIf(end -> end.isBefore(now));
        var token = "tok-" + UUID.randomUUID();
        ends.put(token, now.plus(life));
        return token;
    }

    boolean isGood(String token, Instant now) {
        var end = ends.get(token);
        return end != null && end.isAfter(now) && !revoked;
    }

    /** None that was given out is good any more. */
    void expire() {
        ends.clear();
    }

    /** The grant is dead, until it is given anew. */
    void revoke(boolean dead) {
        revoked = dead;
        if (dead) expire();
    }

    boolean isRevoked() {
        return revoked;
    }

    int minted() {
        return minted;
    }
}
