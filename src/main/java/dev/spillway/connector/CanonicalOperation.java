package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a canonical operation takes and yields, whatever the backend.
 *
 * @param inputs groups of fields, of each at least one must be given
 * @param fields of the output that have a type; others pass as they are
 * @param required fields of the output
 */
record CanonicalOperation(
        String name, boolean write, List<List<String>> inputs, Map<String, FieldType> fields, Set<String> required) {

    /** The group of input fields of which none is given; empty if all is well. */
    String missingInput(Map<String, Object> input) {
        return inputs.stream()
                .filter(group -> group.stream().noneMatch(field -> isGiven(input.get(field))))
                .map(group -> String.join(" or ", group))
                .findFirst()
                .orElse("");
    }

    private static boolean isGiven(@Nullable Object value) {
        return value != null && !(value instanceof String text && text.isBlank());
    }

    /** Done with the canonical form of what a mapping made; {@code CONFIG}, naming the field, if it is not that. */
    Outcome output(String reasonName, Map<?, ?> mapped) {
        var output = new LinkedHashMap<String, Object>();
        for (var entry : mapped.entrySet()) {
            if (entry.getValue() == null) continue;
            var field = String.valueOf(entry.getKey());
            var type = fields.get(field);
            var value = type == null ? entry.getValue() : type.accept(entry.getValue());
            if (value == null)
                return Outcome.of(Kind.CONFIG, reasonName + ": output " + field + " is no " + word(type));
            output.put(field, value);
        }
        return missingOutput(reasonName, output);
    }

    private Outcome missingOutput(String reasonName, Map<String, Object> output) {
        return required.stream()
                .filter(field -> !output.containsKey(field))
                .sorted()
                .findFirst()
                .map(field -> Outcome.of(Kind.CONFIG, reasonName + ": output " + field + " is missing"))
                .orElseGet(() -> Outcome.done(output));
    }

    private static String word(@Nullable FieldType type) {
        return String.valueOf(type).toLowerCase(Locale.ROOT);
    }
}
