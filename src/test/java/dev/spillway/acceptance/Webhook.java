package dev.spillway.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Bodies as Meta posts them, signed here and not by the gateway's own code. */
final class Webhook {
    static final String HEADER = "X-Hub-Signature-256";
    static final String SECRET = "sandbox-app-secret";
    static final String NUMBER = "118264500913347";

    private final byte[] body;

    Webhook(byte[] body) {
        this.body = body.clone();
    }

    /** A file of {@code src/test/resources/whatsapp}, its exact bytes. */
    static Webhook sample(String file) {
        try (var stream = Webhook.class.getResourceAsStream("/whatsapp/" + file)) {
            return new Webhook(Objects.requireNonNull(stream, file).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Webhook of(String body) {
        return new Webhook(body.getBytes(UTF_8));
    }

    /** A text that somebody writes at this moment. */
    static Webhook text(String phone, String wamid, String text) {
        var now = String.valueOf(System.currentTimeMillis() / 1000);
        var envelope = Http.JSON.createObjectNode().put("object", "whatsapp_business_account");
        var value = value(envelope);
        value.putObject("metadata").put("display_phone_number", "525541007700").put("phone_number_id", NUMBER);
        value.putArray("contacts").addObject().put("wa_id", phone);
        var message = value.putArray("messages").addObject().put("from", phone).put("id", wamid);
        message.put("timestamp", now).put("type", "text").putObject("text").put("body", text);
        return of(envelope.toString());
    }

    private static ObjectNode value(ObjectNode envelope) {
        var change = envelope.putArray("entry")
                .addObject()
                .put("id", "104820561237744")
                .putArray("changes");
        return change.addObject().put("field", "messages").putObject("value").put("messaging_product", "whatsapp");
    }

    /** An id for a message that nobody has had yet. */
    static String newWamid() {
        return "wamid." + UUID.randomUUID().toString().replace("-", "");
    }

    byte[] body() {
        return body.clone();
    }

    Map<String, String> signedWith(String secret) {
        return Map.of(HEADER, signature(secret, body));
    }

    Map<String, String> signed() {
        return signedWith(SECRET);
    }

    static String signature(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of the event of a message, by the documented rule: 128 bits of SHA-256 over source, zero byte, dedupe key. */
    static String eventIdOfMessage(String wamid) {
        return eventId(NUMBER + ":" + wamid);
    }

    static String eventId(String dedupeKey) {
        var digest = sha256(("meta\0" + dedupeKey).getBytes(UTF_8));
        return HexFormat.of().formatHex(digest, 0, 16);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
