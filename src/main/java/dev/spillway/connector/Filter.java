package dev.spillway.connector;

import dev.spillway.event.Phone;
import dev.spillway.json.QuotedText;
import dev.spillway.json.ShortKey;
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
    /** The digits by which we know a phone number, whichever way it was written. */
    CANONICAL {
        @Override
        String apply(String text) {
            return Phone.canonical(text);
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
    },
    /** 32 hex digits that stand for it. */
    SHORT {
        @Override
        String apply(String text) {
            return ShortKey.of(text);
        }
    },
    /** Inside the quotes of an OData literal. */
    ODATA {
        @Override
        String apply(String text) {
            return QuotedText.doubled(text);
        }
    },
    /** Inside the quotes of a SuiteQL or SQL literal. */
    SQL {
        @Override
        String apply(String text) {
            return QuotedText.doubled(text);
        }
    },
    /** Inside the quotes of a SOQL or SOSL literal. */
    SOQL {
        @Override
        String apply(String text) {
            return QuotedText.backslashed(text);
        }
    };

    /** Throws {@link IllegalArgumentException} if the value cannot stand there. */
    abstract String apply(String text);

    boolean escapes() {
        return this == SEG || this == QUERY;
    }

    /** Whether a value may stand between quotes behind it. */
    boolean quotes() {
        return this == ODATA || this == SQL || this == SOQL || this == DIGITS || this == SHORT;
    }

    /** As written. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
