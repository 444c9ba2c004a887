package dev.spillway.connector;

import dev.spillway.connector.Proof.Flaw;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * An HMAC over the body and what is signed beside it. A signature has one spelling: small hex digits, or base64 with padding.
 *
 * @param keys any of which may have made it, with their algorithm
 * @param field holds the signature
 * @param sending null if it does not say when it was sent
 */
record SignatureSeal(
        List<SecretKeySpec> keys,
        HeaderField field,
        Signature.Form form,
        List<SignedPart> signed,
        @Nullable SendingTime sending)
        implements Seal {
    SignatureSeal {
        keys = List.copyOf(keys);
        signed = List.copyOf(signed);
    }

    /** Its age is looked at last: only who holds the secret hears that it is too old. */
    @Override
    public Proof check(Arrival arrival, Instant now) {
        var sentAt = sending == null ? "" : sending.field().first(arrival);
        var parts = sentAt == null ? null : parts(arrival, sentAt);
        if (sentAt == null || parts == null || !field.isIn(arrival)) return Proof.not(Flaw.MISSING);
        var secret = maker(field.values(arrival), parts);
        if (secret < 0) return Proof.not(Flaw.WRONG);
        return sending == null || sending.isGood(sentAt, now) ? Proof.by(secret) : Proof.not(Flaw.STALE);
    }

    private @Nullable List<ByteBuffer> parts(Arrival arrival, String sentAt) {
        var parts = new ArrayList<ByteBuffer>();
        for (var part : signed) {
            var bytes = part.of(arrival, sentAt);
            if (bytes == null) return null;
            parts.add(bytes);
        }
        return parts;
    }

    private int maker(List<String> claimed, List<ByteBuffer> parts) {
        var maker = -1;
        for (var i = 0; i < keys.size(); i++) {
            var right = form.text(sign(keys.get(i), parts)).getBytes(StandardCharsets.ISO_8859_1);
            for (var text : claimed) {
                if (MessageDigest.isEqual(right, text.getBytes(StandardCharsets.ISO_8859_1))) maker = i;
            }
        }
        return maker;
    }

    private static byte[] sign(SecretKeySpec key, List<ByteBuffer> parts) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            for (var part : parts) mac.update(part.duplicate());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(key.getAlgorithm() + " was there when the connector was loaded", e);
        }
    }

    @Override
    public String toString() {
        return "SignatureSeal[" + field.header() + "]";
    }
}
