package dev.spillway.ingress.meta;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes JSON the way nobody would: keys in any order, white space anywhere, every kind of escape. */
final class JsonText {
    private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t ", "\r\n  ");
    private static final List<String> CHARACTERS = List.of(
            "a",
            "Z",
            "0",
            " ",
            "ñ",
            "é",
            "漢",
            "🧥",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\\\"",
            "\\\\",
            "\\/",
            "/",
            "\\n",
            "\\u00e4",
            "\\ud83d\\ude00",
            "\\u0000",
            "<",
            "%",
            "@");
    private static final List<String> SCALARS =
            List.of("null", "true", "false", "0", "-17", "3.25", "1e9", "-0.5E-3", "\"\"", "{}", "[]");

    private final Random random;

    JsonText(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String space() {
        return SPACES.get(below(SPACES.size()));
    }

    String string() {
        return IntStream.range(0, below(12))
                .mapToObj(i -> CHARACTERS.get(below(CHARACTERS.size())))
                .collect(Collectors.joining("", "\"", "\""));
    }

    /** Any value, nested at most so deep. */
    String value(int depth) {
        return switch (depth > 0 ? below(4) : below(2)) {
            case 0 -> SCALARS.get(below(SCALARS.size()));
            case 1 -> string();
            case 2 ->
                array(IntStream.range(0, below(4))
                        .mapToObj(i -> value(depth - 1))
                        .toList());
            default -> object(extras(below(4), depth - 1));
        };
    }

    /** Fields of names that mean nothing to us. */
    List<String> extras(int count, int depth) {
        return IntStream.range(0, count)
                .mapToObj(i -> field("x" + below(100) + (below(2) == 0 ? "é" : "\\u00e9"), value(depth)))
                .toList();
    }

    String field(String name, String value) {
        return space() + "\"" + name + "\"" + space() + ":" + space() + value + space();
    }

    String array(List<String> elements) {
        return elements.stream().map(e -> space() + e + space()).collect(Collectors.joining(",", "[", "]"));
    }

    /** An object of fields in any order. */
    String object(List<String> fields) {
        var shuffled = new ArrayList<>(fields);
        Collections.shuffle(shuffled, random);
        return shuffled.stream().collect(Collectors.joining(",", "{", "}"));
    }

    String object(List<String> fields, String... more) {
        return object(Stream.concat(fields.stream(), Stream.of(more)).toList());
    }
}
