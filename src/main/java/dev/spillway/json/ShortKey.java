package dev.spillway.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A key of ours for systems whose fields are shorter than our keys: 32 hex digits that stand for a text, always the same. */
public final class ShortKey {
    private static final int BYTES = 16;

    private ShortKey() {}

    /** The first 128 bits of SHA-256. */
    public static String of(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
