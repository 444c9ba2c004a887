package dev.spillway.connector;

import dev.spillway.connector.Template.Text;
import dev.spillway.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Headers of steps, authentication among them. */
final class HeaderCompiler {
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}";

    /** The client's own business; a second one would let a request be read in two ways. */
    private static final Set<String> RESERVED =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect");

    private final TemplateCompiler templates;
    private final Problems problems;

    HeaderCompiler(TemplateCompiler templates, Problems problems) {
        this.templates = templates;
        this.problems = problems;
    }

    Map<String, Template> compile(String key, Map<String, String> headers, Set<String> names) {
        var compiled = new LinkedHashMap<String, Template>();
        headers.forEach((name, value) -> {
            checkName(key + "." + name, name);
            compiled.put(name, templates.compile(key + "." + name, value, names));
        });
        return compiled;
    }

    void checkName(String key, String name) {
        if (!name.matches(TOKEN)) problems.add(key, "is no header name", "use letters, digits and dashes");
        var lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower)) problems.add(key, "is set by the HTTP client", "remove it");
        if ("authorization".equals(lower) && !key.startsWith("auth.")) {
            problems.add(key, "is authentication", "say it once under auth");
        }
    }

    /** What every call carries to prove who we are. */
    Map<String, Template> auth(@Nullable Auth auth) {
        if (auth instanceof Auth.Bearer bearer) {
            return authorization("Bearer " + secret("auth.token", bearer.token()));
        }
        if (auth instanceof Auth.Basic basic) {
            var pair = secret("auth.user", basic.user()) + ":" + secret("auth.password", basic.password());
            return authorization("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        if (auth instanceof Auth.Header header) {
            checkName("auth.name", header.name());
            return Map.of(header.name(), text(secret("auth.value", header.value())));
        }
        return Map.of();
    }

    /** A secret in the file itself would end in a repository. */
    private String secret(String key, String written) {
        var template = templates.compile(key, written, Set.of());
        if (written.indexOf('{') < 0) problems.add(key, "is written out", "declare a param and write \"{token}\" here");
        var value = template.sample("");
        if (value.chars().anyMatch(c -> c < ' ' || c > 0xFF)) {
            problems.add(key, "holds a character that no header may", "look for a line break at its end");
        }
        return value;
    }

    private static Map<String, Template> authorization(String value) {
        return Map.of("Authorization", text(value));
    }

    private static Template text(String value) {
        return new Template(List.of(new Text(value)));
    }
}
