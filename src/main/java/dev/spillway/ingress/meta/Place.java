package dev.spillway.ingress.meta;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The few places of an element that decide what it is, whose it is and what makes it the same. All else is passed over. */
enum Place {
    ID("id"),
    TYPE("type"),
    TIMESTAMP("timestamp"),
    STATUS("status"),
    EVENT("event"),
    DECISION("decision"),
    FROM("from"),
    FROM_USER("from_user_id"),
    TO("to"),
    TO_USER("to_user_id"),
    RECIPIENT("recipient_id"),
    RECIPIENT_USER("recipient_user_id"),
    RECIPIENT_TYPE("recipient_type"),
    PARTICIPANT("recipient_participant_id"),
    PARTICIPANT_USER("recipient_participant_user_id"),
    CALLBACK_DATA("biz_opaque_callback_data"),
    TRANSACTION("payment.transaction.id"),
    DIRECTION("direction"),
    WA_ID("wa_id"),
    USER_ID("user_id"),
    USER_BEFORE("user_id.previous"),
    USER_NOW("user_id.current"),
    CATEGORY("category"),
    VALUE("value"),
    ACTION("action"),
    LISTED_PHONE("contact.phone_number"),
    LISTED_AT("metadata.timestamp"),
    PHASE("phase"),
    CHUNK("chunk_order"),
    CODE("code"),
    CHANNEL("phone_number_id"),
    DISPLAY_NUMBER("display_phone_number");

    /** One name on the way to a place: perhaps a place itself, perhaps with places inside. */
    record Step(@Nullable Place place, Map<String, Step> inside) {
        private static final Step NOWHERE = new Step(null, Map.of());

        Step into(String name) {
            return inside.getOrDefault(name, NOWHERE);
        }

        private Step with(Place found) {
            return new Step(found, inside);
        }
    }

    /** Where every element begins. */
    static final Step TOP = tree();

    private final String path;

    Place(String path) {
        this.path = path;
    }

    private static Step tree() {
        var top = new Step(null, new HashMap<>());
        for (var place : values()) place.enter(top);
        return top;
    }

    private void enter(Step top) {
        var names = path.split("\\.", -1);
        var step = top;
        for (var i = 0; i < names.length - 1; i++) {
            step = step.inside().computeIfAbsent(names[i], name -> new Step(null, new HashMap<>()));
        }
        var last = names[names.length - 1];
        var known = step.inside().getOrDefault(last, new Step(null, new HashMap<>()));
        step.inside().put(last, known.with(this));
    }
}
