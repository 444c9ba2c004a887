package dev.spillway.limit;

import java.time.Duration;

/**
 * One line of times, of which some are handed out. {@code even-lease.lua} does the same sums in the same order. Belongs to one event
 * loop.
 */
final class Line {
    /** What a sum of doubles may be short of a whole. */
    private static final double HAIR = 1e-6;

    private final double gap;
    private final double floorShare;
    private final Ahead ahead;
    private double next;
    private double floorAt;
    private double wait;
    private int granted;

    /**
     * @param perSecond times in the line
     * @param nextMicros the first time that is not handed out
     */
    Line(double perSecond, int floorPercent, Ahead ahead, double nextMicros) {
        this.gap = 1e6 / perSecond;
        this.floorShare = floorPercent / 100.0;
        this.ahead = ahead;
        this.next = nextMicros;
        this.floorAt = nextMicros;
    }

    /** The first time that is not handed out. */
    double nextMicros() {
        return next;
    }

    /** Hands out nothing before that time. */
    void notBefore(double micros) {
        next = Math.max(next, micros);
    }

    /** Hands out what may be. */
    Lease lease(Wish wish, double now) {
        var first = Math.max(next, now);
        var ranks = wish.byRank().size();
        next = first;
        granted = 0;
        wait = 0;
        for (var rank = 0; rank < ranks; rank++) grant(wish.byRank().get(rank), rank, ranks, now);
        return new Lease(first, gap, granted, Duration.ofNanos((long) (wait * 1e3)), 1e6 / gap);
    }

    private void grant(int wanted, int rank, int ranks, double now) {
        if (wanted == 0) return;
        var lowest = rank == ranks - 1;
        var n = room(wanted, ahead.micros(rank, ranks), now);
        if (n == 0 && lowest && owed(now) >= least(wanted))
            n = Math.min(least(wanted), room(wanted, ahead.floorMicros(ranks), now));
        next += n * gap;
        granted += n;
        if (n > 0 && lowest) repay(n, now);
        if (n < wanted) later(next + (least(wanted - n) - 1) * gap - now - ahead.micros(rank, ranks));
    }

    /** How many may be handed out: as far ahead as may be, if that is worth a question. */
    private int room(int wanted, double aheadMicros, double now) {
        var room = (int) Math.min(wanted, Math.floor((now + aheadMicros - next) / gap + HAIR) + 1);
        return room < least(wanted) ? 0 : room;
    }

    private int least(int wanted) {
        return (int) Math.min(wanted, Math.ceil(ahead.chunkMicros() / gap));
    }

    /** What the lowest rank should have had by now and had not, at most a chunk. */
    private double owed(double now) {
        return (now - floorAt) * floorShare / gap + HAIR;
    }

    private void repay(int n, double now) {
        if (floorShare == 0) return;
        var most = Math.ceil(ahead.chunkMicros() / gap) * gap / floorShare;
        floorAt = Math.min(now, Math.max(floorAt, now - most) + n * gap / floorShare);
    }

    private void later(double micros) {
        wait = wait == 0 ? Math.max(1, micros) : Math.min(wait, Math.max(1, micros));
    }
}
