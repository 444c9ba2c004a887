package dev.spillway.ingress.meta;

import dev.spillway.ingress.Handshake;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Meta's {@code hub.mode}, {@code hub.verify_token} and {@code hub.challenge}. Carries no signature. */
final class HubHandshake implements Handshake {
    private final byte[] token;

    HubHandshake(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> answer(MultiMap query) {
        var right = isToken(query.get("hub.verify_token")) && "subscribe".equals(query.get("hub.mode"));
        return right ? Optional.ofNullable(query.get("hub.challenge")) : Optional.empty();
    }

    private boolean isToken(@Nullable String claimed) {
        return claimed != null && MessageDigest.isEqual(claimed.getBytes(StandardCharsets.UTF_8), token);
    }
}
