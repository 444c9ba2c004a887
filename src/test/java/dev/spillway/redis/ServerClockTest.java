package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ServerClockTest {
    private static final long SECOND = 1_000_000_000L;

    /** A server whose clock was set to something and runs a little too fast or too slow. */
    private record Server(long aheadMicros, int driftPpm) {
        long micros(long nanos) {
            return nanos / 1_000 + aheadMicros + nanos / 1_000 * driftPpm / 1_000_000;
        }
    }

    /** The server looks at its clock somewhere on the way. */
    private static void ask(ServerClock clock, Server server, long sent, int millis, int wherePercent) {
        var nanos = millis * 1_000_000L;
        clock.learn(sent, sent + nanos, server.micros(sent + nanos / 100 * wherePercent));
    }

    @Property
    void neverPromisesATimeThatTheServerHasNotReached(
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long ahead,
            @ForAll @IntRange(min = -400, max = 400) int driftPpm,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 3_000) Integer> roundTrips,
            @ForAll @IntRange(min = 0, max = 100) int where) {
        var server = new Server(ahead, driftPpm);
        var clock = new ServerClock();
        var now = SECOND;
        for (var roundTrip : roundTrips) {
            ask(clock, server, now, roundTrip, where);
            now += roundTrip * 1_000_000L + 2 * SECOND;
            assertThat(clock.surelyReachedMicros(now)).isLessThanOrEqualTo(server.micros(now));
            assertThat(clock.likelyMicros(now) + clock.errorMicros(now)).isGreaterThanOrEqualTo(server.micros(now));
        }
    }

    @Property
    void followsAClockThatWasSet(
            @ForAll @LongRange(min = -86_400_000L, max = 86_400_000L) long stepMs,
            @ForAll @IntRange(min = 0, max = 20) int before,
            @ForAll @IntRange(min = 0, max = 20) int after) {
        var clock = new ServerClock();
        ask(clock, new Server(0, 0), SECOND, before, 50);
        var set = new Server(stepMs * 1_000, 0);
        ask(clock, set, 3 * SECOND, after, 50);
        var overlap = (before + after) * 500L + 2_000;
        assertThat(clock.surelyReachedMicros(4 * SECOND)).isLessThanOrEqualTo(set.micros(4 * SECOND) + overlap);
    }

    @Test
    void prefersTheQuickAnswerToTheSlowOne() {
        var clock = new ServerClock();
        ask(clock, new Server(7, 0), SECOND, 1, 90);
        ask(clock, new Server(7, 0), SECOND + 10_000_000, 1_000, 10);
        assertThat(clock.errorMicros(2 * SECOND)).isLessThan(1_100);
    }

    @Test
    void admitsThatItKnowsNothing() {
        var clock = new ServerClock();
        ask(clock, new Server(7, 0), SECOND, 1, 90);
        clock.forget();
        assertThat(clock.errorMicros(SECOND)).isEqualTo(Long.MAX_VALUE);
    }
}
