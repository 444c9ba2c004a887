package dev.spillway.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** This node's shares of even limits while Redis is away: lines of its own, as many times slower as there are nodes. Belongs to one event loop. */
final class OwnBeats {
    /** When to look again whether there is a share. */
    private static final Duration NONE_YET = Duration.ofSeconds(1);

    private final IntSupplier nodes;
    private final Map<String, Share> shares = new HashMap<>();
    private double notBefore;

    private record Share(int nodes, double perSecond, Line line) {}

    /** @param nodes how many share; 0 if that was never known */
    OwnBeats(IntSupplier nodes) {
        this.nodes = nodes;
    }

    /** Begins anew. Nothing goes before that time. */
    void begin(double notBeforeMicros) {
        shares.clear();
        notBefore = notBeforeMicros;
    }

    /** What this node may do alone. */
    Lease lease(Even even, Wish wish, double now) {
        var among = nodes.getAsInt();
        if (among < 1 || Even.beats(even.perSecond(), among) <= 0)
            return Lease.none(NONE_YET, Even.beats(even.perSecond()));
        return share(even, among, now).line.lease(wish, now);
    }

    /** Its times were taken elsewhere, and maybe later: those behind them keep their distance. */
    void wentOn(Even even, Lease lease) {
        var share = shares.get(even.name());
        if (share != null && lease.count() > 0) share.line.notBefore(lease.lastMicros() + 1e6 / share.perSecond);
    }

    /** A line whose speed has changed goes on where it was. */
    private Share share(Even even, int among, double now) {
        var perSecond = Even.beats(even.perSecond(), among);
        var known = shares.get(even.name());
        if (known != null && known.nodes == among && known.perSecond == perSecond) return known;
        var from = Math.max(notBefore, known == null ? now : known.line.nextMicros());
        var fresh = new Share(among, perSecond, new Line(perSecond, even.floorPercent(), Ahead.ALONE, from));
        shares.put(even.name(), fresh);
        return fresh;
    }
}
