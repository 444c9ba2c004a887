package dev.spillway.dispatch;

import dev.spillway.event.CallbackData;
import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about who its contact is.
 *
 * @param key the alias it came under
 * @param phone the phone that came with a user id, of the same person for certain; null if none did
 * @param successor the user id that this one was replaced by; null in all but the events that tell so
 */
record Sight(
        ContactKey key,
        @Nullable ContactKey phone,
        @Nullable ContactKey successor) {
    private static final Pattern PHONE = Pattern.compile("[0-9+() -]{5,32}");
    private static final Set<EventKind> OF_PEOPLE = EnumSet.of(
            EventKind.MESSAGE,
            EventKind.STATUS,
            EventKind.ECHO,
            EventKind.HISTORY,
            EventKind.CALL,
            EventKind.PREFERENCE,
            EventKind.USER_ID,
            EventKind.CONTACT_SYNC,
            EventKind.BACKEND,
            EventKind.CONSENT,
            EventKind.SEND);

    /** The phone and the user id they name need not be of one person: somebody wrote them down. */
    private static final Set<EventKind> NOT_ONE_PERSON =
            EnumSet.of(EventKind.USER_ID, EventKind.BACKEND, EventKind.CONSENT, EventKind.SEND);

    private static final String MARK = "biz_opaque_callback_data";
    private static final String SYSTEM = "system";
    private static final String USER_ID = "user_id";

    /** Empty if the event stays where it is: it is about no person, or was placed or moved there on purpose. */
    static Optional<Sight> of(Event event, int shards) {
        if (!event.contactKey().isPerson() || event.moved() || isPlaced(event, shards)) return Optional.empty();
        return Optional.of(new Sight(event.contactKey(), phone(event), successor(event)));
    }

    /** What we made ourselves, and statuses with our own mark, are where the delivery is that they are about. */
    private static boolean isPlaced(Event event, int shards) {
        if (!OF_PEOPLE.contains(event.kind())) return true;
        if (event.shard() != event.contactKey().shard(shards)) return true;
        if (event.kind() != EventKind.STATUS || !mayHold(event.payload(), MARK)) return false;
        var mark = text(object(event.payload()), MARK);
        return CallbackData.parse(mark, shards).isPresent();
    }

    /** Without taking it apart; with an escape in it a name may be written in many ways. */
    private static boolean mayHold(Payload json, String name) {
        var text = json.text();
        return text.contains(name) || text.indexOf('\\') >= 0;
    }

    /**
     * Only if the contact beside it names the same user: the phone of somebody else would join two people, and what a backend
     * has in one record need not be one person's.
     */
    private static @Nullable ContactKey phone(Event event) {
        if (NOT_ONE_PERSON.contains(event.kind())) return null;
        if (!event.contactKey().isUser()) return null;
        var person = object(event.person());
        var phone = text(person, "wa_id");
        var same = event.contactKey().equals(ContactKey.ofUser(text(person, USER_ID)));
        return same && PHONE.matcher(phone).matches() ? ContactKey.ofPhone(phone) : null;
    }

    private static @Nullable ContactKey successor(Event event) {
        if (event.kind() == EventKind.USER_ID) return user(object(object(event.payload()), USER_ID), "current");
        if (event.kind() != EventKind.MESSAGE || !event.type().equals(SYSTEM)) return null;
        var system = object(object(event.payload()), SYSTEM);
        return text(system, "type").equals("user_changed_user_id") ? user(system, USER_ID) : null;
    }

    private static @Nullable ContactKey user(Map<String, Object> map, String key) {
        var id = text(map, key);
        return id.isEmpty() ? null : ContactKey.ofUser(id);
    }

    private static Map<String, Object> object(Payload payload) {
        if (payload.isEmpty()) return Map.of();
        try {
            return Json.object(payload);
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    @SuppressWarnings("unchecked") // Json gives objects as maps with texts for keys
    private static Map<String, Object> object(Map<String, Object> map, String key) {
        return map.get(key) instanceof Map<?, ?> inner ? (Map<String, Object>) inner : Map.of();
    }

    private static String text(Map<String, Object> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }
}
