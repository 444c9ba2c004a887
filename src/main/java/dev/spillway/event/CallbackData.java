package dev.spillway.event;

import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern FORM = Pattern.compile("sw1\\.(\\d{1,5})\\.([0-9a-zA-Z._:-]{1,480})");

    /** The text to send. */
    public String text() {
        return "sw1." + shard + "." + deliveryId;
    }

    /** Reads the text back; empty if it is somebody else's, or names a shard that does not exist. */
    public static Optional<CallbackData> parse(String text, int shards) {
        if (text.length() > LENGTH_MAX) return Optional.empty();
        var match = FORM.matcher(text);
        if (!match.matches()) return Optional.empty();
        var shard = Integer.parseInt(match.group(1));
        return shard < shards ? Optional.of(new CallbackData(shard, match.group(2))) : Optional.empty();
    }
}
