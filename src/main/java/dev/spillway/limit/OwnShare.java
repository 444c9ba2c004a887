package dev.spillway.limit;

import java.time.Duration;
import java.util.Optional;

/** This node's share of one limit, beginning empty. Belongs to one event loop. */
final class OwnShare {
    /** When to look again whether there is a share. */
    private static final Duration NONE_YET = Duration.ofSeconds(1);

    private TokenBucket bucket;
    private int running;

    /** @param nowMicros from when on something gathers in it: others may have had from Redis what gathered before */
    OwnShare(long nowMicros) {
        this.bucket = new TokenBucket(new Rate(1, 1), 0, nowMicros);
    }

    /** How often {@code need} could be met, at most {@code max} times; takes nothing. */
    Grant look(Need need, int max, int nodes, long nowMicros) {
        if (need.limit().kind() instanceof Limit.Slots slots) return free(nodes < 1 ? 0 : slots.max() / nodes, max);
        var part = part(need.limit().kind(), nodes);
        return part.isEmpty()
                ? new Grant(0, NONE_YET)
                : bucket.at(part.get()).take(max, need.cost(), nowMicros).grant();
    }

    /** Takes what {@link #look} found. */
    void take(Need need, int times, int nodes, long nowMicros) {
        if (need.limit().kind() instanceof Limit.Slots) running += times;
        part(need.limit().kind(), nodes)
                .ifPresent(part -> bucket =
                        bucket.at(part).take(times, need.cost(), nowMicros).rest());
    }

    /** Puts back what was taken and not used. */
    void putBack(Need need, int times, int nodes) {
        if (need.limit().kind() instanceof Limit.Slots) running -= times;
        part(need.limit().kind(), nodes)
                .ifPresent(part -> bucket = bucket.at(part).plus(times * need.cost()));
    }

    /** A slot is free again. */
    void leave() {
        running = Math.max(0, running - 1);
    }

    /** Whether a limit is large enough to be parted among so many. */
    static boolean canPart(Limit.Kind kind, int nodes) {
        return part(kind, nodes).isPresent();
    }

    private Grant free(int part, int max) {
        var free = Math.min(max, Math.max(0, part - running));
        return new Grant(free, free < max ? NONE_YET : Duration.ZERO);
    }

    private static Optional<Rate> part(Limit.Kind kind, int nodes) {
        if (nodes < 1) return Optional.empty();
        if (kind instanceof Limit.Pace pace) return part(pace, nodes);
        if (kind instanceof Limit.Credit credit) return part(credit, nodes);
        return kind instanceof Limit.Quota quota ? part(quota, nodes) : Optional.empty();
    }

    /**
     * Of a bucket too small to be parted each node still gets one at once if the other side counts by windows: then all let
     * {@code nodes + perSecond * window} go in one, and the rate makes up for it.
     */
    static Optional<Rate> part(Limit.Pace pace, int nodes) {
        var whole = pace.rate();
        if (whole.capacity() >= nodes || pace.window().isZero()) return whole.part(nodes);
        var over = (nodes - whole.capacity()) / (pace.window().toNanos() / 1e9);
        return Rate.within(1, (whole.perSecond() - over) / nodes);
    }

    /** Without credit: nobody knows what others have had of it. */
    private static Optional<Rate> part(Limit.Credit credit, int nodes) {
        return Rate.within(1, 1e9 / credit.interval().toNanos() / nodes);
    }

    /** What the quota brings in over its time, evenly: nobody knows what of it the others have used. */
    private static Optional<Rate> part(Limit.Quota quota, int nodes) {
        var perSecond = quota.max() / (quota.per().toNanos() / 1e9) / nodes;
        return Rate.within(Math.max(1, quota.max() / nodes / RedisLimits.SLICES), perSecond);
    }
}
