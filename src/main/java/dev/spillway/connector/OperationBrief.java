package dev.spillway.connector;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A canonical operation in words, for those who write connectors.
 *
 * @param write whether it changes something at the backend
 * @param needs fields of the input of which none may be missing, e.g. {@code waId or userId}
 * @param yields fields of the output that have a form, those that may not be missing first and with an asterisk, e.g. {@code
 *     number*}, {@code total (money)}
 */
public record OperationBrief(String name, boolean write, List<String> needs, List<String> yields) {
    public OperationBrief {
        needs = List.copyOf(needs);
        yields = List.copyOf(yields);
    }

    /** All there are, by name. */
    public static List<OperationBrief> all() {
        return Canonical.names().stream()
                .sorted()
                .flatMap(name -> Optional.ofNullable(Canonical.find(name)).stream())
                .map(OperationBrief::of)
                .toList();
    }

    private static OperationBrief of(CanonicalOperation operation) {
        return new OperationBrief(
                operation.name(),
                operation.write(),
                operation.inputs().stream()
                        .map(group -> String.join(" or ", group))
                        .toList(),
                operation.fields().entrySet().stream()
                        .sorted(Comparator.comparing((Map.Entry<String, FieldType> field) ->
                                        !operation.required().contains(field.getKey()))
                                .thenComparing(Map.Entry::getKey))
                        .map(field -> field.getKey()
                                + (operation.required().contains(field.getKey()) ? "*" : "")
                                + form(field.getValue()))
                        .toList());
    }

    private static String form(FieldType type) {
        return switch (type) {
            case TEXT -> "";
            case MONEY -> " (money)";
            case NUMBER -> " (number)";
            case FLAG -> " (true or false)";
            case LIST -> " (list)";
            case OBJECT -> " (object)";
            case ORDER_STATUS -> " (state)";
        };
    }
}
