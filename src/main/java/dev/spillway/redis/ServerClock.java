package dev.spillway.redis;

import org.jspecify.annotations.Nullable;

/**
 * What a Redis server's clock shows, by our own monotonic clock: an interval, since nobody knows when between question and
 * answer the server looked. The narrowest sample holds until its interval, growing with age, is wider than a newer one's, or
 * the two contradict each other: then the server's clock was set. Pure; used on one event loop.
 */
public final class ServerClock {
    /** Two clocks drift apart by a two-thousandth at most: 500 ppm is how fast NTP slews. */
    private static final long DRIFT_PART = 2_000;

    /** Four numbers are cut to microseconds: TIME, both of our own, and half the way. */
    private static final long CUT_MICROS = 4;

    private record Sample(long aheadMicros, long errorMicros, long atMicros) {
        long errorAt(long micros) {
            return errorMicros + Math.abs(micros - atMicros) / DRIFT_PART;
        }
    }

    private @Nullable Sample best;

    /**
     * Takes an answer of the server.
     *
     * @param sentNanos when it was asked, by {@link System#nanoTime()}
     * @param receivedNanos when the answer was here
     * @param serverMicros what the server's clock showed, since 1970
     */
    public void learn(long sentNanos, long receivedNanos, long serverMicros) {
        var half = (receivedNanos - sentNanos) / 2_000;
        var error = half + 2 * half / DRIFT_PART + CUT_MICROS; // the clocks drift on the way, too
        var at = receivedNanos / 1_000;
        var fresh = new Sample(serverMicros - (sentNanos / 1_000 + half), error, at);
        var kept = best;
        if (kept == null || fresh.errorMicros <= kept.errorAt(at) || contradict(kept, fresh, at)) best = fresh;
    }

    private static boolean contradict(Sample kept, Sample fresh, long at) {
        return Math.abs(kept.aheadMicros - fresh.aheadMicros) > kept.errorAt(at) + fresh.errorMicros;
    }

    /** What was learned holds no more. */
    public void forget() {
        best = null;
    }

    /** By how much we may be wrong at a moment, in microseconds; a very large number before the first sample. */
    public long errorMicros(long nanos) {
        var known = best;
        return known == null ? Long.MAX_VALUE : known.errorAt(nanos / 1_000);
    }

    /** The likeliest time of the server, in microseconds since 1970; there must have been a sample. */
    public long likelyMicros(long nanos) {
        var known = best;
        if (known == null) throw new IllegalStateException("nothing is known of the server's clock");
        return nanos / 1_000 + known.aheadMicros;
    }

    /** A time that the server surely shows or has passed at that moment; there must have been a sample. */
    public long surelyReachedMicros(long nanos) {
        return likelyMicros(nanos) - errorMicros(nanos);
    }
}
