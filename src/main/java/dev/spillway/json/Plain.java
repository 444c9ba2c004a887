package dev.spillway.json;

import com.dashjoin.jsonata.Jsonata;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what the engine answers into the JDK's own types; shares nothing mutable with the input. */
final class Plain {
    private static final int SCALE_MAX = 400;

    private Plain() {}

    static @Nullable Object copy(@Nullable Object value) {
        if (value == null || value == Jsonata.NULL_VALUE) return null;
        if (value instanceof Map<?, ?> map) return copy(map);
        if (value instanceof List<?> list) return copy(list);
        if (value instanceof BigDecimal number) return writable(number);
        if (value instanceof String || value instanceof Number || value instanceof Boolean) return value;
        throw new ExpressionException("the result is or holds a function");
    }

    /** A few digits with an absurd exponent would be written as gigabytes. */
    private static BigDecimal writable(BigDecimal number) {
        if (Math.abs((long) number.scale()) > SCALE_MAX) throw new ExpressionException("a number is out of range");
        return number;
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
