package dev.spillway.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds keys that no record has a component for. Looked for before the records are built: a misspelt key is also a missing
 * one, and the misspelling is what the person needs to be told.
 */
final class UnknownKeys {
    private static final TypeFactory TYPES = TypeFactory.defaultInstance();

    /** A key that nobody knows, and those that would be known in its place. */
    record Unknown(String path, String known) {}

    private UnknownKeys() {}

    static List<Unknown> in(JsonNode tree, Class<?> type) {
        var found = new ArrayList<Unknown>();
        look(tree, TYPES.constructType(type), "", found);
        return found;
    }

    private static void look(JsonNode node, JavaType type, String path, List<Unknown> found) {
        if (type.isCollectionLikeType()) {
            for (var i = 0; i < node.size(); i++) {
                look(node.path(i), type.getContentType(), path + "[" + i + "]", found);
            }
        } else if (type.isMapLikeType()) {
            node.properties()
                    .forEach(each -> look(each.getValue(), type.getContentType(), join(path, each.getKey()), found));
        } else if (type.getRawClass().isRecord()) {
            node.properties().forEach(each -> lookAt(each.getKey(), each.getValue(), type, path, found));
        }
    }

    private static void lookAt(String key, JsonNode value, JavaType record, String path, List<Unknown> found) {
        var components = record.getRawClass().getRecordComponents();
        Arrays.stream(components)
                .filter(component -> component.getName().equals(key))
                .findFirst()
                .ifPresentOrElse(
                        component ->
                                look(value, TYPES.constructType(component.getGenericType()), join(path, key), found),
                        () -> found.add(new Unknown(join(path, key), names(components))));
    }

    private static String names(java.lang.reflect.RecordComponent[] components) {
        return Arrays.stream(components)
                .map(java.lang.reflect.RecordComponent::getName)
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(", "));
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
