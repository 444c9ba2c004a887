package dev.spillway.event;

import java.util.Optional;

/**
 * What we hand a messaging provider with each message and get back in every status: where the delivery lives and which one
 * it is. For Meta it travels as {@code biz_opaque_callback_data}. Text form {@code sw1.<shard>.<delivery id>}, at most 512
 * characters (Meta's limit).
 *
 * @param shard the shard the delivery lives in
 * @param deliveryId the delivery
 */
public record CallbackData(int shard, String deliveryId) {
    private static final int LENGTH_MAX = 512;
    private static final String PREFIX = "sw1.";
    private static final int SHARD_DIGITS_MAX = 5;
    private static final int DELIVERY_ID_MAX = 480;

    /** The text to send. */
    public String text() {
        return PREFIX + shard + "." + deliveryId;
    }

    /** Reads the text back; empty if it is somebody else's, or names a shard that does not exist. */
    public static Optional<CallbackData> parse(String text, int shards) {
        if (text.length() > LENGTH_MAX || !text.startsWith(PREFIX)) return Optional.empty();
        var dot = text.indexOf('.', PREFIX.length());
        var shard = dot < 0 ? -1 : shard(text, PREFIX.length(), dot);
        return shard >= 0 && shard < shards && isDeliveryId(text, dot + 1)
                ? Optional.of(new CallbackData(shard, text.substring(dot + 1)))
                : Optional.empty();
    }

    /** -1 if there is no number between these. */
    private static int shard(String text, int from, int to) {
        if (to == from || to - from > SHARD_DIGITS_MAX) return -1;
        var shard = 0;
        for (var i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) return -1;
            shard = 10 * shard + text.charAt(i) - '0';
        }
        return shard;
    }

    private static boolean isDeliveryId(String text, int from) {
        if (from == text.length() || text.length() - from > DELIVERY_ID_MAX) return false;
        for (var i = from; i < text.length(); i++) {
            if (!isOfDeliveryId(text.charAt(i))) return false;
        }
        return true;
    }

    private static boolean isOfDeliveryId(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "._:-".indexOf(c) >= 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
