package dev.spillway.connector;

import dev.spillway.connector.ConnectorFile.ParamFile;
import dev.spillway.connector.Verify.TimestampFile;
import dev.spillway.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What stands under {@code webhooks.verify}. */
final class SealCompiler {
    private static final String KEY = "webhooks.verify";
    private static final int SECRETS_MAX = 4;
    private static final Duration TOLERANCE_MIN = Duration.ofSeconds(1);
    private static final Duration TOLERANCE_MAX = Duration.ofDays(1);
    private static final Pattern ONE_PARAMETER = Pattern.compile("\\{(\\w+)\\}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");

    private final Map<String, ParamFile> declared;
    private final Parameters params;
    private final Problems problems;

    /** @param declared the parameters as the file has them */
    SealCompiler(Map<String, ParamFile> declared, Parameters params, Problems problems) {
        this.declared = declared;
        this.params = params;
        this.problems = problems;
    }

    /** Empty if the instance gives no secret: then it takes no webhooks. */
    Optional<Seal> compile(Verify verify) {
        var secrets = secrets(verify.secrets());
        var seal = seal(verify, secrets);
        return secrets.isEmpty() ? Optional.empty() : Optional.of(seal);
    }

    private List<String> secrets(List<String> written) {
        if (written.isEmpty() || written.size() > SECRETS_MAX) {
            problems.add(KEY + ".secrets", "must be 1.." + SECRETS_MAX, "write [\"{webhookSecret}\"]");
        }
        var given = new ArrayList<String>();
        for (var i = 0; i < written.size(); i++) {
            var value = secret(KEY + ".secrets[" + i + "]", written.get(i));
            if (!value.isBlank()) given.add(value);
        }
        return given;
    }

    private String secret(String key, String written) {
        var name = ONE_PARAMETER.matcher(written);
        if (!name.matches()) {
            problems.add(
                    key, "is written out", "declare a param with \"secret: true\" and write \"{webhookSecret}\" here");
            return "";
        }
        var param = declared.get(name.group(1));
        if (param == null) problems.addUnknown(key, name.group(1), declared.keySet());
        else if (!param.secret()) problems.add(key, "would be shown", "mark " + name.group(1) + " \"secret: true\"");
        var value = params.value(name.group(1));
        return value == null ? "" : value;
    }

    private Seal seal(Verify verify, List<String> secrets) {
        if (verify instanceof Verify.Hmac hmac) return hmac(hmac, secrets);
        if (verify instanceof Verify.StandardWebhooks hooks) return standardWebhooks(hooks, secrets);
        if (verify instanceof Verify.Basic basic) return basic(basic, secrets);
        if (verify instanceof Verify.Query query) {
            var name = query.name();
            return TokenSeal.of(secrets, arrival -> arrival.query().get(name));
        }
        var token = (Verify.Token) verify;
        var field = field(token.header(), "", token.prefix(), KEY);
        return TokenSeal.of(secrets, field::first);
    }

    private Seal basic(Verify.Basic basic, List<String> secrets) {
        var user = filled(KEY + ".user", basic.user());
        var pairs = secrets.stream().map(secret -> base64(user + ":" + secret)).toList();
        return TokenSeal.of(pairs, new HeaderField("Authorization", "", "Basic ")::first);
    }

    private static String base64(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private Seal hmac(Verify.Hmac hmac, List<String> secrets) {
        var algorithm = "Hmac" + hmac.algorithm();
        var keys = secrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm))
                .toList();
        var field = field(hmac.header(), hmac.separator(), hmac.prefix(), KEY);
        var timestamp = hmac.timestamp();
        var sending = timestamp == null ? null : sending(timestamp, hmac.header());
        var signed = new SignedCompiler(params, problems, !secrets.isEmpty()).compile(hmac.signed(), sending != null);
        return new SignatureSeal(keys, field, hmac.form(), signed, sending);
    }

    private SendingTime sending(TimestampFile file, String signature) {
        var at = KEY + ".timestamp";
        var header = file.header() == null ? signature : file.header();
        return new SendingTime(
                field(header, file.separator(), file.prefix(), at),
                file.unit(),
                tolerance(at + ".tolerance", file.tolerance()));
    }

    private Seal standardWebhooks(Verify.StandardWebhooks hooks, List<String> secrets) {
        var keys = new ArrayList<SecretKeySpec>();
        for (var secret : secrets) {
            var bytes = decoded(secret);
            if (bytes != null) keys.add(new SecretKeySpec(bytes, "HmacSHA256"));
        }
        var time = new HeaderField("webhook-timestamp", "", "");
        return new SignatureSeal(
                keys,
                new HeaderField("webhook-signature", " ", "v1,"),
                Signature.Form.BASE64,
                List.of(
                        new SignedPart.Header("webhook-id"),
                        new SignedPart.Text("."),
                        new SignedPart.SentAt(),
                        new SignedPart.Text("."),
                        new SignedPart.Body()),
                new SendingTime(time, SendingTime.Unit.SECONDS, tolerance(KEY + ".tolerance", hooks.tolerance())));
    }

    private byte @Nullable [] decoded(String secret) {
        try {
            var bytes = Base64.getDecoder().decode(secret.startsWith("whsec_") ? secret.substring(6) : secret);
            if (bytes.length > 0) return bytes;
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        problems.add(KEY + ".secrets", "are no base64", "give them as whsec_… or as base64");
        return null;
    }

    private HeaderField field(String header, String separator, String prefix, String key) {
        if (!HEADER.matcher(header).matches()) {
            problems.add(key + ".header", "is no header name", "use letters, digits and dashes");
        }
        return new HeaderField(header, separator, prefix);
    }

    private String filled(String key, String written) {
        return new TemplateCompiler(params, problems)
                .compile(key, written, Set.of())
                .sample("");
    }

    private Duration tolerance(String key, String written) {
        var text = filled(key, written);
        try {
            var tolerance = Duration.parse(text);
            if (tolerance.compareTo(TOLERANCE_MIN) >= 0 && tolerance.compareTo(TOLERANCE_MAX) <= 0) return tolerance;
        } catch (DateTimeParseException e) {
            // Told below.
        }
        problems.add(key, "must be PT1S..P1D, was " + text, "the usual is PT5M");
        return TOLERANCE_MIN;
    }
}
