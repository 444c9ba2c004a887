package dev.spillway.ingress.meta;

import dev.spillway.ingress.Reason;
import dev.spillway.ingress.SampleWebhook;
import dev.spillway.ingress.Signature;
import dev.spillway.ingress.Verification;
import dev.spillway.ingress.Verifier;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Meta's {@code X-Hub-Signature-256: sha256=<hex>}. The older SHA-1 header is not looked at. */
final class HubVerifier implements Verifier {
    private static final String NAME = "X-Hub-Signature-256";
    private static final CharSequence HEADER = HttpHeaders.createOptimized(NAME);
    private static final String PREFIX = "sha256=";

    private final Signature signature;

    HubVerifier(Signature signature) {
        this.signature = signature;
    }

    /** With the signature that this verifier accepts. */
    SampleWebhook sample(byte[] body) {
        return new SampleWebhook(NAME, PREFIX + signature.of(body), Buffer.buffer(body));
    }

    @Override
    public Verification verify(MultiMap headers, byte[] body) {
        return verify(headers.get(HEADER), body);
    }

    Verification verify(@Nullable String header, byte[] body) {
        if (header == null || header.isEmpty()) return Verification.refused(Reason.MISSING_SIGNATURE);
        if (!header.startsWith(PREFIX)) return Verification.refused(Reason.MALFORMED_SIGNATURE);
        var digest = header.substring(PREFIX.length());
        var position = signature.position(digest, body);
        if (position.isPresent()) return Verification.by(position.getAsInt());
        return Verification.refused(Signature.isDigest(digest) ? Reason.WRONG_SIGNATURE : Reason.MALFORMED_SIGNATURE);
    }
}
