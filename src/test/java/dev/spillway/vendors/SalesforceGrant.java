package dev.spillway.vendors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** The grant by JWT bearer: an assertion signed with the app's key, for this user, that ends within minutes. */
final class SalesforceGrant {
    private static final String CLIENT = "3MVG9.spillway";
    private static final String USER = "gateway@acme.example";
    private static final String AUDIENCE = "https://login.salesforce.com";
    private static final Duration LIFE_MAX = Duration.ofMinutes(3);
    private static final Duration SESSION = Duration.ofHours(2);

    /** The app keeps it; making one takes longer than most conversations. */
    private static final KeyPair KEYS = generated();

    private final Tokens tokens = new Tokens();

    private static KeyPair generated() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Tokens tokens() {
        return tokens;
    }

    Map<String, String> params(String base) {
        var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        var key = "-----BEGIN PRIVATE KEY-----\n"
                + encoder.encodeToString(KEYS.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return Map.of("tokenUrl", base + "/services/oauth2/token", "clientId", CLIENT, "user", USER, "privateKey", key);
    }

    /** {@code POST /services/oauth2/token}. The answer names no life. */
    Said token(Asked asked) {
        if (tokens.isRevoked()) throw invalid("user hasn't approved this consumer");
        var form = asked.form();
        if (!"urn:ietf:params:oauth:grant-type:jwt-bearer".equals(form.get("grant_type"))) {
            throw refused("unsupported_grant_type", "grant type not supported");
        }
        check(form.getOrDefault("assertion", ""), asked.at());
        return Said.json(
                200,
                new JsonObject()
                        .put("access_token", tokens.mint(asked.at(), SESSION))
                        .put("instance_url", here(asked))
                        .put("token_type", "Bearer")
                        .put("issued_at", String.valueOf(asked.at().toEpochMilli())));
    }

    /** As the caller has reached us. */
    private static String here(Asked asked) {
        var host = asked.header("host");
        return (host.startsWith("127.0.0.1") ? "http://" : "https://") + host;
    }

    private void check(String assertion, Instant now) {
        try {
            var jwt = SignedJWT.parse(assertion);
            var claims = jwt.getJWTClaimsSet();
            var ends = claims.getExpirationTime().toInstant();
            if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
                    || !jwt.verify(new RSASSAVerifier((RSAPublicKey) KEYS.getPublic()))) throw invalid("bad signature");
            if (!CLIENT.equals(claims.getIssuer())) throw refused("invalid_client_id", "client identifier invalid");
            if (!claims.getAudience().contains(AUDIENCE)) throw invalid("audience is invalid");
            if (!USER.equals(claims.getSubject())) throw invalid("user hasn't approved this consumer");
            if (ends.isBefore(now) || ends.isAfter(now.plus(LIFE_MAX))) throw invalid("assertion expired or too long");
        } catch (ParseException | JOSEException e) {
            throw invalid("assertion is no JWT");
        }
    }

    private static Refusal invalid(String why) {
        return refused("invalid_grant", why);
    }

    private static Refusal refused(String error, String why) {
        return Refusal.of(Said.json(400, new JsonObject().put("error", error).put("error_description", why)));
    }
}
