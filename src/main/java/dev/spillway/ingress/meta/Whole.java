package dev.spillway.ingress.meta;

import dev.spillway.event.EventKind;
import java.util.Map;

/** Values that are one event each: the field tells the kind. */
final class Whole {
    private static final Map<String, EventKind> BY_FIELD = Map.of(
            "business_username_update", EventKind.PHONE_NUMBER,
            "business_capability_update", EventKind.ACCOUNT,
            "security", EventKind.SECURITY,
            "flows", EventKind.FLOW,
            "payment_configuration_update", EventKind.PAYMENT_CONFIGURATION);

    private Whole() {}

    /** The kind of a field's values; {@code OPAQUE} for a field this version does not know. */
    static EventKind kind(String field) {
        var exact = BY_FIELD.get(field);
        if (exact != null) return exact;
        if (field.startsWith("template_") || field.startsWith("message_template_")) return EventKind.TEMPLATE;
        if (field.startsWith("phone_number_")) return EventKind.PHONE_NUMBER;
        return field.startsWith("account_") ? EventKind.ACCOUNT : EventKind.OPAQUE;
    }

    /** The word of the value: what happened if it says so, else the field. */
    static String word(EventKind kind, Found found) {
        var field = found.origin().field();
        var otherwise = field.isEmpty() ? "unknown" : field;
        if (kind == EventKind.OPAQUE) return otherwise;
        return found.at(Place.EVENT, found.at(Place.DECISION, found.at(Place.STATUS, otherwise)));
    }
}
