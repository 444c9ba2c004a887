package dev.spillway.dead;

import dev.spillway.event.GatewayException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words that let somebody act who has seen the count. Each works once, for a while. Belongs to one event loop. */
final class Confirmations {
    private static final Duration VALID = Duration.ofMinutes(5);
    /** The oldest gives way: whoever asked so many questions ago has asked again since. */
    private static final int KEPT_MAX = 100;

    private static final int BYTES = 16;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Offered> offers = new LinkedHashMap<>();

    /**
     * What was offered.
     *
     * @param asked the filter as it was asked for
     * @param meant the same without what dies later
     */
    record Offered(DeadAction action, DeadFilter asked, DeadFilter meant, long count, Instant until) {}

    Confirmations(Clock clock) {
        this.clock = clock;
    }

    /** A word for the action with what has died until now. */
    String offer(DeadAction action, DeadFilter asked, DeadFilter meant, long count) {
        var word = word();
        offers.put(
                word, new Offered(action, asked, meant, count, clock.instant().plus(VALID)));
        if (offers.size() > KEPT_MAX) offers.remove(offers.keySet().iterator().next());
        return word;
    }

    /** Takes an offer up. */
    Offered take(String word, DeadAction action, DeadFilter asked) {
        var offered = offers.get(word);
        if (offered == null || offered.until.isBefore(clock.instant())) {
            throw rejected("confirm is unknown here, used or older than " + VALID.toMinutes() + " minutes: ask again");
        }
        if (offered.action != action || !offered.asked.equals(asked)) {
            throw rejected("confirm was given for another action or filter: ask again");
        }
        offers.remove(word);
        return offered;
    }

    private static GatewayException rejected(String why) {
        return new GatewayException(GatewayException.Kind.REJECTED, why);
    }

    private String word() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
