package dev.spillway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash short enough for people to compare at a glance: eight hex digits, the first of a SHA-256. */
final class ShortHash {
    private static final int BYTES = 4;

    private final MessageDigest digest;

    ShortHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of what things show of themselves. */
    static String of(Object... things) {
        var hash = new ShortHash();
        for (var thing : things) hash.add(String.valueOf(thing).getBytes(StandardCharsets.UTF_8));
        return hash.text();
    }

    /** Adds a part; where it ends counts, too. */
    void add(byte[] part) {
        digest.update(part);
        digest.update((byte) 0);
    }

    /** The hash of all parts. */
    String text() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
