package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Headers of steps. */
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
}
