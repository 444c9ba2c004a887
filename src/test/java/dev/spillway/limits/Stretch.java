package dev.spillway.limits;

/** A stretch of time, in milliseconds since 1970. */
record Stretch(long fromMs, long toMs) {
    /** Which part of what a number may send then, so many are. */
    double part(int count, int perSecond) {
        return count * 1_000.0 / (perSecond * (double) (toMs - fromMs));
    }

    boolean holds(long atMs) {
        return atMs >= fromMs && atMs < toMs;
    }
}
