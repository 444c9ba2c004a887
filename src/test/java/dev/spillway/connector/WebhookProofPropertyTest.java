package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

/** Whatever somebody changes of what is signed, it is not the backend's any more. */
final class WebhookProofPropertyTest {
    private static final String TIME = "2026-11-30T16:00:00Z";

    private static final Webhook WEBHOOK = TestWebhooks.verifying("""
            {kind: hmac, header: S, form: base64, secrets: ["{now}", "{before}"], signed: "{timestamp}{body}", \
            timestamp: {header: T, unit: iso, tolerance: P1D}}""");

    private static Map<String, String> headers(String time, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(time.getBytes(StandardCharsets.US_ASCII));
            return Map.of("S", Base64.getEncoder().encodeToString(mac.doFinal(body)), "T", time);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isGood(byte[] body, Map<String, String> headers) {
        var arrival = TestWebhooks.arrival(Payload.of(body), headers);
        return WEBHOOK.prove(arrival, TestWebhooks.NOW).flaw() == null;
    }

    @Property(tries = 300)
    void takesWhatIsSigned(@ForAll @Size(max = 2000) byte[] body) {
        assertThat(isGood(body, headers(TIME, body))).isTrue();
    }

    @Property(tries = 300)
    void refusesAnyChangedByteOfTheBody(
            @ForAll @NotEmpty @Size(max = 500) byte[] body,
            @ForAll int at,
            @ForAll @IntRange(min = 1, max = 255) int flip) {
        var changed = body.clone();
        changed[Math.floorMod(at, body.length)] ^= (byte) flip;
        assertThat(isGood(changed, headers(TIME, body))).isFalse();
    }

    @Property(tries = 300)
    void refusesAByteMoreOrLess(@ForAll @Size(max = 500) byte[] body, @ForAll byte more) {
        var longer = Arrays.copyOf(body, body.length + 1);
        longer[body.length] = more;
        assertThat(isGood(longer, headers(TIME, body))).isFalse();
        assertThat(isGood(body, headers(TIME, longer))).isFalse();
    }

    @Property(tries = 300)
    void refusesAnyChangedCharacterOfTimeAndSignature(
            @ForAll @Size(max = 100) byte[] body, @ForAll int at, @ForAll @IntRange(min = 33, max = 255) int to) {
        var signed = headers(TIME, body);
        for (var name : signed.keySet()) {
            var text = new StringBuilder(signed.getOrDefault(name, ""));
            var index = Math.floorMod(at, text.length());
            if (text.charAt(index) == to) continue;
            text.setCharAt(index, (char) to);
            var changed = new HashMap<>(signed);
            changed.put(name, text.toString());
            assertThat(isGood(body, changed)).as(name + text).isFalse();
        }
    }

    /** Nothing stands between time and body: a byte that changes sides is signed all the same, and must make no time. */
    @Property(tries = 300)
    void refusesWhatChangesSides(
            @ForAll @NotEmpty @Size(max = 50) byte[] body, @ForAll @IntRange(min = 1, max = 10) int moved) {
        var signed = headers(TIME, body);
        var taken = Math.min(moved, body.length);
        var longer = TIME + new String(body, 0, taken, StandardCharsets.ISO_8859_1);
        var rest = Arrays.copyOfRange(body, taken, body.length);
        assertThat(isGood(rest, Map.of("S", signed.getOrDefault("S", ""), "T", longer)))
                .isFalse();
        var shorter = TIME.substring(0, TIME.length() - moved);
        var more = ByteBuffer.allocate(moved + body.length)
                .put(TIME.substring(TIME.length() - moved).getBytes(StandardCharsets.US_ASCII))
                .put(body)
                .array();
        assertThat(isGood(more, Map.of("S", signed.getOrDefault("S", ""), "T", shorter)))
                .isFalse();
    }
}
