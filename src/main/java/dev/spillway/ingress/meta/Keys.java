package dev.spillway.ingress.meta;

import org.jspecify.annotations.Nullable;

/**
 * What makes a repeat a repeat, by shape. Made only of what the provider never changes between repeats: no timestamps of
 * statuses, no contacts, no keys that may be added later. Null where a needed part is missing.
 */
final class Keys {
    private Keys() {}

    /** Number and message id. Echoes and histories share it: one message has one id however it comes. */
    static @Nullable String message(Found found) {
        return joined(channel(found), found.at(Place.ID));
    }

    /** The media follow a placeholder that has the same id. */
    static @Nullable String media(Found found) {
        return joined(channel(found), found.at(Place.ID), "media");
    }

    /** Number, message id and status; then what tells apart statuses that share these three. */
    static @Nullable String status(Found found) {
        var key = joined(channel(found), found.at(Place.ID), found.at(Place.STATUS));
        var more = more(found);
        return more == null ? key : joined(key, more);
    }

    private static @Nullable String more(Found found) {
        var transaction = found.at(Place.TRANSACTION);
        if (transaction != null) return transaction;
        if ("call".equals(found.at(Place.TYPE))) return "call";
        var participant = found.at(Place.PARTICIPANT_USER);
        return participant != null ? participant : found.at(Place.PARTICIPANT);
    }

    static @Nullable String call(Found found) {
        return joined(found.at(Place.ID), found.at(Place.EVENT));
    }

    /** An opt-out counts even where its time or category is missing. */
    static @Nullable String preference(Found found) {
        var user = found.at(Place.USER_ID);
        var person = user != null ? user : found.at(Place.WA_ID);
        var time = found.at(Place.TIMESTAMP, time(found));
        return joined(channel(found), person, found.at(Place.CATEGORY, "any"), found.at(Place.VALUE), time);
    }

    static @Nullable String userId(Found found) {
        return joined(found.at(Place.USER_BEFORE), found.at(Place.USER_NOW));
    }

    static @Nullable String contact(Found found) {
        return joined(channel(found), found.at(Place.LISTED_PHONE), found.at(Place.ACTION), found.at(Place.LISTED_AT));
    }

    static @Nullable String progress(Found found) {
        return joined(channel(found), "history", found.at(Place.PHASE), found.at(Place.CHUNK));
    }

    /** Errors carry no id and no time: the same errors of one number are one event as long as the key lives. */
    static String errors(Found found) {
        return channel(found) + ":errors:"
                + Sha256.ofCanonical(found.part().element().json());
    }

    /** For what has no key of its own. */
    static String bytes(Found found) {
        return place(found) + ":" + found.part().name() + ":"
                + Sha256.of(found.part().element().json());
    }

    /** For a value that is one event: account, field, time and content. */
    static String whole(Found found) {
        var origin = found.origin();
        var content = Sha256.ofCanonical(found.part().element().json());
        return origin.account() + ":" + origin.field() + ":" + time(found) + ":" + content;
    }

    private static String time(Found found) {
        var time = found.entryTime();
        return time == null ? "untimed" : time;
    }

    private static String place(Found found) {
        var channel = channel(found);
        return channel.isEmpty() ? found.origin().account() : channel;
    }

    private static String channel(Found found) {
        return found.origin().channel();
    }

    private static @Nullable String joined(@Nullable String... parts) {
        var key = new StringBuilder(96);
        for (var part : parts) {
            if (part == null) return null;
            key.append(key.isEmpty() ? "" : ":").append(part);
        }
        return key.toString();
    }
}
