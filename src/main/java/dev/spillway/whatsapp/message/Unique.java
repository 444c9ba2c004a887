package dev.spillway.whatsapp.message;

import java.util.HashSet;
import java.util.Set;

/** Reads texts of which no two may be the same, field by field. Used for one message. */
final class Unique {
    private final Set<String> seen = new HashSet<>();

    /** A text of 1..max characters that did not stand in that field before. */
    String text(Fields input, String field, int max) {
        var text = input.text(field, max);
        if (!seen.add(field + "=" + text)) throw input.wrong(field, "stands twice");
        return text;
    }
}
