package dev.spillway.connector;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes signed JWTs that tell a token endpoint who we are. Never printed. */
final class Assertion {
    private final JWSHeader header;
    private final JWSSigner signer;
    private final Map<String, Object> claims;
    private final Duration life;

    private Assertion(JWSHeader header, JWSSigner signer, Map<String, Object> claims, Duration life) {
        this.header = header;
        this.signer = signer;
        this.claims = Map.copyOf(claims);
        this.life = life;
    }

    /**
     * Throws {@link IllegalArgumentException} if the key cannot be read or does not fit the algorithm.
     *
     * @param pem a private key as PKCS #8: {@code -----BEGIN PRIVATE KEY-----}; its line breaks may be written {@code \n}
     * @param kid null if the receiver needs none
     * @param claims beside iat, exp and jti
     */
    static Assertion of(
            Algorithm algorithm, String pem, @Nullable String kid, Map<String, Object> claims, Duration life) {
        var header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm.name()))
                .type(JOSEObjectType.JWT)
                .keyID(kid)
                .build();
        try {
            return new Assertion(header, signer(algorithm, pem), claims, life);
        } catch (GeneralSecurityException | JOSEException | ClassCastException e) {
            throw new IllegalArgumentException("is no private key (PKCS #8) for " + algorithm);
        }
    }

    /** Signature algorithms of RFC 7518. */
    enum Algorithm {
        /** RSA, PKCS #1. */
        RS256,
        /** RSA, PSS. */
        PS256,
        /** P-256. */
        ES256
    }

    private static JWSSigner signer(Algorithm algorithm, String pem) throws GeneralSecurityException, JOSEException {
        var spec = new PKCS8EncodedKeySpec(der(pem));
        if (algorithm == Algorithm.ES256) {
            return new ECDSASigner((ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec));
        }
        return new RSASSASigner(KeyFactory.getInstance("RSA").generatePrivate(spec));
    }

    private static byte[] der(String pem) {
        var text = pem.replace("\\n", "\n").replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return Base64.getDecoder().decode(text);
    }

    /** A new one. Good from now on for its life. */
    String signed(Instant now) {
        var set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        set.issueTime(Date.from(now)).expirationTime(Date.from(now.plus(life)));
        if (!claims.containsKey("jti")) set.jwtID(UUID.randomUUID().toString());
        var jwt = new SignedJWT(header, set.build());
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a key that was good when the connector was loaded", e);
        }
        return jwt.serialize();
    }
}
