package dev.spillway.sandbox.stage;

import java.time.Clock;

/** A token bucket that holds one second's worth, at least one token. Rate 0 = no limit. */
public final class Bucket {
    private final double rate;
    private final double capacity;
    private final Clock clock;
    private double tokens;
    private long filledAtMs;

    /** @param rate tokens a second; 0 = no limit */
    public Bucket(double rate, Clock clock) {
        this.rate = rate;
        this.capacity = Math.max(1, rate);
        this.clock = clock;
        this.tokens = capacity;
        this.filledAtMs = clock.millis();
    }

    public boolean tryTake() {
        if (rate == 0) return true;
        var now = clock.millis();
        tokens = Math.min(capacity, tokens + Math.max(0, now - filledAtMs) * rate / 1000);
        filledAtMs = now;
        if (tokens < 1) return false;
        tokens--;
        return true;
    }
}
