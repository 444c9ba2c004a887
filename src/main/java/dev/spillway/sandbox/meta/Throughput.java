package dev.spillway.sandbox.meta;

/**
 * Lets a business number send so many messages a second, and refuses what is more. What people write uses it up too, but is
 * never refused.
 */
final class Throughput {
    private static final long SECOND_US = 1_000_000;

    private final double perSecond;
    private final boolean slides;
    private final SlidingCount passed = new SlidingCount(SECOND_US);
    private double tokens;
    private long filledAtUs;

    /**
     * @param perSecond 0 = no limit
     * @param slides whether no second, beginning anywhere, may hold more; else one second's worth can be saved up
     */
    Throughput(double perSecond, boolean slides, long nowUs) {
        this.perSecond = perSecond;
        this.slides = slides;
        this.tokens = savedMax();
        this.filledAtUs = nowUs;
    }

    /** Whether it may pass; it has passed then. */
    boolean tryPass(long nowUs) {
        if (perSecond == 0) return true;
        var free = slides ? passed.count(nowUs) + 1 <= perSecond : refill(nowUs) >= 1;
        if (free) pass(nowUs);
        return free;
    }

    /** It passes in any case; as much as a second's worth can be owed. */
    void inbound(long nowUs) {
        if (perSecond == 0) return;
        refill(nowUs);
        pass(nowUs);
    }

    private void pass(long nowUs) {
        tokens = Math.max(-savedMax(), tokens - 1);
        if (slides) passed.add(nowUs);
    }

    private double refill(long nowUs) {
        tokens = Math.min(savedMax(), tokens + Math.max(0, nowUs - filledAtUs) * perSecond / SECOND_US);
        filledAtUs = nowUs;
        return tokens;
    }

    private double savedMax() {
        return Math.max(1, perSecond);
    }
}
