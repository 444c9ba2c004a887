package dev.spillway.whatsapp;

import dev.spillway.connector.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Cloud API's error codes and what each leads to, read from {@code errors.csv}. Immutable. */
public final class ErrorTable {
    private static final String RESOURCE = "errors.csv";
    private static final int COLUMNS = 7;

    private final TreeMap<Integer, Reaction> byFirst = new TreeMap<>();

    private ErrorTable() {}

    /** The table that comes with the gateway. */
    public static ErrorTable load() {
        try (InputStream in = ErrorTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) throw new IllegalStateException(RESOURCE + " is missing from the class path");
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + RESOURCE, e);
        }
    }

    /** Reads a table; fails with the line's number for a line that is wrong or names a code twice. */
    static ErrorTable parse(String text) {
        var table = new ErrorTable();
        var lines = text.split("\n", -1);
        for (var i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank() && !lines[i].startsWith("#")) table.add(lines[i], i + 1);
        }
        return table;
    }

    private void add(String line, int number) {
        try {
            put(reaction(line.split(";", COLUMNS)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(RESOURCE + ":" + number + ": " + e.getMessage(), e);
        }
    }

    private void put(Reaction reaction) {
        var before = byFirst.floorEntry(reaction.last());
        if (before != null && before.getValue().last() >= reaction.first()) {
            throw new IllegalArgumentException("code " + reaction.first() + " stands twice");
        }
        byFirst.put(reaction.first(), reaction);
    }

    private static Reaction reaction(String[] columns) {
        if (columns.length < COLUMNS) throw new IllegalArgumentException("needs " + COLUMNS + " columns");
        var codes = columns[0].split("-", 2);
        var last = codes[codes.length - 1];
        var kind = Outcome.Kind.valueOf(columns[3]);
        return new Reaction(
                Integer.parseInt(codes[0]),
                Integer.parseInt(last),
                Reaction.Wanted.of(columns[1]),
                columns[2],
                kind,
                columns[4],
                pause(columns[5]),
                columns[6]);
    }

    private static @Nullable Duration pause(String text) {
        try {
            return text.isEmpty() ? null : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("retryAfter must be an ISO duration, was " + text, e);
        }
    }

    /** All reactions, by code. */
    Collection<Reaction> all() {
        return byFirst.values();
    }

    /** The reaction to a code; empty for a code nobody has described. */
    public Optional<Reaction> find(int code) {
        return Optional.ofNullable(byFirst.floorEntry(code))
                .map(Map.Entry::getValue)
                .filter(reaction -> code <= reaction.last());
    }
}
