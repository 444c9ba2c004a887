package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.RuleFile;
import dev.spillway.yaml.Default;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How calls prove who we are, as written; texts are templates over parameters only. */
sealed interface Auth {
    /** Nobody asks. */
    record None() implements Auth {}

    /** {@code Authorization: Bearer …}. */
    record Bearer(String token) implements Auth {}

    /** {@code Authorization: Basic …}. */
    record Basic(String user, String password) implements Auth {}

    /** Any other header that holds a key. */
    record Header(String name, String value) implements Auth {}

    /** A parameter of the query that holds a key. */
    record Query(String name, String value) implements Auth {}

    /**
     * A signature over the body (RFC 2104).
     *
     * @param secret the key
     * @param before what is signed before the body, e.g. {@code {ctx.seconds}.}
     * @param prefix stands before the signature, e.g. {@code sha256=}
     */
    record Hmac(
            String header,
            String secret,
            @Default("sha256") Hash algorithm,
            @Default("hex") Signature.Form form,
            @Default String before,
            @Default String prefix)
            implements Auth {}

    /**
     * Standard Webhooks: {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature}.
     *
     * @param secret base64, usually behind {@code whsec_}
     */
    record StandardWebhooks(String secret) implements Auth {}

    /** OAuth 2.0 client credentials (RFC 6749, 4.4). */
    record Oauth2ClientCredentials(
            String tokenUrl,
            String clientId,
            String clientSecret,
            @Default("form") Send send,
            @Default String scope,
            @Default Map<String, Object> extra,
            @Nullable TokenFile token)
            implements Auth {}

    /** OAuth 2.0 with an assertion as the grant (RFC 7523, 2.1). */
    record Oauth2JwtBearer(
            String tokenUrl,
            JwtFile jwt,
            @Default Map<String, Object> extra,
            @Nullable TokenFile token) implements Auth {}

    /** OAuth 2.0 client credentials, the client proving itself by an assertion (RFC 7523, 2.2). */
    record Oauth2ClientAssertion(
            String tokenUrl,
            @Default String clientId,
            JwtFile jwt,
            @Default String scope,
            @Default Map<String, Object> extra,
            @Nullable TokenFile token)
            implements Auth {}

    /**
     * OAuth 2.0 refresh token (RFC 6749, 6).
     *
     * @param refreshToken the first one; if the backend changes it, the one it gave last is used
     */
    record Oauth2RefreshToken(
            String tokenUrl,
            String clientId,
            String clientSecret,
            String refreshToken,
            @Default("form") Send send,
            @Default String scope,
            @Default Map<String, Object> extra,
            @Nullable TokenFile token)
            implements Auth {}

    /**
     * Calls of the backend's own.
     *
     * @param steps the last {@code out} yields an object of texts, seen as {@code {auth.…}}; {@code expiresIn} in it is
     *     seconds
     * @param headers templates, of every call, over parameters and {@code auth}
     */
    record Login(
            @Default List<@Nullable StepFile> steps,
            @Default Map<String, String> headers,
            @Nullable TokenFile token) implements Auth {}

    /** How a client shows its secret to the token endpoint. */
    enum Send {
        /** In a form. */
        FORM,
        /** In a JSON object. */
        JSON,
        /** As HTTP Basic, the rest in a form. */
        BASIC
    }

    /** Hash functions of a signature. */
    enum Hash {
        /** SHA-1: only where the receiver knows nothing better. */
        SHA1,
        /** SHA-256. */
        SHA256,
        /** SHA-512. */
        SHA512
    }

    /**
     * An assertion.
     *
     * @param key a private key as PKCS #8
     * @param kid names the key; empty if nobody asks
     * @param claims beside iss, sub and aud, e.g. scope
     * @param ttl clocks differ: long enough for that, short enough for the receiver
     */
    record JwtFile(
            @Default("RS256") Assertion.Algorithm alg,
            String key,
            @Default String kid,
            @Default String iss,
            @Default String sub,
            @Default String aud,
            @Default Map<String, Object> claims,
            @Default("PT2M") Duration ttl) {}

    /**
     * What is done with a token.
     *
     * @param ttl its life, whatever the answer says; without it the answer's {@code expires_in}, without both until it is
     *     refused
     * @param margin it is renewed so long before its end, or up to a half sooner
     * @param header carries it
     * @param prefix stands before it in the header
     * @param export expressions over the answer, seen as {@code {auth.NAME}}; {@code base} is an address to call
     * @param outcomes of the token endpoint; what no rule says: 429 throttled, 5xx unavailable, everything else auth_revoked
     * @param mintsMax tokens within {@code mintsPer}, all nodes together
     */
    record TokenFile(
            @Nullable Duration ttl,
            @Default("PT5M") Duration margin,
            @Default("Authorization") String header,
            @Default("Bearer") String prefix,
            @Default Map<String, String> export,
            @Default List<@Nullable RuleFile> outcomes,
            @Default("10") int mintsMax,
            @Default("PT10M") Duration mintsPer) {
        /** What it is if nothing is written. */
        static final TokenFile USUAL = new TokenFile(
                null,
                Duration.ofMinutes(5),
                "Authorization",
                "Bearer",
                Map.of(),
                List.of(),
                10,
                Duration.ofMinutes(10));
    }
}
