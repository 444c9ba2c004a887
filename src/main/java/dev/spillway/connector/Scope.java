package dev.spillway.connector;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What expressions and templates of an operation can see: {@code in}, {@code ctx}, what steps saved and, while an answer is
 * judged, {@code status}, {@code headers} and {@code body}. Immutable.
 */
final class Scope {
    /** What logins are known as. */
    static final Set<String> LOGINS = Set.of("auth", "csrf");

    /** Names that are always taken. */
    static final Set<String> OWN =
            Set.of("in", "ctx", "status", "headers", "body", "cookies", "auth", "csrf", "login", "param");

    private final Map<String, Object> values;
    private final Map<String, Object> files;

    private Scope(Map<String, Object> values) {
        this(values, Map.of());
    }

    private Scope(Map<String, Object> values, Map<String, Object> files) {
        this.values = values;
        this.files = files;
    }

    static Scope of(Operation operation, Instance instance) {
        return new Scope(Map.of("in", operation.input(), "ctx", ctx(operation, instance), "param", instance.params()));
    }

    /** What the steps of a batch can see: {@code items}, of each piece what it alone would see, and one key for all. */
    static Scope of(List<Operation> pieces, Instance instance) {
        var items = pieces.stream()
                .map(piece -> Map.of("in", piece.input(), "ctx", ctx(piece, instance)))
                .toList();
        var ctx = ctx(pieces.get(0), instance);
        ctx.put("eventId", "");
        ctx.put("callbackData", "");
        ctx.put("idempotencyKey", key(pieces));
        return new Scope(Map.of("items", items, "ctx", ctx, "param", instance.params()));
    }

    /** The same for the same pieces in the same order. */
    private static String key(List<Operation> pieces) {
        var keys =
                pieces.stream().map(piece -> piece.context().idempotencyKey()).collect(Collectors.joining("\n"));
        return UUID.nameUUIDFromBytes(keys.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Map<String, Object> ctx(Operation operation, Instance instance) {
        var context = operation.context();
        var ctx = new LinkedHashMap<String, Object>();
        ctx.put("eventId", context.eventId());
        ctx.put("idempotencyKey", context.idempotencyKey());
        ctx.put("callbackData", context.callbackData());
        ctx.put("locale", context.locale());
        ctx.put("attempt", context.attempt());
        ctx.put("operation", operation.name());
        ctx.put("seconds", context.at().getEpochSecond());
        ctx.put("connector", instance.connector());
        ctx.put("tenant", instance.tenant());
        ctx.put("dryRun", context.terms().dryRun());
        ctx.put("deadlineMs", context.terms().left().toMillis());
        return ctx;
    }

    /** What the steps of a login can see: {@code login.now}, in seconds, and the values of the login before. */
    static Scope of(LoginPlan.Context context, Instance instance) {
        var login = Map.of("now", context.now().getEpochSecond(), "before", context.before());
        var ctx = Map.of(
                "seconds", context.now().getEpochSecond(),
                "idempotencyKey", "",
                "connector", instance.connector(),
                "tenant", instance.tenant());
        return new Scope(Map.of("login", login, "in", Map.of(), "ctx", ctx, "param", instance.params()));
    }

    /** The same, in which expressions do not see these fields of the input: files are more than they could bear. */
    Scope settingAside(Set<String> fields) {
        if (fields.isEmpty() || !(values.get("in") instanceof Map<?, ?> in)) return this;
        var light = new LinkedHashMap<Object, Object>(in);
        var heavy = new HashMap<String, Object>();
        fields.forEach(field -> {
            var file = light.remove(field);
            if (file != null) heavy.put(field, file);
        });
        var grown = new HashMap<>(values);
        grown.put("in", light);
        return new Scope(grown, heavy);
    }

    /** The file at a path, as text; null if there is none. */
    @Nullable
    String file(List<String> path) {
        var aside = path.size() == 2 && path.get(0).equals("in") ? files.get(path.get(1)) : null;
        return aside instanceof String text ? text : text(path);
    }

    /** A missing value hides an earlier one of the same name. */
    Scope with(String name, @Nullable Object value) {
        var grown = new HashMap<>(values);
        if (value == null) grown.remove(name);
        else grown.put(name, value);
        return new Scope(grown, files);
    }

    Scope withAnswer(Answer answer) {
        return with("status", answer.status())
                .with("headers", answer.headers())
                .with("cookies", answer.cookies())
                .with("body", answer.body());
    }

    /** As input and as bindings: {@code in.x} at the top of an expression, {@code $in.x} anywhere in it. */
    Map<String, Object> values() {
        return values;
    }

    /** The single value at a path, as text; null if there is none or it is no single value. */
    @Nullable
    String text(List<String> path) {
        Object at = values;
        for (var name : path) at = at instanceof Map<?, ?> map ? map.get(name) : null;
        return at instanceof String || at instanceof Number || at instanceof Boolean ? at.toString() : null;
    }
}
