package dev.spillway.connector;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value that a header holds, alone or among others, e.g. {@code v1=…} in {@code t=1700000000,v1=…}.
 *
 * @param header its name
 * @param separator between values; empty if there is only one
 * @param prefix before the value; values without it are others
 */
record HeaderField(String header, String separator, String prefix) {
    /** Nobody sends more signatures than secrets and versions; what is beyond is not looked at. */
    private static final int VALUES_MAX = 16;

    boolean isIn(Arrival arrival) {
        var value = arrival.header(header);
        return value != null && !value.isBlank();
    }

    List<String> values(Arrival arrival) {
        var value = arrival.header(header);
        if (value == null) return List.of();
        return parts(value)
                .map(String::strip)
                .filter(part -> part.startsWith(prefix))
                .map(part -> part.substring(prefix.length()))
                .toList();
    }

    /** Null if there is none. */
    @Nullable
    String first(Arrival arrival) {
        var values = values(arrival);
        return values.isEmpty() ? null : values.get(0);
    }

    private Stream<String> parts(String value) {
        if (separator.isEmpty()) return Stream.of(value);
        return Pattern.compile(Pattern.quote(separator)).splitAsStream(value).limit(VALUES_MAX);
    }
}
