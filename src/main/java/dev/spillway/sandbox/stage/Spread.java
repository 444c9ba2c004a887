package dev.spillway.sandbox.stage;

/**
 * Numbers in [0, 1) that fill the range evenly: of n calls a share s is hit n*s times, give or take one or two, in the same
 * order in every run and without a period that a client's own pattern could fall in with (multiples of the golden ratio).
 */
public final class Spread {
    private static final double GOLDEN = 0.618_033_988_749_894_9;

    private double last = 0.5;

    public double next() {
        last = (last + GOLDEN) % 1.0;
        return last;
    }

    public boolean hits(double share) {
        return next() < share;
    }
}
