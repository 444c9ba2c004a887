package dev.spillway.event;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex. Callable from any thread: each keeps a digest, since making one costs more than using it. */
final class Sha256 {
    static final int BYTES = 32;

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::make);
    private static final HexFormat HEX = HexFormat.of();

    private Sha256() {}

    private static MessageDigest make() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The first bytes of the digest of a part of an array. */
    static String hex(byte[] array, int offset, int length, int bytes) {
        var digest = DIGEST.get();
        digest.update(array, offset, length);
        return HEX.formatHex(digest.digest(), 0, bytes);
    }
}
