package dev.spillway.whatsapp;

import dev.spillway.connector.Allowance;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Toll;
import dev.spillway.event.Phone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What Meta lets a number send to one person, and to how many:
 *
 * <ul>
 *   <li>{@code pair}: one message in an interval, and up to 45 within it that are paid off one in each. What nobody waits for
 *       borrows half of that at most, so that a reply is not held up for minutes
 *   <li>{@code marketing}: nothing of it for a day to whom Meta says has had enough (131049)
 *   <li>{@code tier}: so many different people in 24 h that the business writes to first, by all numbers of a portfolio
 * </ul>
 *
 * @param pairInterval PT6S as documented; PT0S: no limit by person is kept
 * @param portfolio whose tier it is, the same for all its numbers
 * @param tier 250, 2000, 10000 or 100000; 0: no limit
 */
public record SenderLimits(Duration pairInterval, String portfolio, int tier) {
    /** None of them. */
    public static final SenderLimits NONE = new SenderLimits(Duration.ZERO, "", 0);

    /** By which outcomes mean the limit of a pair. */
    static final String PAIR = "pair";

    private static final String TIER = "tier";
    private static final int BURST = 45;
    private static final int RESERVE_PERCENT = 50;

    public SenderLimits {
        if (pairInterval.isNegative() || pairInterval.compareTo(Duration.ofHours(1)) > 0)
            throw new IllegalArgumentException("pairInterval must be PT0S..PT1H, was " + pairInterval);
        if (tier < 0) throw new IllegalArgumentException("tier must be 0 or more, was " + tier);
    }

    /**
     * A message.
     *
     * @param recipient as it stands in the message; empty if there is none
     * @param marketing whether it is meant to sell
     * @param first whether the business writes first: no conversation is open
     */
    record Sent(String recipient, boolean marketing, boolean first) {}

    /** What a message of a number costs. */
    List<Toll> tolls(String number, Sent sent) {
        if (sent.recipient.isEmpty()) return List.of();
        var tolls = new ArrayList<Toll>();
        if (!pairInterval.isZero()) tolls.add(pair(number, sent));
        if (!pairInterval.isZero() && sent.marketing) tolls.add(marketing(number, sent));
        if (tier > 0 && sent.first) tolls.add(tier(sent));
        return List.copyOf(tolls);
    }

    private Toll pair(String number, Sent sent) {
        var burst = new Allowance.Credit(pairInterval, BURST);
        return new Toll(PAIR, "pair:" + number, digest(number, sent), burst, 1, RESERVE_PERCENT, null);
    }

    /** Only ever shut, never used up. */
    private static Toll marketing(String number, Sent sent) {
        var any = new Allowance.Credit(Duration.ofMillis(100), 1_000);
        return new Toll(Outcome.MARKETING, "marketing:" + number, digest(number, sent), any, 1, 0, null);
    }

    private Toll tier(Sent sent) {
        var people = new Allowance.Distinct(tier, Duration.ofDays(1));
        return new Toll(TIER, "tier:" + portfolio, digest("", sent), people, 1, 0, null);
    }

    /** It becomes part of names that operators see. Forms of one phone are one person. */
    private static String digest(String number, Sent sent) {
        var isUser = Character.isLetter(sent.recipient.charAt(0));
        var person = isUser ? sent.recipient : Phone.canonical(sent.recipient);
        return UUID.nameUUIDFromBytes((number + ">" + person).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
