package dev.spillway.ingress;

import dev.spillway.event.Hex;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 over the raw bytes of a body, by any of several secrets. Callable from any thread: each keeps ciphers of its own.
 *
 * <p>Hex must be lower-case, as providers send it: one signature then has one spelling. Digests are compared in constant time.
 * A body that fits no secret is tried with all of them, so the time of a refusal tells nothing; only a right signature ends the
 * search early.
 */
public final class Signature {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGITS = 64;

    private final ThreadLocal<Mac[]> macs;

    /** With the secrets to try, in this order. */
    public Signature(List<String> secrets) {
        var keys = secrets.stream().map(Signature::key).toList();
        macs = ThreadLocal.withInitial(() -> keys.stream().map(Signature::mac).toArray(Mac[]::new));
    }

    private static SecretKeySpec key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** What somebody who has the first of the secrets signs a body with. */
    public String of(byte[] body) {
        return HexFormat.of().formatHex(macs.get()[0].doFinal(body));
    }

    /** Whether a text has the form of a digest: 64 lower-case hex digits. */
    public static boolean isDigest(String text) {
        return Hex.isOf(DIGITS, text);
    }

    /**
     * The position of the secret that signed the body.
     *
     * @param digest 64 lower-case hex digits
     * @return empty if none of the secrets did, or the digest has another form
     */
    public OptionalInt position(String digest, byte[] body) {
        if (!isDigest(digest)) return OptionalInt.empty();
        var claimed = HexFormat.of().parseHex(digest);
        var ciphers = macs.get();
        for (var i = 0; i < ciphers.length; i++) {
            if (MessageDigest.isEqual(ciphers[i].doFinal(body), claimed)) return OptionalInt.of(i);
        }
        return OptionalInt.empty();
    }
}
