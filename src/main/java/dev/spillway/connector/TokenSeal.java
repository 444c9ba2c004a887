package dev.spillway.connector;

import dev.spillway.connector.Proof.Flaw;
import dev.spillway.event.Payload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secret that comes along as it is.
 *
 * @param digests SHA-256 of the secrets: texts of one length, so that comparing tells nothing of a secret's
 * @param shown what a webhook shows; null if it shows nothing
 */
record TokenSeal(List<String> digests, Function<Arrival, @Nullable String> shown) implements Seal {
    TokenSeal {
        digests = List.copyOf(digests);
    }

    static TokenSeal of(List<String> secrets, Function<Arrival, @Nullable String> shown) {
        return new TokenSeal(secrets.stream().map(TokenSeal::digest).toList(), shown);
    }

    private static String digest(String text) {
        return Payload.of(text).sha256();
    }

    @Override
    public Proof check(Arrival arrival, Instant now) {
        var text = shown.apply(arrival);
        if (text == null || text.isEmpty()) return Proof.not(Flaw.MISSING);
        var digest = bytes(digest(text));
        var holder = -1;
        for (var i = 0; i < digests.size(); i++) {
            if (MessageDigest.isEqual(bytes(digests.get(i)), digest)) holder = i;
        }
        return holder < 0 ? Proof.not(Flaw.WRONG) : Proof.by(holder);
    }

    private static byte[] bytes(String digest) {
        return digest.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "TokenSeal[" + digests.size() + "]";
    }
}
