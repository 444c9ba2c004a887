package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** URLs of steps, checked with samples in place of what the input brings. */
final class UrlCompiler {
    private static final String CURE = "write https://host/path, e.g. \"{baseUrl}/orders/{in.orderNumber}\"";

    private final TemplateCompiler templates;
    private final Problems problems;

    UrlCompiler(TemplateCompiler templates, Problems problems) {
        this.templates = templates;
        this.problems = problems;
    }

    UrlTemplate compile(String key, String url, Map<String, String> query, Set<String> names) {
        var mark = url.indexOf('?');
        var path = templates.compile(key, mark < 0 ? url : url.substring(0, mark), names);
        var inQuery = mark < 0 ? null : templates.compile(key, url.substring(mark + 1), names);
        var parameters = new LinkedHashMap<String, Template>();
        query.forEach((name, value) -> parameters.put(name, parameter(key(key, name), value, names)));
        var compiled = new UrlTemplate(path, inQuery, parameters);
        if (!problems.below(key) && !problems.below("params")) check(key, compiled);
        return compiled;
    }

    private Template parameter(String key, String value, Set<String> names) {
        var template = templates.compile(key, value, names);
        if (template.parts().stream().anyMatch(part -> part instanceof Template.Hole hole && hole.escaped())) {
            problems.add(key, "would be escaped twice", "remove |seg or |query: values under query are escaped anyway");
        }
        return template;
    }

    private static String key(String urlKey, String name) {
        return urlKey.substring(0, urlKey.length() - "url".length()) + "query." + name;
    }

    private void check(String key, UrlTemplate url) {
        var sample = url.path().sample("x");
        var shape =
                wrong(sample, url.inQuery() == null ? "" : "?" + url.inQuery().sample("x"));
        if (!shape.isEmpty()) problems.add(key, shape, CURE);
        else if (!hostIsFixed(url.path())) problems.add(key, "lets the input choose the host", CURE);
    }

    private static String wrong(String path, String query) {
        if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0 || query.indexOf('#') >= 0)
            return "has a ? or # in a parameter or twice";
        try {
            var uri = new URI(path + query);
            if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme()))
                return "is no absolute http(s) URL";
            return uri.getUserInfo() == null ? "" : "holds a user or password";
        } catch (URISyntaxException e) {
            return "is no URL";
        }
    }

    /**
     * The first hole must come behind the slash that ends the authority; unless it is the address that the login brought, and
     * a slash comes next.
     */
    private static boolean hostIsFixed(Template path) {
        if (path.parts().get(0) instanceof Template.Hole hole && "auth.base".equals(hole.name())) {
            return path.parts().size() > 1
                    && path.parts().get(1) instanceof Template.Text text
                    && text.text().startsWith("/");
        }
        if (path.parts().stream().noneMatch(Template.Hole.class::isInstance)) return true;
        var fixed = new StringBuilder();
        for (var part : path.parts()) {
            if (!(part instanceof Template.Text text)) break;
            fixed.append(text.text());
        }
        return fixed.indexOf("/", fixed.indexOf("://") + "://".length()) > 0;
    }
}
