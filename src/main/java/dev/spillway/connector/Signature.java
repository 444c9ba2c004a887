package dev.spillway.connector;

import dev.spillway.event.Payload;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what a call carries, so that the receiver knows who sent it. Never printed.
 *
 * @param key and with which algorithm, as the JDK names it, e.g. {@code HmacSHA256}
 * @param header carries the signature
 * @param form how the signature is written
 * @param prefix stands before it, e.g. {@code sha256=}
 * @param before what is signed before the body, e.g. {@code {ctx.idempotencyKey}.{ctx.seconds}.}
 * @param more headers the receiver needs to check it
 */
record Signature(
        SecretKeySpec key, String header, Form form, String prefix, Template before, Map<String, Template> more) {
    /** How a signature is written. */
    enum Form {
        /** Two digits a byte, small letters. */
        HEX,
        /** With padding. */
        BASE64;

        String text(byte[] bytes) {
            return this == HEX
                    ? HexFormat.of().formatHex(bytes)
                    : Base64.getEncoder().encodeToString(bytes);
        }
    }

    Map<String, String> of(Scope scope, Payload payload) {
        var headers = new LinkedHashMap<String, String>();
        more.forEach((name, template) -> headers.put(name, template.fill(scope, null)));
        headers.put(header, prefix + form.text(sign(before.fill(scope, null), payload)));
        return headers;
    }

    private byte[] sign(String head, Payload payload) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(payload.bytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(key.getAlgorithm() + " was there when the connector was loaded", e);
        }
    }

    @Override
    public String toString() {
        return "Signature[" + header + "]";
    }
}
