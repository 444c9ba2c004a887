package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What stands under {@code auth} where nothing has to be obtained: keys, passwords, signatures. */
final class AuthCompiler {
    private static final Set<String> OF_SIGNATURES = Set.of("ctx");

    private final TemplateCompiler templates;
    private final HeaderCompiler headers;
    private final Problems problems;

    AuthCompiler(TemplateCompiler templates, HeaderCompiler headers, Problems problems) {
        this.templates = templates;
        this.headers = headers;
        this.problems = problems;
    }

    /** Headers of every call; empty for the kinds that need none, or a login first. */
    Map<String, Template> headers(@Nullable Auth auth) {
        if (auth instanceof Auth.Bearer bearer) {
            return authorization("Bearer " + headerSecret("auth.token", bearer.token()));
        }
        if (auth instanceof Auth.Basic basic) return authorization(basic(basic.user(), basic.password()));
        if (auth instanceof Auth.Header header) {
            headers.checkName("auth.name", header.name());
            return Map.of(header.name(), Template.of(headerSecret("auth.value", header.value())));
        }
        return Map.of();
    }

    private String basic(String user, String password) {
        var pair = headerSecret("auth.user", user) + ":" + headerSecret("auth.password", password);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Parameters of every call's query. */
    Map<String, Template> query(@Nullable Auth auth) {
        return auth instanceof Auth.Query query
                ? Map.of(query.name(), Template.of(secret("auth.value", query.value())))
                : Map.of();
    }

    /** Null if nothing is signed. */
    @Nullable
    Signature signature(@Nullable Auth auth) {
        if (auth instanceof Auth.StandardWebhooks hooks) return standardWebhooks(hooks);
        if (!(auth instanceof Auth.Hmac hmac)) return null;
        headers.checkName("auth.header", hmac.header());
        return new Signature(
                key(
                        "Hmac" + hmac.algorithm(),
                        secret("auth.secret", hmac.secret()).getBytes(StandardCharsets.UTF_8)),
                hmac.header(),
                hmac.form(),
                hmac.prefix(),
                templates.compile("auth.before", hmac.before(), OF_SIGNATURES),
                Map.of());
    }

    private Signature standardWebhooks(Auth.StandardWebhooks hooks) {
        var more = new LinkedHashMap<String, Template>();
        more.put("webhook-id", templates.compile("auth", "{ctx.idempotencyKey}", OF_SIGNATURES));
        more.put("webhook-timestamp", templates.compile("auth", "{ctx.seconds}", OF_SIGNATURES));
        return new Signature(
                key("HmacSHA256", decoded(secret("auth.secret", hooks.secret()))),
                "webhook-signature",
                Signature.Form.BASE64,
                "v1,",
                templates.compile("auth", "{ctx.idempotencyKey}.{ctx.seconds}.", OF_SIGNATURES),
                more);
    }

    private byte[] decoded(String secret) {
        try {
            return Base64.getDecoder().decode(secret.startsWith("whsec_") ? secret.substring(6) : secret);
        } catch (IllegalArgumentException e) {
            problems.add("auth.secret", "is no base64", "give it as whsec_… or as base64");
            return new byte[0];
        }
    }

    private SecretKeySpec key(String algorithm, byte[] secret) {
        if (secret.length > 0) return new SecretKeySpec(secret, algorithm);
        if (problems.isEmpty()) problems.add("auth.secret", "is empty", "give the key that the receiver knows");
        return new SecretKeySpec(new byte[] {0}, algorithm);
    }

    /** A text over parameters, filled. */
    String filled(String key, String written) {
        return templates.compile(key, written, Set.of()).sample("");
    }

    /** A secret's value; in the file itself it would end in a repository. */
    String secret(String key, String written) {
        var template = templates.compile(key, written, Set.of());
        if (written.indexOf('{') < 0) problems.add(key, "is written out", "declare a param and write \"{token}\" here");
        return template.sample("");
    }

    private String headerSecret(String key, String written) {
        var value = secret(key, written);
        if (value.chars().anyMatch(c -> c < ' ' || c > 0xFF)) {
            problems.add(key, "holds a character that no header may", "look for a line break at its end");
        }
        return value;
    }

    private static Map<String, Template> authorization(String value) {
        return Map.of("Authorization", Template.of(value));
    }
}
