package dev.spillway.json;

import java.nio.charset.StandardCharsets;

/**
 * Text as part of a URL (RFC 3986): everything but unreserved characters is percent-encoded, as UTF-8. What comes out can
 * neither end its segment or parameter nor start another.
 */
public final class UrlText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private UrlText() {}

    /**
     * One path segment. Refuses the empty text and the dot segments with {@link IllegalArgumentException}: they would name
     * another resource, encoded or not.
     */
    public static String segment(String text) {
        if (text.isEmpty() || ".".equals(text) || "..".equals(text)) {
            throw new IllegalArgumentException("an empty text and dots are not a path segment");
        }
        return encode(text);
    }

    /** One name or value of a query. */
    public static String query(String text) {
        return encode(text);
    }

    private static String encode(String text) {
        var out = new StringBuilder(text.length() + 8);
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) append(out, octet);
        return out.toString();
    }

    private static void append(StringBuilder out, byte octet) {
        if (unreserved(octet)) {
            out.append((char) octet);
        } else {
            out.append('%').append(HEX[(octet >> 4) & 0xF]).append(HEX[octet & 0xF]);
        }
    }

    private static boolean unreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || "-._~".indexOf(octet) >= 0;
    }
}
