package dev.spillway.connector.yaml;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a record component may do without. */
final class Shapes {
    private Shapes() {}

    static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** What stands for a missing container; null if the type is none. */
    static @Nullable Object empty(Class<?> type) {
        if (type == List.class) return List.of();
        return type == Map.class ? Map.of() : null;
    }

    static String example(RecordComponent component) {
        var type = component.getType();
        return type.isRecord() || type.isInterface() ? "a map of keys" : Scalars.example(type);
    }
}
