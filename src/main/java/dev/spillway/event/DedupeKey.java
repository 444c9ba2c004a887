package dev.spillway.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes two events of one source the same, as readable text, e.g. {@code 118264500913347:wamid.HQ…:read}. May hold a
 * phone number: it goes into stores, never into logs.
 */
public record DedupeKey(String value) {
    private static final int ID_BYTES = 16;

    /** The id of the event with this key. Callable from any thread. */
    public EventId id(String source) {
        var digest = sha256();
        digest.update(source.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(value.getBytes(StandardCharsets.UTF_8));
        return new EventId(HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "DedupeKey[***]";
    }
}
