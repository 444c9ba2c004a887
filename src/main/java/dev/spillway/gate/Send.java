package dev.spillway.gate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message about to leave.
 *
 * @param sender the destination's name
 * @param channel the business number it leaves from
 * @param tenant whose number that is; empty if there is but one
 * @param sendClass what it is to who gets it
 * @param template what it is filled from; null for free text
 * @param phone of who gets it; empty if unknown
 * @param userId of who gets it; empty if unknown
 * @param locale they are spoken to in, BCP 47
 * @param askedAt when what led to it was accepted
 */
public record Send(
        String sender,
        String channel,
        String tenant,
        SendClass sendClass,
        @Nullable TemplateName template,
        String phone,
        String userId,
        String locale,
        Instant askedAt) {
    /** The template in whose place it goes. */
    Send as(TemplateName other) {
        return new Send(sender, channel, tenant, sendClass, other, phone, userId, locale, askedAt);
    }

    @Override
    public String toString() {
        return "Send[" + sender + " " + sendClass + "]";
    }
}
