package dev.spillway.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** This node's share of a bucket, from when it begins, empty, until it ends. Belongs to one event loop. */
final class OwnShare {
    /** When to look again whether there is a share. */
    private static final Duration NONE_YET = Duration.ofSeconds(1);

    private final IntSupplier nodes;
    private @Nullable TokenBucket bucket;

    /** @param nodes how many share; 0 if that was never known */
    OwnShare(IntSupplier nodes) {
        this.nodes = nodes;
    }

    /** Begins, with nothing in it; again if it had begun: others may have had from Redis what gathered here. */
    void begin(Rate whole, long nowMicros) {
        bucket = new TokenBucket(whole, 0, nowMicros);
    }

    void end() {
        bucket = null;
    }

    /** Whether the bucket is large enough to be shared. */
    boolean has(Rate whole) {
        return part(whole).isPresent();
    }

    /** Takes up to {@code max}; nothing if it has not begun. */
    Grant take(Rate whole, int max, long nowMicros) {
        var part = part(whole);
        var now = bucket;
        if (part.isEmpty() || now == null) return new Grant(0, NONE_YET);
        var taken = now.at(part.get()).take(max, nowMicros);
        bucket = taken.rest();
        return taken.grant();
    }

    /** Puts back what was taken and not used. */
    void giveBack(Rate whole, int tokens) {
        var part = part(whole);
        var now = bucket;
        if (part.isPresent() && now != null) bucket = now.at(part.get()).plus(tokens);
    }

    private Optional<Rate> part(Rate whole) {
        return whole.part(nodes.getAsInt());
    }
}
