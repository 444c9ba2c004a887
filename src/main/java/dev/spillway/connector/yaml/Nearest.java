package dev.spillway.connector.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses which word somebody meant. */
final class Nearest {
    private static final int EDITS_MAX = 2;

    private Nearest() {}

    static String cure(String word, Collection<String> known) {
        var near = known.stream()
                .filter(candidate -> edits(word, candidate) <= EDITS_MAX)
                .min(Comparator.comparingInt(candidate -> edits(word, candidate)));
        var all = "use one of " + String.join(", ", known.stream().sorted().toList());
        return near.map(candidate -> "did you mean \"" + candidate + "\"?").orElse(known.isEmpty() ? "remove it" : all);
    }

    /** Levenshtein's distance, whatever the case. */
    private static int edits(String one, String other) {
        var a = one.toLowerCase(Locale.ROOT);
        var b = other.toLowerCase(Locale.ROOT);
        var row = new int[b.length() + 1];
        for (var j = 0; j < row.length; j++) row[j] = j;
        for (var i = 1; i <= a.length(); i++) nextRow(row, a.charAt(i - 1), b, i);
        return row[b.length()];
    }

    private static void nextRow(int[] row, char c, String b, int first) {
        var diagonal = row[0];
        row[0] = first;
        for (var j = 1; j < row.length; j++) {
            var replaced = diagonal + (b.charAt(j - 1) == c ? 0 : 1);
            diagonal = row[j];
            row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
        }
    }
}
