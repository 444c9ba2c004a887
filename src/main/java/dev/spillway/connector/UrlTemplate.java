package dev.spillway.connector;

import dev.spillway.json.UrlText;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A URL whose values cannot change its shape.
 *
 * @param path scheme, host and path
 * @param inQuery what follows a question mark in the URL; null if there is none
 * @param query further parameters
 */
record UrlTemplate(Template path, @Nullable Template inQuery, Map<String, Template> query) {
    private static final int LENGTH_MAX = 8 * 1024;

    /** The same with parameters that every call carries. */
    UrlTemplate with(Map<String, Template> more) {
        var all = new LinkedHashMap<>(query);
        all.putAll(more);
        return new UrlTemplate(path, inQuery, all);
    }

    URI fill(Scope scope) {
        var base = path.fill(scope, Filter.SEG);
        var parameters = new StringJoiner("&");
        if (inQuery != null) parameters.add(inQuery.fill(scope, Filter.QUERY));
        query.forEach((name, value) -> add(parameters, name, value, scope));
        var url = parameters.length() == 0 ? base : base + "?" + parameters;
        if (url.length() > LENGTH_MAX) throw Ended.with(Outcome.Kind.INVALID, "the URL is longer than " + LENGTH_MAX);
        return URI.create(url);
    }

    private static void add(StringJoiner parameters, String name, Template value, Scope scope) {
        if (value.isBlank(scope)) return;
        var text = UrlText.query(value.fill(scope, null));
        parameters.add(UrlText.query(name) + "=" + text);
    }
}
