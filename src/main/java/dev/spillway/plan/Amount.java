package dev.spillway.plan;

import java.util.Locale;

/** Amounts as people read them. */
final class Amount {
    private static final String PREFIXES = "kMGTPE";
    private static final int STEP = 1000;

    private Amount() {}

    /** With three digits and a decimal prefix: 1.23 GB. */
    static String bytes(double bytes) {
        var left = bytes;
        var prefix = -1;
        while (left >= STEP - 0.5 && prefix < PREFIXES.length() - 1) {
            left /= STEP;
            prefix++;
        }
        return prefix < 0 ? number(left) + " B" : digits(left) + " " + PREFIXES.charAt(prefix) + "B";
    }

    private static String digits(double value) {
        var decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Whole, in groups of three digits; "no limit" if it is infinite. */
    static String number(double value) {
        return Double.isInfinite(value) ? "no limit" : String.format(Locale.ROOT, "%,.0f", value);
    }

    /** With one decimal, two if it is small. */
    static String cores(double cores) {
        return String.format(Locale.ROOT, cores < 1 ? "%.2f" : "%,.1f", cores);
    }

    /** In seconds, and in hours and minutes where that reads better. */
    static String time(double seconds) {
        var minutes = Math.round(seconds / 60);
        if (minutes < 2) return number(seconds) + " s";
        return number(seconds) + " s (" + (minutes < 60 ? "" : minutes / 60 + " h ") + minutes % 60 + " min)";
    }
}
