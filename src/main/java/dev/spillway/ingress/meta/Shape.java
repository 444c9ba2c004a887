package dev.spillway.ingress.meta;

import dev.spillway.event.EventKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms of elements, by the array they stand in. What is what for each is told by the three tables below. */
enum Shape {
    MESSAGE("messages", EventKind.MESSAGE),
    STATUS("statuses", EventKind.STATUS),
    ECHO("message_echoes", EventKind.ECHO),
    CALL("calls", EventKind.CALL),
    PREFERENCE("user_preferences", EventKind.PREFERENCE),
    USER_ID("user_id_update", EventKind.USER_ID),
    CONTACT("state_sync", EventKind.CONTACT_SYNC),
    /** All errors of one array together: they have no ids. */
    ERRORS("errors", EventKind.ERROR),
    /** A message of a thread; the array itself also holds progress and errors. */
    HISTORY("history", EventKind.HISTORY),
    /** The media of a message that came as a placeholder before, with the same id. */
    HISTORY_MEDIA("", EventKind.HISTORY),
    HISTORY_PROGRESS("", EventKind.HISTORY),
    /** Of no known form. */
    STRAY("", EventKind.OPAQUE);

    private static final String NO_WORD = "unknown";
    private static final Map<String, Shape> BY_ARRAY = new HashMap<>();

    static {
        for (var shape : values()) BY_ARRAY.put(shape.array, shape);
        BY_ARRAY.remove("");
    }

    private final String array;
    private final EventKind kind;

    Shape(String array, EventKind kind) {
        this.array = array;
        this.kind = kind;
    }

    /** The shape of the elements of an array of that name; null for an unknown name. */
    static @Nullable Shape ofArray(String name) {
        return BY_ARRAY.get(name);
    }

    EventKind kind() {
        return kind;
    }

    /** The provider's own word for it. */
    String word(Found found) {
        return switch (this) {
            case MESSAGE, ECHO, HISTORY, HISTORY_MEDIA -> found.at(Place.TYPE, NO_WORD);
            case STATUS -> found.at(Place.STATUS, NO_WORD);
            case CALL -> found.at(Place.EVENT, NO_WORD);
            case PREFERENCE -> found.at(Place.VALUE, NO_WORD);
            case CONTACT -> found.at(Place.ACTION, NO_WORD);
            case ERRORS -> found.at(Place.CODE, NO_WORD);
            case HISTORY_PROGRESS -> "progress";
            case USER_ID, STRAY -> found.part().name();
        };
    }

    /** What makes it the same as another; null if a part of that is missing. */
    @Nullable
    String key(Found found) {
        return switch (this) {
            case MESSAGE, ECHO, HISTORY -> Keys.message(found);
            case HISTORY_MEDIA -> Keys.media(found);
            case HISTORY_PROGRESS -> Keys.progress(found);
            case STATUS -> Keys.status(found);
            case CALL -> Keys.call(found);
            case PREFERENCE -> Keys.preference(found);
            case USER_ID -> Keys.userId(found);
            case CONTACT -> Keys.contact(found);
            case ERRORS -> Keys.errors(found);
            case STRAY -> Keys.bytes(found);
        };
    }

    /** The person it is about; null if it is about none. */
    @Nullable
    Who who(Found found) {
        return switch (this) {
            case MESSAGE -> Who.writer(found);
            case STATUS -> Who.recipient(found);
            case ECHO -> Who.addressee(found);
            case CALL -> Who.caller(found);
            case PREFERENCE -> Who.subject(found);
            case USER_ID -> Who.formerUser(found);
            case CONTACT -> Who.listed(found);
            case HISTORY -> Who.thread(found);
            case HISTORY_MEDIA -> Who.otherEnd(found);
            case ERRORS, HISTORY_PROGRESS, STRAY -> null;
        };
    }
}
