package dev.spillway.whatsapp.message;

import java.util.Optional;

/**
 * {@code sendReaction {messageId, emoji}}; an empty emoji takes the reaction back.
 *
 * @param messageId of a message that is at most 30 days old
 */
record ReactionMessage(String messageId, Optional<String> emoji) implements Content {
    /** A family with skin colours takes 25 units; more is no single emoji. */
    private static final int EMOJI_MAX = 40;

    static ReactionMessage read(Fields input) {
        if (!input.has("emoji")) throw input.wrong("emoji", "is missing; leave it empty to take a reaction back");
        return new ReactionMessage(
                input.text("messageId", MessageBody.MESSAGE_ID_MAX), input.optionalText("emoji", EMOJI_MAX));
    }

    @Override
    public String type() {
        return "reaction";
    }

    @Override
    public Object json() {
        return Pairs.of("message_id", messageId).and("emoji", emoji.orElse("")).map();
    }
}
