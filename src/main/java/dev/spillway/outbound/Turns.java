package dev.spillway.outbound;

import dev.spillway.limit.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * When those come again who were sent back to their lanes since too many waited for a limit before them: one after the other, as
 * the limit lets them through, so that a long lane is not taken and given back over and over. Belongs to one event loop.
 */
final class Turns {
    /** Nobody has the limit for himself, and others give up: who comes early finds room sooner than who comes late. */
    private static final double HASTE = 2;
    /** However many wait: it may be less long than it seems. */
    private static final Duration LATEST = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Instant> lastByLimit = new HashMap<>();

    Turns(Clock clock) {
        this.clock = clock;
    }

    /** How long from now the next one comes; not before {@code earliest}. */
    Duration next(Limit limit, Limit.Pace pace, Duration earliest) {
        var now = clock.instant();
        lastByLimit.values().removeIf(last -> !last.isAfter(now));
        var from = later(lastByLimit.getOrDefault(limit.name(), now), now.plus(earliest));
        var turn = earlier(from.plusNanos((long) (1e9 / (HASTE * pace.rate().perSecond()))), now.plus(LATEST));
        lastByLimit.put(limit.name(), turn);
        return Duration.between(now, turn);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
