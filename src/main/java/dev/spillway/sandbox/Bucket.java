package dev.spillway.sandbox;

import java.util.function.LongSupplier;

/** A token bucket that holds one second's worth, at least one token. Rate 0 = no limit. */
final class Bucket {
    private static final double NANOS = 1e9;

    private final double rate;
    private final double capacity;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filledAt;

    /** @param rate tokens a second; 0 = no limit */
    Bucket(double rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.capacity = Math.max(1, rate);
        this.nanoTime = nanoTime;
        this.tokens = capacity;
        this.filledAt = nanoTime.getAsLong();
    }

    boolean tryTake() {
        if (rate == 0) return true;
        var now = nanoTime.getAsLong();
        tokens = Math.min(capacity, tokens + (now - filledAt) / NANOS * rate);
        filledAt = now;
        if (tokens < 1) return false;
        tokens--;
        return true;
    }
}
