package dev.spillway.ladder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Puts the head that Meta sends before a body. Not thread-safe. */
final class Signer {
    static final String SECRET = "sandbox-app-secret";

    private static final String HEAD = "POST /webhooks/meta HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n"
            + "User-Agent: facebookexternalua\r\nContent-Type: application/json\r\nContent-Length: ";

    private final Mac mac;

    Signer() {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(US_ASCII), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    byte[] request(byte[] body) {
        var signature = HexFormat.of().formatHex(mac.doFinal(body));
        var head =
                (HEAD + body.length + "\r\nX-Hub-Signature-256: sha256=" + signature + "\r\n\r\n").getBytes(US_ASCII);
        var request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }
}
