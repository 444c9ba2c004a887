package dev.spillway.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class SignatureTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);

    static String sign(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsWhichSecretSigned() {
        var signature = new Signature(List.of("new", "old"));

        assertThat(signature.position(sign("new", BODY), BODY)).hasValue(0);
        assertThat(signature.position(sign("old", BODY), BODY)).hasValue(1);
        assertThat(signature.position(sign("other", BODY), BODY)).isEmpty();
    }

    @Test
    void answersTheSameWhenAskedAgain() {
        var signature = new Signature(List.of("new", "old"));

        signature.position(sign("other", BODY), BODY);

        assertThat(signature.position(sign("old", BODY), BODY)).hasValue(1);
        assertThat(signature.position(sign("old", BODY), BODY)).hasValue(1);
    }

    @Test
    void answersManyThreadsAtOnce() {
        var signature = new Signature(List.of("new", "old"));
        var bodies = IntStream.range(0, 2000)
                .mapToObj(i -> ("{\"n\":" + i + "}").getBytes(UTF_8))
                .toList();

        var positions = bodies.parallelStream().map(body -> signature.position(sign("old", body), body));

        assertThat(positions).containsOnly(OptionalInt.of(1)).hasSize(2000);
    }

    @Test
    void refusesOtherSpellingsOfARightDigest() {
        var signature = new Signature(List.of("s"));
        var right = sign("s", BODY);

        for (var other : List.of(right.toUpperCase(Locale.ROOT), right + "0", right.substring(1), " " + right, "")) {
            assertThat(signature.position(other, BODY)).isEmpty();
        }
    }

    @Property
    void aFlippedBitAnywhereBreaksIt(@ForAll @Size(min = 1, max = 600) byte[] body, @ForAll int at, @ForAll int bit) {
        var digest = sign("s", body);
        var flipped = body.clone();
        flipped[Math.floorMod(at, body.length)] ^= (byte) (1 << Math.floorMod(bit, 8));

        var signature = new Signature(List.of("s"));

        assertThat(signature.position(digest, body)).hasValue(0);
        assertThat(signature.position(digest, flipped)).isEmpty();
    }
}
