package dev.spillway.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a kind of line is called in the database and in a trace, and which comes first at the same moment. */
final class KindName {
    private static final Map<String, Integer> RANKS =
            Arrays.stream(LedgerEntry.Kind.values()).collect(Collectors.toMap(KindName::of, Enum::ordinal));

    private KindName() {}

    static String of(LedgerEntry.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The place of a kind among those of one moment; one that a newer version wrote comes last. */
    static int rank(String name) {
        return RANKS.getOrDefault(name, RANKS.size());
    }
}
