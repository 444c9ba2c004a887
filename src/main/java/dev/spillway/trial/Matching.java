package dev.spillway.trial;

import dev.spillway.connector.Redaction;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.trial.SampleFile.Asked;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a request with what a sample says that it must be.
 *
 * @param redaction what nobody sees of either
 */
record Matching(Redaction redaction) {
    private static final String ANYTHING = "*";

    /** What differs, in words; empty if nothing does. */
    String difference(Asked asked, HttpServerRequest request, Buffer body) {
        var url = asked.url();
        if (!asked.method().equals(request.method().name())) return differs("method", asked.method(), request.method());
        var address = url.getRawAuthority() + url.getRawPath();
        var seen = request.getHeader("host") + request.path();
        if (!address.equals(seen)) return differs("address", address, seen);
        var query = fields(String.valueOf(request.query()));
        if (!same(asked.query(), query))
            return differs("query", redaction.parameters(asked.query()), redaction.parameters(query));
        for (var header : asked.headers().entrySet()) {
            var value = request.getHeader(header.getKey());
            if (!same(header.getValue(), value)) return header(header.getKey(), header.getValue(), value);
        }
        return body(asked, request, body);
    }

    private String body(Asked asked, HttpServerRequest request, Buffer body) {
        if (asked.form() != null) {
            var form = fields(body.toString());
            return same(asked.form(), form) ? "" : differs("form", redaction.form(asked.form()), redaction.form(form));
        }
        if (!asked.multipart().isEmpty()) {
            var parts = Multiparts.of(request, body);
            if (asked.multipart().equals(parts)) return "";
            return redaction.needsAll() ? "multipart differs" : differs("multipart", asked.multipart(), parts);
        }
        if (asked.text() != null) {
            return asked.text().equals(body.toString())
                    ? ""
                    : differs("text", shown(asked.text()), shown(body.toString()));
        }
        var json = json(body);
        return same(asked.body(), json) ? "" : differs("body", shown(Json.text(asked.body())), shown(body.toString()));
    }

    private String header(String name, String expected, @Nullable String seen) {
        return differs(
                "header " + name, redaction.header(name, expected), seen == null ? null : redaction.header(name, seen));
    }

    private String shown(String body) {
        return redaction.body(Map.of(), Payload.of(body));
    }

    private static @Nullable Object json(Buffer body) {
        try {
            return body.length() == 0 ? null : Json.read(Payload.of(body.getBytes()));
        } catch (IllegalArgumentException e) {
            return body.toString();
        }
    }

    private static Map<String, String> fields(String encoded) {
        var fields = new TreeMap<String, String>();
        for (var pair : encoded.equals("null") ? new String[0] : encoded.split("&", -1)) {
            var at = pair.indexOf('=');
            if (at > 0) fields.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Whether a value is as expected; numbers by their value, not by how they are written. */
    static boolean same(@Nullable Object expected, @Nullable Object seen) {
        if (ANYTHING.equals(expected)) return seen != null;
        if (expected instanceof Map<?, ?> one && seen instanceof Map<?, ?> other) {
            return known(one).keySet().equals(known(other).keySet())
                    && known(one).entrySet().stream().allMatch(each -> same(each.getValue(), other.get(each.getKey())));
        }
        if (expected instanceof List<?> one && seen instanceof List<?> other) {
            if (one.size() != other.size()) return false;
            for (var i = 0; i < one.size(); i++) if (!same(one.get(i), other.get(i))) return false;
            return true;
        }
        if (expected instanceof Number one && seen instanceof Number other) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        return Objects.equals(expected, seen);
    }

    private static Map<Object, Object> known(Map<?, ?> map) {
        var known = new LinkedHashMap<Object, Object>();
        map.forEach((key, value) -> {
            if (value != null) known.put(key, value);
        });
        return known;
    }

    static String differs(String what, @Nullable Object expected, @Nullable Object seen) {
        return what.toLowerCase(Locale.ROOT) + " differs\n      expected " + expected + "\n      but was  " + seen;
    }
}
