package dev.spillway.yaml;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Binds nodes to records, noting every problem and going on; {@link StrictYaml} says what it knows. */
final class RecordBinder {
    private final Scalars scalars;
    private final Problems problems;

    RecordBinder(Scalars scalars, Problems problems) {
        this.scalars = scalars;
        this.problems = problems;
    }

    @Nullable
    Object bind(Class<? extends Record> type, Node root) {
        return record(type, root, "");
    }

    private @Nullable Object value(AnnotatedType type, Node node, String path) {
        var raw = Shapes.raw(type);
        if (node.getTag().equals(Tag.NULL)) return refuse(path, "has no value", "write one or remove the key");
        if (raw == List.class) return list(Shapes.argument(type, 0), node, path);
        if (raw == Map.class) return map(Shapes.argument(type, 1), node, path);
        if (Shapes.isChoice(raw)) return variant(raw, node, path);
        if (raw.isRecord()) return record(raw, node, path);
        if (raw == Object.class && node instanceof MappingNode) return map(type, node, path);
        if (raw == Object.class && node instanceof SequenceNode) return list(type, node, path);
        return node instanceof ScalarNode scalar ? scalars.of(raw, scalar, path) : wrong(raw, node, path);
    }

    private @Nullable Object wrong(Class<?> type, Node node, String path) {
        var is = node instanceof ScalarNode
                ? "a single value"
                : node instanceof MappingNode ? "a map of keys" : "a list";
        return refuse(path, "is " + is, "write " + Shapes.expected(type));
    }

    private @Nullable Object refuse(String path, String what, String cure) {
        problems.add(path, what, cure);
        return null;
    }

    private @Nullable Object list(AnnotatedType type, Node node, String path) {
        if (!(node instanceof SequenceNode list)) return wrong(List.class, node, path);
        var bound = new ArrayList<@Nullable Object>();
        var complete = true;
        for (var item : list.getValue()) {
            var value = isNull(type, item) ? null : value(type, item, path + "[" + bound.size() + "]");
            complete &= value != null || isNull(type, item);
            bound.add(value);
        }
        return Shapes.isOptional(type) || complete ? bound : null;
    }

    private @Nullable Object map(AnnotatedType type, Node node, String path) {
        if (!(node instanceof MappingNode map)) return wrong(Map.class, node, path);
        var bound = new LinkedHashMap<String, @Nullable Object>();
        entries(map).forEach((name, item) -> {
            if (isNull(type, item)) {
                bound.put(name, null);
                return;
            }
            var value = value(type, item, Lines.join(path, name));
            if (value != null) bound.put(name, value);
        });
        return bound;
    }

    /** In any JSON there may be a null; an empty value is more likely one that somebody forgot. */
    private static boolean isNull(AnnotatedType type, Node node) {
        return Shapes.raw(type) == Object.class
                && node instanceof ScalarNode scalar
                && "null".equals(scalar.getValue())
                && scalar.isPlain();
    }

    private static Map<String, Node> entries(MappingNode map) {
        var entries = new LinkedHashMap<String, Node>();
        map.getValue().forEach(entry -> entries.put(Outline.name(entry.getKeyNode()), entry.getValueNode()));
        return entries;
    }

    private @Nullable Object variant(Class<?> type, Node node, String path) {
        if (!(node instanceof MappingNode map)) return wrong(type, node, path);
        var variants = Arrays.stream(type.getPermittedSubclasses()).collect(Collectors.toMap(Shapes::kind, it -> it));
        var kind = entries(map).get(Shapes.KIND) instanceof ScalarNode scalar ? scalar.getValue() : "";
        var chosen = variants.get(kind);
        if (chosen != null) return record(chosen, node, path);
        problems.addUnknown(Lines.join(path, Shapes.KIND), kind, variants.keySet());
        return null;
    }

    private @Nullable Object record(Class<?> type, Node node, String path) {
        if (!(node instanceof MappingNode map)) return wrong(type, node, path);
        var entries = entries(map);
        refuseUnknown(type, entries, path);
        var components = type.getRecordComponents();
        var values = new @Nullable Object[components.length];
        var complete = true;
        var broken = false;
        for (var i = 0; i < components.length; i++) {
            values[i] = component(components[i], entries, path);
            complete &= values[i] != null || Shapes.isOptional(components[i].getAnnotatedType());
            broken |= values[i] == null && entries.containsKey(Shapes.name(components[i]));
        }
        return complete ? create(type, values, path, broken) : null;
    }

    private void refuseUnknown(Class<?> type, Map<String, Node> entries, String path) {
        var known = Shapes.names(type);
        entries.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> problems.addUnknown(Lines.join(path, key), key, known));
    }

    private @Nullable Object component(RecordComponent component, Map<String, Node> entries, String path) {
        var name = Shapes.name(component);
        var node = entries.get(name);
        var type = component.getAnnotatedType();
        if (node != null) return value(type, node, Lines.join(path, name));
        var otherwise = component.getAnnotation(Default.class);
        if (otherwise != null) return otherwise(Shapes.raw(type), otherwise.value());
        if (Shapes.isOptional(type)) return null;
        return refuse(
                Lines.join(path, name),
                "is missing",
                "add \"" + name + ": …\" (" + Shapes.expected(Shapes.raw(type)) + ")");
    }

    private static @Nullable Object otherwise(Class<?> type, String text) {
        if (type == List.class) return List.of();
        return type == Map.class ? Map.of() : Scalars.of(type, text);
    }

    /** A record that refuses its values although one of them is broken may be misled; then the broken one is told alone. */
    private @Nullable Object create(Class<?> type, @Nullable Object[] values, String path, boolean broken) {
        try {
            var types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType);
            var constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException refusal)) throw new IllegalStateException(e);
            if (!broken) problems.addRefusal(path, String.valueOf(refusal.getMessage()));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + type.getSimpleName() + " cannot be built", e);
        }
    }
}
