package dev.spillway.event;

import java.nio.charset.StandardCharsets;

/**
 * What makes two events of one source the same, as readable text, e.g. {@code 118264500913347:wamid.HQ…:read}. May hold a
 * phone number: it goes into stores, never into logs.
 */
public record DedupeKey(String value) {
    private static final int ID_BYTES = 16;

    /** The id of the event with this key. Callable from any thread. */
    public EventId id(String source) {
        var named = (source + '\0' + value).getBytes(StandardCharsets.UTF_8);
        return new EventId(Sha256.hex(named, 0, named.length, ID_BYTES));
    }

    @Override
    public String toString() {
        return "DedupeKey[***]";
    }
}
