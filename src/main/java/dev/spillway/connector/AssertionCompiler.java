package dev.spillway.connector;

import dev.spillway.connector.Auth.JwtFile;
import dev.spillway.yaml.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What stands under {@code auth.jwt}. */
final class AssertionCompiler {
    private static final Duration TTL_MAX = Duration.ofHours(1);

    private final AuthCompiler secrets;
    private final Problems problems;

    AssertionCompiler(AuthCompiler secrets, Problems problems) {
        this.secrets = secrets;
        this.problems = problems;
    }

    /** Makes a new assertion from what a login's steps see. */
    Function<Scope, String> compile(JwtFile file) {
        if (file.ttl().isNegative() || file.ttl().isZero() || file.ttl().compareTo(TTL_MAX) > 0) {
            problems.add("auth.jwt.ttl", "must be PT1S..PT1H, was " + file.ttl(), "the usual is PT2M");
        }
        var key = secrets.secret("auth.jwt.key", file.key());
        try {
            var kid = secrets.filled("auth.jwt.kid", file.kid());
            var assertion = Assertion.of(file.alg(), key, kid.isEmpty() ? null : kid, claims(file), file.ttl());
            return scope -> assertion.signed(now(scope));
        } catch (IllegalArgumentException e) {
            problems.add(
                    "auth.jwt.key",
                    "is no private key for " + file.alg(),
                    "give it as PKCS #8: -----BEGIN PRIVATE KEY-----");
            return scope -> "";
        }
    }

    private Map<String, Object> claims(JwtFile file) {
        var claims = new LinkedHashMap<>(file.claims());
        put(claims, "iss", file.iss());
        put(claims, "sub", file.sub());
        put(claims, "aud", file.aud());
        return claims;
    }

    private void put(Map<String, Object> claims, String name, String written) {
        var value = secrets.filled("auth.jwt." + name, written);
        if (!value.isEmpty()) claims.put(name, value);
    }

    private static Instant now(Scope scope) {
        return Instant.ofEpochSecond(Long.parseLong(String.valueOf(scope.text(List.of("login", "now")))));
    }
}
