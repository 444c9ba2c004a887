package dev.spillway.connector.yaml;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binds YAML to records, noting every problem and going on: a list holds null where an item is broken, so that the others keep
 * their places; a map leaves it out; a record with a broken component that it needs is broken itself.
 *
 * <p>Components: {@code String}, {@code boolean}, {@code Integer}, {@code Duration}, enums, records, sealed interfaces of
 * records (told apart by {@code kind}: the record's name in lower case), {@code List} and {@code Map<String, ?>} of these.
 * A missing list or map is empty, a missing {@code @Nullable} is null, a missing {@link Default} is that; anything else
 * missing is a problem.
 */
public final class RecordBinder {
    private final Problems problems;

    private RecordBinder(Problems problems) {
        this.problems = problems;
    }

    /** Null if the text is no YAML or the record misses what it needs; the problems say why. */
    public static <T extends Record> @Nullable T bind(Class<T> type, String yaml, Problems problems) {
        var node = YamlReader.read(yaml, problems);
        return node == null ? null : type.cast(new RecordBinder(problems).value(type, node, ""));
    }

    private @Nullable Object value(Type type, YamlNode node, String path) {
        if (node instanceof YamlNode.Empty) return absent(path, "has no value", "write one or remove the key");
        if (type instanceof ParameterizedType generic) return container(generic, node, path);
        var raw = (Class<?>) type;
        if (raw.isSealed()) return variant(raw, node, path);
        if (raw.isRecord()) return node instanceof YamlNode.Mapping map ? record(raw, map, path) : wrong(node, path);
        return node instanceof YamlNode.Scalar scalar ? scalar(raw, scalar.text(), path) : wrong(node, path);
    }

    private @Nullable Object wrong(YamlNode node, String path) {
        return absent(path, "is " + node.kind(), "compare it with the examples in conf/connectors");
    }

    private @Nullable Object absent(String path, String what, String cure) {
        problems.add(path.isEmpty() ? "file" : path, what, cure);
        return null;
    }

    private @Nullable Object container(ParameterizedType type, YamlNode node, String path) {
        var arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            return node instanceof YamlNode.Sequence list ? list(arguments[0], list, path) : wrong(node, path);
        }
        return node instanceof YamlNode.Mapping map ? map(arguments[1], map, path) : wrong(node, path);
    }

    private List<@Nullable Object> list(Type type, YamlNode.Sequence list, String path) {
        var bound = new ArrayList<@Nullable Object>();
        for (var item : list.items()) bound.add(value(type, item, path + "[" + bound.size() + "]"));
        return bound;
    }

    private Map<String, Object> map(Type type, YamlNode.Mapping map, String path) {
        var bound = new LinkedHashMap<String, Object>();
        map.entries().forEach((name, node) -> {
            var value = value(type, node, path + "." + name);
            if (value != null) bound.put(name, value);
        });
        return bound;
    }

    private @Nullable Object variant(Class<?> type, YamlNode node, String path) {
        if (!(node instanceof YamlNode.Mapping map)) return wrong(node, path);
        var variants = Arrays.stream(type.getPermittedSubclasses())
                .collect(Collectors.toMap(RecordBinder::kind, variant -> variant, (a, b) -> a, LinkedHashMap::new));
        var kind = map.entries().get("kind") instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        var chosen = variants.get(kind);
        if (chosen != null) return record(chosen, map, path);
        problems.addUnknown(path + ".kind", kind, variants.keySet());
        return null;
    }

    private static String kind(Class<?> variant) {
        var key = variant.getAnnotation(Key.class);
        return key == null ? variant.getSimpleName().toLowerCase(Locale.ROOT) : key.value();
    }

    private @Nullable Object record(Class<?> type, YamlNode.Mapping map, String path) {
        var components = type.getRecordComponents();
        refuseUnknown(type, components, map, path);
        var arguments = new @Nullable Object[components.length];
        var complete = true;
        for (var i = 0; i < components.length; i++) {
            arguments[i] = component(components[i], map, path);
            complete &= arguments[i] != null || Shapes.isOptional(components[i]);
        }
        return complete ? create(type, components, arguments) : null;
    }

    private void refuseUnknown(Class<?> type, RecordComponent[] components, YamlNode.Mapping map, String path) {
        var known = new ArrayList<>(
                Arrays.stream(components).map(RecordBinder::name).toList());
        if (Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed)) known.add("kind");
        for (var key : map.entries().keySet()) {
            if (!known.contains(key)) problems.addUnknown(path.isEmpty() ? key : path + "." + key, key, known);
        }
    }

    private @Nullable Object component(RecordComponent component, YamlNode.Mapping map, String path) {
        var name = name(component);
        var key = path.isEmpty() ? name : path + "." + name;
        var node = map.entries().get(name);
        if (node == null) return missing(component, key);
        var value = value(component.getGenericType(), node, key);
        return value == null ? Shapes.empty(component.getType()) : value;
    }

    private @Nullable Object missing(RecordComponent component, String key) {
        var otherwise = component.getAnnotation(Default.class);
        if (otherwise != null) return scalar(component.getType(), otherwise.value(), key);
        var empty = Shapes.empty(component.getType());
        if (empty != null || Shapes.isOptional(component)) return empty;
        return absent(key, "is missing", "add \"" + name(component) + ": …\" (" + Shapes.example(component) + ")");
    }

    private static String name(RecordComponent component) {
        var key = component.getAnnotation(Key.class);
        return key == null ? component.getName() : key.value();
    }

    private @Nullable Object scalar(Class<?> type, String text, String path) {
        try {
            var value = Scalars.of(type, text);
            if (value != null) return value;
            problems.addUnknown(path, text, Scalars.choices(type));
        } catch (RuntimeException e) {
            problems.add(path, "\"" + text + "\" does not fit", "write " + Scalars.example(type));
        }
        return null;
    }

    private static Object create(Class<?> type, RecordComponent[] components, @Nullable Object[] arguments) {
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + type.getSimpleName() + " cannot be built", e);
        }
    }
}
