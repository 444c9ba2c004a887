package dev.spillway.connector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Places in bodies whose values nobody sees. */
final class BodyPaths {
    private static final String ANY = "*";

    private final List<List<String>> paths;

    /** @param paths each of names: of fields within fields, whether there are lists between them or not; an asterisk is any name */
    private BodyPaths(List<List<String>> paths) {
        this.paths = List.copyOf(paths);
    }

    /** @param written names parted by dots */
    static BodyPaths of(List<String> written) {
        return new BodyPaths(
                written.stream().map(path -> List.of(path.split("\\.", -1))).toList());
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** The same places, and wherever else they would be in what is only a part of a body. */
    BodyPaths ofParts() {
        var parts = new ArrayList<List<String>>();
        for (var path : paths) {
            for (var from = 0; from < path.size(); from++) {
                if (from == 0 || !ANY.equals(path.get(from))) parts.add(path.subList(from, path.size()));
            }
        }
        return new BodyPaths(parts);
    }

    /** Whether nobody sees a field at the top. */
    boolean hides(String name) {
        return tails(name, paths).stream().anyMatch(List::isEmpty);
    }

    /** The value without what nobody sees. */
    @Nullable
    Object masked(@Nullable Object value) {
        return masked(value, paths);
    }

    private static @Nullable Object masked(@Nullable Object value, List<List<String>> paths) {
        if (paths.isEmpty()) return value;
        if (value instanceof List<?> list) {
            var items = new ArrayList<@Nullable Object>();
            for (var item : list) items.add(masked(item, paths));
            return items;
        }
        if (!(value instanceof Map<?, ?> map)) return value;
        var fields = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, field) -> fields.put(name.toString(), field(field, tails(name.toString(), paths))));
        return fields;
    }

    private static @Nullable Object field(@Nullable Object value, List<List<String>> tails) {
        return value != null && tails.stream().anyMatch(List::isEmpty) ? Redaction.MASK : masked(value, tails);
    }

    private static List<List<String>> tails(String name, List<List<String>> paths) {
        return paths.stream()
                .filter(path -> path.get(0).equals(ANY) || path.get(0).equals(name))
                .map(path -> path.subList(1, path.size()))
                .toList();
    }
}
