package dev.spillway.json;

import dev.spillway.event.Phone;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** What expressions may do with texts beside JSONata's own functions. */
final class Texts {
    /** RFC 4122's name space of URLs. */
    private static final String URL_SPACE = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

    private static final Pattern SAP_DATE = Pattern.compile("/Date\\((-?\\d{1,15})(?:[+-]\\d{4})?\\)/");

    private Texts() {}

    static String digits(String text) {
        var digits = new StringBuilder(text.length());
        text.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    static String canonicalPhone(String text) {
        return Phone.canonical(text);
    }

    /** At most so many code points; a cut shows as an ellipsis within them. */
    static String truncate(String text, int max) {
        if (max < 1) throw new ExpressionException("a length must be at least 1");
        if (text.codePointCount(0, text.length()) <= max) return text;
        return text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
    }

    static String segment(String text) {
        try {
            return UrlText.segment(text);
        } catch (IllegalArgumentException e) {
            throw new ExpressionException("an empty text and dots are not a path segment");
        }
    }

    /** {@code /Date(1793527200000+0060)/} as ISO 8601, in UTC; the offset is where it was written, not when it was. */
    static String sapDate(String text) {
        var matcher = SAP_DATE.matcher(text);
        if (matcher.matches())
            return Instant.ofEpochMilli(Long.parseLong(matcher.group(1))).toString();
        throw new ExpressionException("a date that is not written /Date(milliseconds)/");
    }

    static String uuid5(String name) {
        return uuid5(name, URL_SPACE);
    }

    /** RFC 4122 version 5: the same name in the same space is the same id, everywhere and always. */
    static String uuid5(String name, String space) {
        var hash = sha1();
        hash.update(octets(space));
        var digest = ByteBuffer.wrap(hash.digest(name.getBytes(StandardCharsets.UTF_8)));
        var high = (digest.getLong() & ~0xF000L) | 0x5000L;
        var low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private static byte[] octets(String space) {
        try {
            var id = UUID.fromString(space);
            return ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
        } catch (IllegalArgumentException e) {
            throw new ExpressionException("the name space is not a UUID");
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
