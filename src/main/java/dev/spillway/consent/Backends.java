package dev.spillway.consent;

import dev.spillway.flow.Occasion;
import dev.spillway.gate.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What backends tell by webhooks of their own: the data of an event holds a member {@code consent} with {@code change} and {@code
 * categories}, and perhaps {@code tenant}, {@code who} and {@code where}. Pure.
 */
final class Backends {
    private static final String MEMBER = "consent";

    private Backends() {}

    /** Whether an event of kind {@code BACKEND} is about what people allow. */
    static boolean tells(Occasion occasion) {
        return occasion.event().payload().text().contains(MEMBER)
                && Person.object(occasion.event().payload()).containsKey(MEMBER);
    }

    /** The change; nothing if it cannot be read. Its source names the backend. */
    static List<Change> of(Occasion occasion) {
        var event = occasion.event();
        var told = event.occurredAt();
        var at = told == null || told.isAfter(occasion.acceptedAt()) ? occasion.acceptedAt() : told;
        var map = new LinkedHashMap<String, Object>(member(Person.object(event.payload())));
        map.put("at", at.toEpochMilli());
        map.put("source", "crm:" + event.source());
        return Change.read(map).stream().toList();
    }

    private static Map<String, Object> member(Map<String, Object> data) {
        var member = new LinkedHashMap<String, Object>();
        if (data.get(MEMBER) instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> Optional.ofNullable(value).ifPresent(it -> member.put(String.valueOf(key), it)));
        }
        return member;
    }
}
