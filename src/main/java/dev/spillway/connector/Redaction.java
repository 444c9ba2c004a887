package dev.spillway.connector;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of a connector's requests and answers nobody sees, wherever they are shown or logged: what its file lists, and always
 * what proves who we are. Immutable.
 */
public final class Redaction {
    /** What stands in place of a value. */
    public static final String MASK = "***";

    private static final Set<String> ALWAYS =
            Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "x-csrf-token");

    /** The scheme stays, if there is one: it is often what is wrong. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z-]{0,30} [^ =;,]+");

    private static final String FORM = "application/x-www-form-urlencoded";

    /** Lists nothing. */
    public static final Redaction NONE = listing(List.of(), List.of(), List.of());

    private final Set<String> headers;
    private final Set<String> query;
    private final BodyPaths body;
    private final @Nullable Redaction listed;
    private final SecretValues secrets;

    private Redaction(
            Collection<String> headers,
            Collection<String> query,
            BodyPaths body,
            @Nullable Redaction listed,
            SecretValues secrets) {
        this.listed = listed;
        this.secrets = secrets;
        this.headers = headers.stream().map(Redaction::lower).collect(Collectors.toUnmodifiableSet());
        this.query = Set.copyOf(query);
        this.body = body;
    }

    /** What a file lists, and nothing else: not even what is always hidden. */
    static Redaction listing(List<String> headers, List<String> query, List<String> body) {
        return new Redaction(headers, query, BodyPaths.of(body), null, SecretValues.NONE);
    }

    /** The same and all that carries a proof of who we are. */
    Redaction and(Credentials credentials) {
        var names = new HashSet<>(headers);
        names.addAll(ALWAYS);
        names.addAll(credentials.headers().keySet());
        if (credentials.csrf() != null)
            names.addAll(credentials.csrf().headers().keySet());
        var parameters = new HashSet<>(query);
        parameters.addAll(credentials.query().keySet());
        return new Redaction(names, parameters, body, this, secrets);
    }

    /** The same, and these values wherever they stand. */
    Redaction and(SecretValues secrets) {
        return new Redaction(headers, query, body, listed, secrets);
    }

    /** Whether a part of a body, or what was made of one, holds something that nobody sees. */
    public boolean hides(Object value) {
        return secrets.among(value) || !value.equals(body.ofParts().masked(value));
    }

    /** Only what the file lists: where all else is invented, as in samples. */
    public Redaction listed() {
        return listed == null ? this : listed;
    }

    /** The value of a header, or what stands in its place. */
    public String header(String name, String value) {
        if (!headers.contains(lower(name))) return value;
        return SCHEME.matcher(value).matches() ? value.substring(0, value.indexOf(' ')) + " " + MASK : MASK;
    }

    /** An address without the values of parameters that nobody sees. */
    public String address(URI uri) {
        var text = uri.toString();
        var mark = text.indexOf('?');
        return mark < 0 ? text : text.substring(0, mark + 1) + masked(text.substring(mark + 1), query::contains);
    }

    /** The parameters of an address, decoded. */
    public Map<String, String> parameters(Map<String, String> parameters) {
        return masked(parameters, query::contains);
    }

    /** The fields of a form, decoded. */
    public Map<String, String> form(Map<String, String> fields) {
        return masked(fields, body::hides);
    }

    private static Map<String, String> masked(Map<String, String> values, Predicate<String> hidden) {
        var shown = new TreeMap<>(values);
        shown.replaceAll((name, value) -> hidden.test(name) ? MASK : value);
        return shown;
    }

    /**
     * A body as text. One of which it cannot be told where its fields are is not shown at all, if any are to be hidden.
     *
     * @param headers of the same message
     */
    public String body(Map<String, String> headers, Payload payload) {
        if (body.isEmpty() || payload.isEmpty()) return payload.text();
        var type = type(headers);
        if (type.startsWith(FORM)) return masked(payload.text(), body::hides);
        var text = payload.text().strip();
        var known = !type.startsWith("multipart/") && !text.startsWith("{") && !text.startsWith("[");
        return known ? text : json(payload);
    }

    private String json(Payload payload) {
        try {
            return Json.text(body.masked(Json.read(payload)));
        } catch (IllegalArgumentException e) {
            return MASK + " (" + payload.length() + " bytes in which fields cannot be told)";
        }
    }

    /** Whether it needs the whole of a body to hide what is listed. */
    public boolean needsAll() {
        return !body.isEmpty();
    }

    /** What expressions may see whose result is shown. */
    Scope shown(Scope scope) {
        if (body.isEmpty() && headers.isEmpty()) return scope;
        var values = scope.values();
        var shown = scope;
        if (values.containsKey("body")) shown = shown.with("body", body.masked(values.get("body")));
        if (values.containsKey("item"))
            shown = shown.with("item", body.ofParts().masked(values.get("item")));
        return values.get("headers") instanceof Map<?, ?> all ? shown.with("headers", masked(all)) : shown;
    }

    private Map<String, Object> masked(Map<?, ?> all) {
        var shown = new HashMap<String, Object>();
        all.forEach((name, value) -> shown.put(name.toString(), header(name.toString(), String.valueOf(value))));
        return shown;
    }

    private static String masked(String pairs, Predicate<String> hidden) {
        return Arrays.stream(pairs.split("&", -1))
                .map(pair -> hidden.test(name(pair)) ? pair.substring(0, end(pair)) + "=" + MASK : pair)
                .collect(Collectors.joining("&"));
    }

    private static String name(String pair) {
        try {
            return URLDecoder.decode(pair.substring(0, end(pair)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return pair;
        }
    }

    private static int end(String pair) {
        return pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('=');
    }

    private static String type(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .map(header -> lower(header.getValue()))
                .findFirst()
                .orElse("");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
