package dev.spillway.yaml;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What types and record components say about the YAML they take. */
public final class Shapes {
    /** Tells the records of a sealed interface apart. */
    static final String KIND = "kind";

    private Shapes() {}

    /** A choice of records, told apart by {@link #KIND}. Some single values' classes of the JDK are sealed, too. */
    static boolean isChoice(Class<?> type) {
        return type.isSealed() && type.isInterface();
    }

    /** The word that chooses a record: {@code ApiKey} is {@code api-key}. */
    public static String kind(Class<?> record) {
        return record.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    static Class<?> raw(AnnotatedType type) {
        return (Class<?>) (type.getType() instanceof ParameterizedType generic ? generic.getRawType() : type.getType());
    }

    static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }

    static boolean isOptional(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    static String name(RecordComponent component) {
        var property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null ? component.getName() : property.value();
    }

    static List<String> names(Class<?> type) {
        var names = new ArrayList<>(
                Arrays.stream(type.getRecordComponents()).map(Shapes::name).toList());
        if (Arrays.stream(type.getInterfaces()).anyMatch(Shapes::isChoice)) names.add(KIND);
        return names;
    }

    /** In words, for messages. */
    static String expected(Class<?> type) {
        if (type == List.class) return "a list";
        if (type.isRecord()) return "a map of keys: " + String.join(", ", names(type));
        return type == Map.class || isChoice(type) ? "a map of keys" : Scalars.expected(type);
    }
}
