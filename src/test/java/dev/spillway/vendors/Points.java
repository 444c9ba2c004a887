package dev.spillway.vendors;

import java.time.Duration;
import java.time.Instant;

/** A bucket of points that fills at a steady rate. What a query turns out not to need is given back. */
final class Points {
    private int max;
    private int restore;
    private double available;
    private long spent;
    private Instant filledAt = Instant.EPOCH;

    /** @param restore points a second */
    Points(int max, int restore) {
        this.max = max;
        this.restore = restore;
        this.available = max;
    }

    void set(int max, int restore, Instant now) {
        this.max = max;
        this.restore = restore;
        this.available = max;
        this.filledAt = now;
    }

    boolean take(int cost, Instant now) {
        fill(now);
        if (available < cost) return false;
        available -= cost;
        spent += cost;
        return true;
    }

    void giveBack(int cost) {
        available = Math.min(max, available + cost);
        spent -= cost;
    }

    double available(Instant now) {
        fill(now);
        return Math.floor(available);
    }

    int max() {
        return max;
    }

    int restore() {
        return restore;
    }

    long spent() {
        return spent;
    }

    private void fill(Instant now) {
        var seconds = Duration.between(filledAt, now).toMillis() / 1000.0;
        if (seconds > 0) {
            available = Math.min(max, available + seconds * restore);
            filledAt = now;
        }
    }
}
