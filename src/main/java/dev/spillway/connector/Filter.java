package dev.spillway.connector;

import dev.spillway.json.UrlText;
import java.util.Locale;

/** What a template may do to a value: {@code {in.phone|digits}}. */
enum Filter {
    /** Percent-encoded as one path segment. */
    SEG {
        @Override
        String apply(String text) {
            return UrlText.segment(text);
        }
    },
    /** Percent-encoded as a query value. */
    QUERY {
        @Override
        String apply(String text) {
            return UrlText.query(text);
        }
    },
    /** Its digits only. */
    DIGITS {
        @Override
        String apply(String text) {
            return text.replaceAll("[^0-9]", "");
        }
    },
    /** In lower case. */
    LOWER {
        @Override
        String apply(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    },
    /** In upper case. */
    UPPER {
        @Override
        String apply(String text) {
            return text.toUpperCase(Locale.ROOT);
        }
    };

    /** Throws {@link IllegalArgumentException} if the value cannot stand there. */
    abstract String apply(String text);

    boolean escapes() {
        return this == SEG || this == QUERY;
    }

    /** As written. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
