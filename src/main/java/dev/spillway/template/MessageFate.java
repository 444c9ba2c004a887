package dev.spillway.template;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a status tells of a message that was kept back.
 *
 * @param message its id
 * @param status the provider's word
 * @param code why it failed; 0 if it did not
 */
record MessageFate(String message, String status, int code) {
    private static final Set<String> GONE = Set.of("sent", "delivered", "read", "played");

    /** The template is paused: people did not like it. */
    private static final int PAUSED = 132015;

    static MessageFate of(Payload payload) {
        try {
            var status = Json.object(payload);
            return new MessageFate(text(status, "id"), text(status, "status"), code(status));
        } catch (IllegalArgumentException e) {
            return new MessageFate("", "", 0);
        }
    }

    private static int code(Map<String, Object> status) {
        return status.get("errors") instanceof List<?> errors
                        && !errors.isEmpty()
                        && errors.get(0) instanceof Map<?, ?> error
                        && error.get("code") instanceof Number code
                ? code.intValue()
                : 0;
    }

    private static String text(Map<String, Object> status, String key) {
        return status.get(key) instanceof String text ? text : "";
    }

    /** It was kept back, and has gone out. */
    boolean isGone() {
        return GONE.contains(status);
    }

    /** It says nothing of its template. */
    boolean isUnclear() {
        return !isGone() && code != PAUSED;
    }
}
