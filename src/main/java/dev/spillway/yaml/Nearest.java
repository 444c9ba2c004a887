package dev.spillway.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses which word somebody meant. */
final class Nearest {
    private static final int EDITS_MAX = 2;

    private Nearest() {}

    static String cure(String word, Collection<String> known) {
        if (known.isEmpty()) return "remove it";
        var all = String.join(", ", known.stream().sorted().toList());
        return known.stream()
                .filter(candidate -> edits(word, candidate) <= EDITS_MAX)
                .min(Comparator.comparingInt(candidate -> edits(word, candidate)))
                .map(near -> "did you mean \"" + near + "\"? Known are " + all)
                .orElse("use one of " + all);
    }

    private static int edits(String one, String other) {
        return LevenshteinDistance.getDefaultInstance()
                .apply(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }
}
