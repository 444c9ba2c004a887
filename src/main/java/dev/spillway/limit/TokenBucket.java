package dev.spillway.limit;

import java.time.Duration;

/**
 * A token bucket as a value: what is in it and since when. {@code limits.lua} does the same sums in the same order.
 *
 * <p>Time is an integer of microseconds and therefore exact; tokens are a double of at most a million, so that a sum is
 * wrong by less than 10<sup>-9</sup> of a token. A clock that steps back gives nothing twice: nothing comes in until it
 * has caught up. After a step longer than the bucket takes to fill the count starts again from the new time, or a bucket
 * could stay dry for hours.
 *
 * @param rate capacity and refill
 * @param tokens 0..capacity
 * @param atMicros when {@code tokens} was right
 */
record TokenBucket(Rate rate, double tokens, long atMicros) {
    private static final double MICROS = 1_000_000;
    /** What a sum of doubles may be short of a whole token that has come. */
    private static final double HAIR = 1e-9;

    private static final double MILLIS = 1_000;

    /** What was granted, and the bucket after it. */
    record Taken(Grant grant, TokenBucket rest) {}

    /** A full one. */
    static TokenBucket full(Rate rate, long nowMicros) {
        return new TokenBucket(rate, rate.capacity(), nowMicros);
    }

    /** Takes up to {@code max} times {@code cost}; the wait is until it has that once more. */
    Taken take(int max, double cost, long nowMicros) {
        var filled = refilled(nowMicros);
        var granted = (int) Math.min(max, Math.floor((filled.tokens + HAIR) / cost));
        var rest = new TokenBucket(rate, Math.max(0, filled.tokens - granted * cost), filled.atMicros);
        return new Taken(new Grant(granted, rest.until(cost)), rest);
    }

    /** The same under another rate. */
    TokenBucket at(Rate other) {
        return new TokenBucket(other, tokens, atMicros);
    }

    /** With so many put back; never more than full. */
    TokenBucket plus(double more) {
        return new TokenBucket(rate, Math.min(rate.capacity(), tokens + more), atMicros);
    }

    private TokenBucket refilled(long now) {
        if (now < atMicros) return atMicros - now > fillMicros() ? new TokenBucket(rate, tokens, now) : this;
        var come = (now - atMicros) * rate.perSecond() / MICROS;
        return new TokenBucket(rate, Math.min(rate.capacity(), tokens + come), now);
    }

    private double fillMicros() {
        return rate.capacity() / rate.perSecond() * MICROS;
    }

    private Duration until(double cost) {
        if (tokens >= cost) return Duration.ZERO;
        return Duration.ofMillis((long) Math.ceil((cost - tokens) / rate.perSecond() * MILLIS));
    }
}
