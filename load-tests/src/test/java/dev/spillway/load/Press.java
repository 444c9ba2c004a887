package dev.spillway.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes signed webhooks of events. Thread-safe. */
final class Press {
    private static final byte[] OPEN =
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"104820561237744\",\"changes\":["
                    .getBytes(US_ASCII);
    private static final byte[] CLOSE = "]}]}".getBytes(US_ASCII);

    private final Events events;
    private final ThreadLocal<Mac> macs;

    Press(Events events, String secret) {
        this.events = events;
        this.macs = ThreadLocal.withInitial(() -> mac(secret));
    }

    Webhook webhook(int first, int count) {
        var body = body(first, count);
        var signature = macs.get().doFinal(body);
        return new Webhook(first, count, body, "sha256=" + HexFormat.of().formatHex(signature));
    }

    private byte[] body(int first, int count) {
        var length = OPEN.length + CLOSE.length + count - 1;
        for (var number = first; number < first + count; number++)
            length += events.template(number).length();
        var body = new byte[length];
        System.arraycopy(OPEN, 0, body, 0, OPEN.length);
        var at = OPEN.length;
        for (var number = first; number < first + count; number++) {
            if (number > first) body[at++] = ',';
            at = events.write(body, at, number);
        }
        System.arraycopy(CLOSE, 0, body, at, CLOSE.length);
        return body;
    }

    private static Mac mac(String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(US_ASCII), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
