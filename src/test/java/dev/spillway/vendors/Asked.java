package dev.spillway.vendors;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A request as a vendor sees it.
 *
 * @param path still encoded
 * @param query decoded; of a name that comes twice, the last
 * @param headers by names in lower case
 */
record Asked(
        Instant at, String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
    private static final Pattern PHONE = Pattern.compile("(?<!\\d)521?(\\d{10})(?!\\d)");

    Asked {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    static Asked of(HttpServerRequest request, Buffer body, Instant at) {
        var headers = new HashMap<String, String>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var query = request.query() == null ? "" : request.query();
        return new Asked(at, request.method().name(), request.path(), fields(query), headers, body.toString());
    }

    /** The same with another method, path and body: one of several requests in one. */
    Asked part(String method, String path, String query, String body) {
        return new Asked(at, method, path, fields(query), headers, body);
    }

    /** A header; empty if there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** A value of the query; empty if there is none. */
    String query(String name) {
        return query.getOrDefault(name, "");
    }

    /** One of the path's segments, decoded, from 0; empty if there is none. */
    String segment(int index) {
        var segments = path.substring(1).split("/", -1);
        return index < segments.length ? decoded(segments[index].replace("+", "%2B")) : "";
    }

    boolean is(String wanted, String pattern) {
        return method.equals(wanted) && path.matches(pattern);
    }

    /** What the Authorization header holds behind its kind; empty if it is of another. */
    String authorization(String kind) {
        var header = header("authorization");
        return header.startsWith(kind + " ") ? header.substring(kind.length() + 1) : "";
    }

    /** Cookies by name. */
    Map<String, String> cookies() {
        var cookies = new LinkedHashMap<String, String>();
        for (var cookie : header("cookie").split(";\\s*", -1)) {
            var at = cookie.indexOf('=');
            if (at > 0) cookies.put(cookie.substring(0, at), cookie.substring(at + 1));
        }
        return cookies;
    }

    /** The body's fields, of a form. */
    Map<String, String> form() {
        return header("content-type").startsWith("application/x-www-form-urlencoded") ? fields(body) : Map.of();
    }

    /** The body, of JSON that says that it is. An empty object if it is none. */
    JsonObject json() {
        if (!header("content-type").startsWith("application/json")) return new JsonObject();
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            return new JsonObject();
        }
    }

    /** Whose call it is: the first Mexican phone it holds, 52 and ten digits, without the 1; empty if it holds none. */
    String phone() {
        var inBody = phone(body);
        return inBody.isEmpty() ? phone(path + query) : inBody;
    }

    private static String phone(String text) {
        var found = PHONE.matcher(text);
        return found.find() ? "52" + found.group(1) : "";
    }

    private static Map<String, String> fields(String encoded) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : encoded.split("&", -1)) {
            var at = pair.indexOf('=');
            if (at > 0) fields.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
