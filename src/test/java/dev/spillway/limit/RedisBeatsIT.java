package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripts on a real Redis. */
class RedisBeatsIT {
    private static final Even EVEN = new Even("number:1", 80, 5);
    private static final Duration LONG = Duration.ofMillis(600);

    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), 64);
    private final Loop loop = new Loop();
    private final Loop otherLoop = new Loop();
    private RedisBeats beats;
    private RedisBeats others;

    @BeforeEach
    void open() {
        beats = new RedisBeats(loop.link(settings), keys);
        others = new RedisBeats(otherLoop.link(settings), keys);
    }

    @AfterEach
    void close() {
        loop.close();
        otherLoop.close();
    }

    @Test
    void doesTheSameSumsAsTheLine() throws Exception {
        var random = new Random(1);
        var begun = ask(wish(0, 0, 0));
        var line = new Line(Even.beats(80), 5, Ahead.SHARED, begun.lease().firstMicros());
        for (var i = 0; i < 300; i++) {
            Thread.sleep(random.nextInt(12));
            var wish = wish(random.nextInt(4), random.nextInt(10) - 4, random.nextInt(60) - 30);
            var told = ask(wish);
            var twin = line.lease(wish, told.nowMicros());

            assertThat(told.lease().count()).as("%d: %s", i, wish).isEqualTo(twin.count());
            assertThat(told.lease().firstMicros()).isCloseTo(twin.firstMicros(), within(2.0));
            assertThat(told.lease().untilNext()).isCloseTo(twin.untilNext(), Duration.ofNanos(5_000));
        }
    }

    @Test
    void beginsWhereAllThatOthersMayHaveBeenGivenIsOver() {
        var told = ask(wish(0, 0, 0));

        assertThat(told.lease().firstMicros() - told.nowMicros()).isCloseTo(Ahead.micros(Ahead.MOST), within(1.0));
    }

    @Test
    void givesEachTimeOnceWhoeverAsks() throws Exception {
        settled();
        var first = ask(wish(0, 0, 8)).lease();
        var second = otherLoop.call(() -> others.ask(EVEN, wish(8, 0, 0))).lease();

        assertThat(first.count()).isEqualTo(8);
        assertThat(second.count()).isPositive();
        assertThat(second.firstMicros()).isGreaterThanOrEqualTo(first.lastMicros() + first.gapMicros() - 2);
    }

    @Test
    void tellsTimesByTheClockOfWhoeverAsks() throws Exception {
        settled();
        var before = System.nanoTime() / 1e3;
        var lease = lease(loop, beats, wish(1, 0, 0));
        var after = System.nanoTime() / 1e3;

        assertThat(lease.firstMicros()).isBetween(before - 1_000, after + 1_000);
    }

    @Test
    void countsWhatComesIn() throws Exception {
        settled();
        var before = ask(wish(1, 0, 0));
        loop.call(() -> {
            beats.count(EVEN, 10);
            return beats.ask(EVEN, wish(0, 0, 0));
        });
        var after = ask(wish(1, 0, 0));

        var gaps = (after.lease().firstMicros() - before.lease().firstMicros())
                / before.lease().gapMicros();
        assertThat(gaps).isGreaterThanOrEqualTo(10.9);
    }

    @Test
    void isSlowerOnceForAllRefusalsOfASecondAndRecovers() throws Exception {
        settled();
        tell(() -> beats.slow(EVEN));
        tell(() -> beats.slow(EVEN));

        var rate = ask(wish(0, 0, 0)).lease().perSecond();
        assertThat(rate / Even.beats(80)).isCloseTo(0.95, within(0.002));
        Thread.sleep(500);
        assertThat(ask(wish(0, 0, 0)).lease().perSecond()).isGreaterThan(rate * 1.003);
    }

    @Test
    void takesAnotherLimitForAllNodesOnceItIsLearned() {
        tell(() -> beats.learn(EVEN, 1_000));

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(
                                lease(otherLoop, others, wish(0, 0, 0)).perSecond())
                        .isCloseTo(Even.beats(1_000), within(0.01)));
    }

    @Test
    void givesNothingWhileItRests() throws Exception {
        settled();
        tell(() -> beats.rest(EVEN, Duration.ofSeconds(60)));

        var lease = ask(wish(3, 0, 0)).lease();
        assertThat(lease.count()).isZero();
        assertThat(lease.untilNext()).isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));
    }

    private void settled() throws InterruptedException {
        ask(wish(0, 0, 0));
        Thread.sleep(LONG.toMillis());
    }

    private void tell(Runnable what) {
        loop.call(() -> {
            what.run();
            return beats.ask(EVEN, wish(0, 0, 0));
        });
    }

    private RedisBeats.Told ask(Wish wish) {
        return loop.call(() -> beats.ask(EVEN, wish));
    }

    private static Lease lease(Loop on, RedisBeats of, Wish wish) {
        return on.call(() -> of.lease(EVEN, wish));
    }

    private static Wish wish(int first, int second, int third) {
        return new Wish(List.of(Math.max(0, first), Math.max(0, second), Math.max(0, third)));
    }
}
