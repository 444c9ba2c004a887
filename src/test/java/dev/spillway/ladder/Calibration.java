package dev.spillway.ladder;

/** Looks for the highest rate that can be sustained: up by steps until one cannot, then between. */
final class Calibration {
    private static final double STEP = 1.4;
    private static final double CLOSE = 1.12;
    private static final int TRIALS_MAX = 9;

    private double rate;
    private double sustained;
    private double tooMuch = Double.POSITIVE_INFINITY;
    private int trials;

    /** @param first rate to try */
    Calibration(double first) {
        rate = first;
    }

    /** The rate to try next. */
    double rate() {
        return rate;
    }

    /** How that went. */
    void was(boolean isSustained) {
        trials++;
        if (isSustained) sustained = rate;
        else tooMuch = rate;
        if (Double.isInfinite(tooMuch)) rate = sustained * STEP;
        else if (sustained == 0) rate = tooMuch / STEP;
        else rate = Math.sqrt(sustained * tooMuch);
    }

    boolean isDone() {
        return trials == TRIALS_MAX || (sustained > 0 && tooMuch / sustained < CLOSE);
    }

    /** The highest that was sustained; 0 if none was. */
    double best() {
        return sustained;
    }
}
