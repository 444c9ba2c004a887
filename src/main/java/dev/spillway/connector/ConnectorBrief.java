package dev.spillway.connector;

import dev.spillway.connector.Auth.JwtFile;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.Shapes;
import dev.spillway.yaml.StrictYaml;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connector's file says of itself, without the parameters of any instance.
 *
 * @param auth the kind of its authentication
 * @param webhooks how those that come in are verified; empty if none do
 * @param operations sorted
 * @param params sorted, an asterisk behind those that are required
 * @param secrets names of the parameters that nobody may see
 */
public record ConnectorBrief(
        String name, String auth, String webhooks, List<String> operations, List<String> params, List<String> secrets) {
    /** Stands in for a parameter that is an address. */
    private static final String ADDRESS = "https://param.test";

    /** For any other: a part of a host's name, and base64, too. */
    private static final String WORD = "demo";

    /**
     * Reads and checks a file.
     *
     * @param file its name for messages
     * @throws dev.spillway.yaml.FaultyFileException with every problem of the file
     */
    public static ConnectorBrief of(String file, String yaml) {
        var problems = new Problems(file);
        var written = StrictYaml.bind(ConnectorFile.class, yaml, problems);
        return problems.unlessAny(written == null ? null : brief(written, problems));
    }

    private static ConnectorBrief brief(ConnectorFile file, Problems problems) {
        var given = new HashMap<String, String>();
        var jwt = assertion(file);
        if (jwt != null) given.put(jwt.key().replaceAll("[{}]", ""), anyKey(jwt));
        file.params().forEach((name, param) -> {
            if (param.required()) given.putIfAbsent(name, param.type().any(param.words(), ADDRESS, word(name)));
        });
        var connector = new ConnectorCompiler(file, given, "", problems).compile();
        return new ConnectorBrief(
                connector.name(),
                auth(file),
                webhooks(file),
                connector.operations().stream().sorted().toList(),
                params(file),
                secrets(file));
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).contains("url") ? ADDRESS : WORD;
    }

    private static @Nullable JwtFile assertion(ConnectorFile file) {
        if (file.auth() instanceof Auth.Oauth2JwtBearer bearer) return bearer.jwt();
        return file.auth() instanceof Auth.Oauth2ClientAssertion assertion ? assertion.jwt() : null;
    }

    /** A key that opens nothing, of the kind that the algorithm wants. */
    private static String anyKey(JwtFile jwt) {
        var elliptic = jwt.alg() == Assertion.Algorithm.ES256;
        try {
            var generator = KeyPairGenerator.getInstance(elliptic ? "EC" : "RSA");
            generator.initialize(elliptic ? 256 : 2048);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA and EC", e);
        }
    }

    private static String auth(ConnectorFile file) {
        var auth = file.auth();
        return (auth == null ? "none" : Shapes.kind(auth.getClass())) + (file.csrf() == null ? "" : " + csrf");
    }

    private static String webhooks(ConnectorFile file) {
        var webhooks = file.webhooks();
        return webhooks == null ? "" : Shapes.kind(webhooks.verify().getClass());
    }

    private static List<String> params(ConnectorFile file) {
        var params = new ArrayList<String>();
        file.params().forEach((name, param) -> params.add(param.required() ? name + "*" : name));
        return params.stream().sorted().toList();
    }

    private static List<String> secrets(ConnectorFile file) {
        return file.params().entrySet().stream()
                .filter(param -> param.getValue().secret())
                .map(Map.Entry::getKey)
                .toList();
    }
}
