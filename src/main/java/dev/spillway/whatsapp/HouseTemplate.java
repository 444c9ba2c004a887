package dev.spillway.whatsapp;

import dev.spillway.connector.Operation;
import dev.spillway.whatsapp.message.LimitException;
import java.util.LinkedHashMap;
import java.util.List;

/** {@code sendTemplate} with {@code template, language?, values?} in the house's words, in place of Meta's {@code name, language, components}. */
final class HouseTemplate {
    private static final List<String> METAS = List.of("name", "components");

    private final String sender;
    private final TemplateStates templates;

    HouseTemplate(String sender, TemplateStates templates) {
        this.sender = sender;
        this.templates = templates;
    }

    static boolean isIn(Operation operation) {
        return "sendTemplate".equals(operation.name()) && operation.input().get("template") != null;
    }

    /** In Meta's words; as it is, if it already is in them. Throws {@link LimitException} if it cannot be filled. */
    Operation worded(Operation operation) {
        if (!isIn(operation)) return operation;
        var input = new LinkedHashMap<>(operation.input());
        for (var field : METAS) {
            if (input.containsKey(field)) {
                throw new LimitException(field
                        + " does not go with template: give template and values, or name, language and components");
            }
        }
        var filled = templates.filled(sender, input, operation.context().locale());
        input.remove("template");
        input.remove("values");
        input.put("name", filled.name());
        input.put("language", filled.language());
        input.put("components", filled.components());
        return new Operation(operation.name(), input, operation.context());
    }
}
