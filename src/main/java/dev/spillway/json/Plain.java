package dev.spillway.json;

import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what the engine answers into the JDK's own types; shares nothing mutable with the input. */
final class Plain {
    private Plain() {}

    static @Nullable Object copy(@Nullable Object value) {
        if (value == null || value == Jsonata.NULL_VALUE) return null;
        if (value instanceof Map<?, ?> map) return copy(map);
        if (value instanceof List<?> list) return copy(list);
        if (value instanceof String || value instanceof Number || value instanceof Boolean) return value;
        throw new ExpressionException("the result is or holds a function");
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        for (var entry : map.entrySet()) copy.put(String.valueOf(entry.getKey()), copy(entry.getValue()));
        return copy;
    }

    private static List<Object> copy(List<?> list) {
        var copy = new ArrayList<Object>(list.size());
        for (var item : list) copy.add(copy(item));
        return copy;
    }
}
