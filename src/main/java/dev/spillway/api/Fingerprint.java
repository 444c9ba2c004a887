package dev.spillway.api;

import dev.spillway.event.DedupeKey;
import dev.spillway.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What makes a message the same as another: SHA-256 over tenant, client reference, recipient, operation and input. The order of an
 * object's members says nothing; all else does, also how a number is written. Who sends it, how urgent it is and what class it is of
 * are not its content.
 */
final class Fingerprint {
    private Fingerprint() {}

    /** Of a message for a tenant; empty if there is but one. */
    static DedupeKey of(String tenant, Posted posted) {
        var all = Arrays.asList(
                tenant,
                posted.clientRef(),
                posted.recipient().contact().value(),
                posted.operation(),
                sorted(posted.input()));
        return new DedupeKey("send:" + Json.write(all).sha256());
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var members = new TreeMap<String, @Nullable Object>();
            map.forEach((key, member) -> members.put(String.valueOf(key), sorted(member)));
            return members;
        }
        return value instanceof List<?> list
                ? list.stream().map(Fingerprint::sorted).toList()
                : value;
    }
}
