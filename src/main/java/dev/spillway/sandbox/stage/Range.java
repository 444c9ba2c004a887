package dev.spillway.sandbox.stage;

/** Checks of numbers that people set. */
public final class Range {
    private Range() {}

    public static void check(String key, double value, double min, double max) {
        if (value >= min && value <= max) return;
        throw new IllegalArgumentException(key + " must be " + text(min) + ".." + text(max) + ", was " + text(value));
    }

    private static String text(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
