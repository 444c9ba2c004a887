package dev.spillway.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON that may be anything: what is missing or of another kind reads as empty. */
final class Fields {
    private Fields() {}

    static String text(Map<String, Object> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    static Map<String, Object> object(Map<String, Object> map, String key) {
        return object(map.get(key));
    }

    /** A copy without keys that stand for nothing. */
    static Map<String, Object> object(@Nullable Object value) {
        var copy = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                if (item != null) copy.put(String.valueOf(key), item);
            });
        }
        return copy;
    }

    static List<?> list(Map<String, Object> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }

    /** The first object of a list. */
    static Map<String, Object> first(Map<String, Object> map, String key) {
        var list = list(map, key);
        return list.isEmpty() ? Map.of() : object(list.get(0));
    }

    static int number(Map<String, Object> map, String key, int fallback) {
        return map.get(key) instanceof Number number ? number.intValue() : fallback;
    }
}
