package dev.spillway.consent;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody, by the names an event or a caller gives them.
 *
 * @param phone in whatever form; empty if unknown
 * @param userId business-scoped; empty if unknown
 */
public record Person(String phone, String userId) {
    /** Phones as providers write them. A user id may stand in their place. */
    private static final String PHONE = "\\+?\\d{6,15}";

    /** Whom an event is about. */
    static Person of(Event event) {
        var person = object(event.person());
        var element = object(event.payload());
        var phone = first(text(person, "wa_id"), first(text(element, "from"), text(element, "wa_id")));
        var user = first(text(person, "user_id"), first(text(element, "from_user_id"), text(element, "user_id")));
        return new Person(phone.matches(PHONE) ? phone : "", user);
    }

    /** The keys they are known by, the one that leads first; empty if nobody is named. */
    List<ContactKey> keys() {
        var keys = new ArrayList<ContactKey>();
        if (!userId.isEmpty()) keys.add(ContactKey.ofUser(userId));
        if (!phone.isEmpty()) keys.add(ContactKey.ofPhone(phone));
        return keys;
    }

    /** As events carry people. */
    Payload payload() {
        var person = new LinkedHashMap<String, Object>();
        if (!phone.isEmpty()) person.put("wa_id", phone);
        if (!userId.isEmpty()) person.put("user_id", userId);
        return Json.write(person);
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    static Map<String, Object> object(Payload payload) {
        if (payload.isEmpty()) return Map.of();
        try {
            return Json.object(payload);
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    static String text(Map<String, Object> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    @Override
    public String toString() {
        return "Person[***]";
    }
}
