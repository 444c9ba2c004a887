package dev.spillway.yaml;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Schema (draft 7, which editors know best) of a file that is read into a record: what the binder takes, and, as far as a
 * schema can say it, nothing else. Descriptions are those of the records' Javadoc.
 */
public final class FileSchema {
    private static final String DRAFT = "http://json-schema.org/draft-07/schema#";
    private static final Map<String, Object> REFERENCE = keys("type", "string", "pattern", "\\$\\{");

    private final boolean references;
    private final Descriptions descriptions = Descriptions.shipped();
    private final Map<String, Object> definitions = new TreeMap<>();

    private FileSchema(boolean references) {
        this.references = references;
    }

    /**
     * Makes one.
     *
     * @param references whether {@code ${NAME}} may stand for any single value
     * @return JSON, for people: with line breaks
     */
    public static String of(Class<? extends Record> type, String title, boolean references) {
        var made = new FileSchema(references);
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", DRAFT);
        schema.put("title", title);
        schema.putAll(made.record(type));
        schema.put("definitions", made.definitions);
        return Scalars.pretty(schema) + "\n";
    }

    /** In this order: what is checked in must not change by itself. */
    private static Map<String, Object> keys(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
        return map;
    }

    private Map<String, Object> value(AnnotatedType type) {
        var raw = Shapes.raw(type);
        if (raw == List.class) return keys("type", "array", "items", value(Shapes.argument(type, 0)));
        if (raw == Map.class) {
            return keys("type", "object", "additionalProperties", value(Shapes.argument(type, 1)));
        }
        if (raw.isRecord() || Shapes.isChoice(raw)) return defined(raw);
        return raw == Object.class ? keys() : single(raw);
    }

    private Map<String, Object> defined(Class<?> type) {
        var name = Descriptions.name(type);
        if (!definitions.containsKey(name)) {
            definitions.put(name, Map.of()); // it may hold itself
            definitions.put(name, type.isRecord() ? record(type) : choice(type));
        }
        return keys("$ref", "#/definitions/" + name);
    }

    private Map<String, Object> single(Class<?> type) {
        var schema = scalar(type);
        var isText = "string".equals(schema.get("type")) || schema.get("type") instanceof List<?>;
        return references && !isText ? keys("anyOf", List.of(schema, REFERENCE)) : schema;
    }

    private static Map<String, Object> scalar(Class<?> type) {
        if (type == boolean.class) return keys("type", "boolean");
        if (type == int.class || type == Integer.class || type == long.class) return keys("type", "integer");
        if (type == double.class) return keys("type", "number");
        if (type == Duration.class) return keys("type", "string", "pattern", "^(P|\\$\\{)");
        if (type == LocalDate.class) return keys("type", "string", "pattern", "^\\d{4}-\\d{2}-\\d{2}$");
        if (type == LocalTime.class) return keys("type", "string", "pattern", "^\\d{2}:\\d{2}");
        if (type == BigDecimal.class) return keys("type", List.of("string", "number"));
        if (type == URI.class || type == ZoneId.class) return keys("type", "string");
        if (type.isEnum()) return keys("enum", Scalars.words(type));
        // A plain 2 or true is a text where a text is wanted.
        return keys("type", List.of("string", "number", "boolean"));
    }

    private Map<String, Object> choice(Class<?> type) {
        // Which order a compiler gives them is its own affair, and has differed.
        var kinds = Arrays.stream(type.getPermittedSubclasses())
                .sorted(Comparator.comparing(Class::getSimpleName))
                .map(this::kind)
                .toList();
        return keys("type", "object", "required", List.of(Shapes.KIND), "oneOf", kinds);
    }

    private Map<String, Object> kind(Class<?> type) {
        var schema = new LinkedHashMap<>(record(type));
        var properties = new LinkedHashMap<String, Object>();
        properties.put(Shapes.KIND, keys("const", Shapes.kind(type)));
        properties.putAll(map(schema.getOrDefault("properties", Map.of())));
        schema.put("properties", properties);
        return schema;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private Map<String, Object> record(Class<?> type) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            var name = Shapes.name(component);
            properties.put(name, described(type, component));
            var optional =
                    component.isAnnotationPresent(Default.class) || Shapes.isOptional(component.getAnnotatedType());
            if (!optional) required.add(name);
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) schema.put("required", required);
        schema.put("properties", properties);
        return schema;
    }

    /** Beside a reference to a definition nothing else counts in this draft: so it is wrapped. */
    private Map<String, Object> described(Class<?> type, RecordComponent component) {
        var schema = new LinkedHashMap<String, Object>();
        var about = descriptions.of(type, component.getName());
        if (!about.isEmpty()) schema.put("description", about);
        var otherwise = component.getAnnotation(Default.class);
        if (otherwise != null && !otherwise.value().isEmpty()) schema.put("default", Scalars.json(otherwise.value()));
        var value = value(component.getAnnotatedType());
        if (value.containsKey("$ref")) schema.put("allOf", List.of(value));
        else schema.putAll(value);
        return schema;
    }
}
