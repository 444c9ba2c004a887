package dev.spillway.limit;

/**
 * Finds how many calls side by side a backend works on, where it tells nobody: by the time they take. TCP Vegas (L. Brakmo and
 * L. Peterson, "TCP Vegas: End to End Congestion Avoidance on a Global Internet", IEEE JSAC 13(8), 1995), applied to
 * concurrency as Netflix' concurrency-limits does (VegasLimit), with the look at the empty road of BBR (N. Cardwell and others,
 * "BBR: Congestion-Based Congestion Control", ACM Queue 14(5), 2016: ProbeRTT):
 *
 * <pre>
 *   waiting = 1 - base / latency            the part of its time that a call waits for others
 *   waiting &lt; {@value #ALPHA}    one more, then two, four...    (not unless all that are allowed are under way)
 *   waiting &gt; {@value #BETA}    as many as are being worked on: base / latency of those under way; no try for a while
 *   every {@value #LOOK_EVERY} windows      half as many for one window: what they take is base
 * </pre>
 *
 * <p>What differs, since a backend has a handful of workers and answers in times that scatter, while Vegas was made for many
 * packets and a steady road: latency is the mean of a window of calls, the bounds are parts of it and not whole packets, and
 * base is not the least of all times. Several nodes find their parts of the same backend. Not thread-safe.
 */
public final class VegasLimit {
    static final double ALPHA = 0.05;
    static final double BETA = 0.12;
    static final int LOOK_EVERY = 25;
    /** Windows after one in which calls waited until one more is tried. */
    private static final int REST = 5;
    /** Calls whose mean tells a tenth from chance. */
    private static final int WINDOW_MIN = 40;

    private static final int WINDOW_PER_CALL = 4;
    private static final int WINDOW_MAX = 500;
    /** How far a window's mean may be off by chance. */
    private static final double CERTAIN = 0.03;
    /** How much of base is of the last look; a backend that became much faster shows in any window. */
    private static final double NEWER = 0.4;
    /** What is left after the backend said that it is too busy, as concurrency-limits does. */
    private static final double LESS = 0.9;

    private final int min;
    private final int max;
    private int limit;
    private double base;
    private int step = 1;
    private int rest;
    private int windows;
    private int before;
    private int skip;
    private int calls;
    private double sum;
    private double squares;
    private int most;
    private boolean refused;

    /**
     * Begins with the least.
     *
     * @param min 1..max
     * @param max up to 10000
     */
    public VegasLimit(int min, int max) {
        if (min < 1 || max < min) throw new IllegalArgumentException("adaptive needs 1 <= min <= max");
        this.min = min;
        this.max = max;
        this.limit = min;
    }

    /** How many calls may be under way now, min..max. */
    public int limit() {
        return limit;
    }

    /**
     * A call has ended.
     *
     * @param nanos how long it took
     * @param underWay how many were under way when it ended, itself included
     * @param answered whether it was answered, and not with being too busy
     */
    public void ended(long nanos, int underWay, boolean answered) {
        refused |= !answered;
        if (skip > 0) {
            skip--;
            return;
        }
        calls++;
        sum += nanos;
        most = Math.max(most, underWay);
        squares += (double) nanos * nanos;
        if (calls >= Math.max(WINDOW_MIN, WINDOW_PER_CALL * limit) && tells()) decide(sum / calls);
    }

    /** What was refused or lost tells enough by itself; how long it took would scatter a window for long. */
    private boolean tells() {
        return refused || calls >= WINDOW_MAX || isCertain();
    }

    /** Whether chance moves the mean by less than its part that matters. */
    private boolean isCertain() {
        var mean = sum / calls;
        return (squares / calls - mean * mean) / calls < CERTAIN * CERTAIN * mean * mean;
    }

    private void decide(double latency) {
        windows++;
        if (before > 0) looked(latency);
        else adjust(latency);
        calls = 0;
        sum = 0;
        squares = 0;
        most = 0;
        refused = false;
    }

    private void adjust(double latency) {
        if (base == 0 || latency < base * (1 - 2 * BETA)) base = latency;
        var waiting = 1 - base / latency;
        if (refused) set(limit * LESS);
        else if (waiting > BETA) retreat(latency);
        else if (windows % LOOK_EVERY == 0 && limit > min) look();
        else if (rest > 0) rest--;
        else if (waiting < ALPHA && most >= limit) grow();
    }

    private void look() {
        before = limit;
        set(limit / 2.0);
    }

    private void looked(double latency) {
        base += (latency - base) * NEWER;
        set(before);
        before = 0;
    }

    /** With the least under way nobody waits for us: then it is the backend that has become slower. */
    private void retreat(double latency) {
        step = 1;
        if (limit == min) {
            base = latency;
            return;
        }
        set(Math.min(limit - 1, Math.rint(most * base / latency)));
        rest = REST;
    }

    private void grow() {
        set(limit + step);
        step = Math.min(2 * step, Math.max(1, limit / 4));
    }

    /** Calls that began under another limit say nothing of this one. */
    private void set(double wanted) {
        var bounded = (int) Math.max(min, Math.min(max, wanted));
        if (bounded != limit) skip = most;
        limit = bounded;
    }
}
