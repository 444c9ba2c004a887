package dev.spillway.dead;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A place in the letters by time of death. */
record Cursor(Instant at, String id) {
    static final Cursor FIRST = new Cursor(Instant.parse("0001-01-01T00:00:00Z"), "");
    static final Cursor LAST = new Cursor(Instant.parse("9999-12-31T23:59:59Z"), "");

    /** As it stands in a URL: microseconds, as Postgres keeps them, and the id. */
    String text() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
    }

    /** @throws IllegalArgumentException if it is not one of ours */
    static Cursor parse(String text) {
        var split = text.indexOf('_');
        if (split < 1 || split > 17 || text.indexOf('\0') >= 0)
            throw new IllegalArgumentException("after is none of ours");
        try {
            var micros = Long.parseLong(text.substring(0, split));
            return new Cursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), text.substring(split + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("after is none of ours");
        }
    }
}
