package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Nodes that share a bucket, in simulated time, while Redis is killed, hung, wiped and found again. */
class FallbackLimitsTest {
    private static final LimitSettings SETTINGS = new LimitSettings(Duration.ofMillis(100), Duration.ofSeconds(3));
    private static final Duration SPREAD = Duration.ofSeconds(2);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeWorld world = new FakeWorld(1);
    private final FakeWorld.Link link = world.link();
    private int seen = 2;
    private final FallbackLimits limits =
            new FallbackLimits(new FallbackLimits.Parts(link, world, SETTINGS, () -> seen, new LimitMetrics(registry)));
    private final Rate rate = new Rate(10, 20);

    private int take(int max) {
        var rulings = limits.take(List.of(claim(rate, max)));
        for (int i = 0; i < 200 && !rulings.isComplete(); i++) world.pass(Duration.ofMillis(1));
        return rulings.result().get(0).granted();
    }

    private static Claim claim(Rate rate, int max) {
        return new Claim(List.of(Need.one(Limit.bucket("erp", rate))), max, "lease", SECOND);
    }

    private double without() {
        return registry.get("gateway.limit.without.redis").gauge().value();
    }

    @Test
    void asksRedisWhileItIsThere() {
        assertThat(take(50)).isEqualTo(10);
        assertThat(take(50)).isZero();
        assertThat(without()).isZero();
    }

    @Test
    void beginsWithAnEmptyShareOfTheRateWhenRedisGoes() {
        world.kill(Duration.ZERO);
        world.pass(Duration.ofMillis(1));

        assertThat(take(50)).isZero();
        assertThat(without()).isEqualTo(1);
        world.pass(Duration.ofMillis(200));
        assertThat(take(50)).isEqualTo(2);
        world.pass(Duration.ofMinutes(1));
        assertThat(take(50)).isEqualTo(5);
        assertThat(registry.get("gateway.limit.local.grants").counter().count()).isEqualTo(7);
    }

    @Test
    void answersFromTheShareWhenRedisIsLateAndNeverUsesTheLateAnswer() {
        take(1);
        world.hang();

        var late = limits.take(List.of(claim(rate, 5)));
        world.pass(Duration.ofMillis(99));
        assertThat(late.isComplete()).isFalse();
        world.pass(Duration.ofMillis(1));

        assertThat(late.result().get(0).granted()).isZero();
        var asked = link.asked;
        assertThat(limits.take(List.of(claim(rate, 5))).isComplete()).isTrue();
        assertThat(link.asked).isEqualTo(asked);
        world.resume(Duration.ZERO);
        world.pass(Duration.ofMillis(200));
        assertThat(without()).isZero();
    }

    @Test
    void grantsNoBurstWhenRedisComesBackEmptyAndLetsGoOfTheShareInTheEnd() {
        world.kill(Duration.ZERO);
        world.pass(Duration.ofMillis(1));
        take(1);
        world.pass(SECOND);
        assertThat(take(50)).isEqualTo(5);

        world.restart(true, Duration.ZERO);
        world.pass(Duration.ofMillis(20));

        assertThat(without()).isZero();
        assertThat(take(50)).isZero();
        world.pass(SECOND);
        assertThat(take(50)).isEqualTo(5);
        world.pass(Duration.ofSeconds(3));
        assertThat(take(50)).isEqualTo(10);
    }

    @Test
    void emptiesTheBucketAlsoWhenNobodyAskedWhileRedisWasAway() {
        take(1);
        world.kill(Duration.ZERO);
        world.restart(true, Duration.ofMillis(2));
        world.pass(Duration.ofMillis(50));

        assertThat(take(50)).isLessThanOrEqualTo(1);
    }

    @Test
    void grantsNothingAloneWhileNoNodeWasEverSeenOrTheBucketIsTooSmallForAll() {
        world.kill(Duration.ZERO);
        world.pass(Duration.ofMillis(1));
        take(1);
        seen = 0;
        world.pass(SECOND);
        assertThat(take(50)).isZero();
        seen = 11;
        assertThat(take(50)).isZero();
        seen = 10;
        assertThat(take(50)).isEqualTo(1);
    }

    @Test
    void countsWhatAQuotaGaveMeanwhileWhenRedisIsBack() {
        var day = new Limit("crm", "", new Limit.Quota(864_000, Duration.ofDays(1)));
        var claim = new Claim(List.of(Need.one(day)), 3, "lease", SECOND);
        world.kill(Duration.ZERO);
        world.pass(Duration.ofMillis(1));
        limits.take(List.of(claim));
        world.pass(SECOND);
        assertThat(limits.take(List.of(claim)).result().get(0).granted()).isEqualTo(3);

        world.restart(false, Duration.ZERO);
        world.pass(Duration.ofMillis(20));

        assertThat(link.settled).containsEntry(day, 3.0);
    }

    @Test
    void takesNothingOfOneLimitWhereAnotherHasNothing() {
        var wide = Limit.bucket("wide", new Rate(100, 100));
        var narrow = Limit.bucket("narrow", new Rate(2, 0.1));
        var both = new Claim(List.of(Need.one(wide), Need.one(narrow)), 5, "lease", SECOND);
        world.kill(Duration.ZERO);
        world.pass(Duration.ofMillis(1));
        limits.take(List.of(both));
        world.pass(SECOND);

        assertThat(limits.take(List.of(both)).result().get(0).granted()).isZero();

        var alone = new Claim(List.of(Need.one(wide)), 60, "lease", SECOND);
        assertThat(limits.take(List.of(alone)).result().get(0).granted()).isEqualTo(50);
    }

    @Test
    void givesEachNodeItsPartOfASlotsLimitAndTakesItBack() {
        var slots = new Limit("sap", "", new Limit.Slots(5));
        var claim = new Claim(List.of(Need.one(slots)), 4, "lease", SECOND);
        world.kill(Duration.ZERO);
        world.pass(Duration.ofMillis(1));

        assertThat(limits.take(List.of(claim)).result().get(0).granted()).isEqualTo(2);
        assertThat(limits.take(List.of(claim)).result().get(0).granted()).isZero();
        limits.giveBack(slots, claim.lease(0));
        assertThat(limits.take(List.of(claim)).result().get(0).granted()).isEqualTo(1);
    }

    /** What is made for the other side's windows has small buckets: they must not shut because there are many nodes. */
    @Property(tries = 200)
    void letsSeveralNodesTogetherNeverMoreThroughAWindowThanItHoldsWithoutRedis(
            @ForAll @IntRange(min = 1, max = 6) int nodes, @ForAll @IntRange(min = 1, max = 300) int max) {
        var window = Duration.ofSeconds(1);
        var pace = Limit.Pace.within(max, window);
        var part = OwnShare.part(pace, nodes);

        part.ifPresent(
                each -> assertThat(nodes * (each.capacity() + each.perSecond())).isLessThan(max + 1.0));
        if (max >= 2 * nodes) assertThat(part).isPresent();
    }

    /** What hung in Redis when it stopped cannot be granted by a connection that has broken since, on top of what the shares gave. */
    @Test
    void grantsNothingTwiceOfWhatHungInRedis() {
        neverGrantsAllNodesTogetherMoreThanTheLimitInAnyStretchOfTime(2, 30, 31.46, 118);
    }

    @Property(tries = 400)
    void neverGrantsAllNodesTogetherMoreThanTheLimitInAnyStretchOfTime(
            @ForAll @IntRange(min = 1, max = 4) int nodes,
            @ForAll @IntRange(min = 1, max = 60) int capacity,
            @ForAll @DoubleRange(min = 0.5, max = 100) double perSecond,
            @ForAll long seed) {
        var rate = new Rate(capacity, perSecond);
        var run = new Run(nodes, rate, new Bound(rate, 1), seed);

        run.outages(true);

        assertThat(run.bound.overdrawn()).isLessThanOrEqualTo(1e-6);
    }

    /** Redis hangs, and only those who ask it meanwhile know. */
    @Property(tries = 200)
    void grantsNoMoreThanTheShareOnTopOfTheLimitWhileOnlySomeNodesSeeAnOutage(
            @ForAll @IntRange(min = 1, max = 4) int nodes,
            @ForAll @IntRange(min = 1, max = 60) int capacity,
            @ForAll @DoubleRange(min = 0.5, max = 100) double perSecond,
            @ForAll long seed) {
        var rate = new Rate(capacity, perSecond);
        var run = new Run(nodes, rate, new Bound(rate, 2), seed);

        run.outages(false);

        assertThat(run.bound.overdrawn()).isLessThanOrEqualTo(1e-6);
    }

    @Property(tries = 50)
    void grantsAlmostAllOfTheLimitToThoseWhoAlwaysWaitWithAndWithoutRedis(
            @ForAll @IntRange(min = 1, max = 4) int nodes, @ForAll long seed) {
        var rate = new Rate(40, 100);
        var run = new Run(nodes, rate, new Bound(rate, 1), seed);
        run.nodes.forEach(node -> node.lazy = false);
        run.world.kill(Duration.ofMillis(5));
        run.world.pass(Duration.ofSeconds(20));
        run.bound.granted = 0;
        run.world.pass(Duration.ofSeconds(20));
        assertThat(run.bound.granted).isGreaterThanOrEqualTo(1900);

        run.world.restart(false, SPREAD);
        run.world.pass(Duration.ofSeconds(8));
        run.bound.granted = 0;
        run.world.pass(Duration.ofSeconds(20));
        assertThat(run.bound.granted).isGreaterThanOrEqualTo(1960);
    }

    /** The bound as a bucket that is charged with every grant: it must never be overdrawn. */
    private static final class Bound {
        private final double capacity;
        private final double perSecond;

        private double level;
        private long at;
        private double worst;
        private long granted;

        /** Tokens come up to two ways late, so that those of so much time may come together. */
        Bound(Rate rate, int times) {
            this.perSecond = times * rate.perSecond();
            this.capacity = times * rate.capacity() + perSecond * 2 * FakeWorld.WAY_MAX.toMillis() / 1000.0;
            this.level = capacity;
        }

        void charge(int tokens, long now) {
            level = Math.min(capacity, level + (now - at) * perSecond / 1e6) - tokens;
            at = now;
            granted += tokens;
            worst = Math.min(worst, level);
        }

        double overdrawn() {
            return -worst;
        }
    }

    private static final class Run {
        private final FakeWorld world;
        private final Random random;
        private final Rate rate;
        private final Bound bound;
        private final List<Node> nodes = new ArrayList<>();

        Run(int count, Rate rate, Bound bound, long seed) {
            this.world = new FakeWorld(seed);
            this.random = new Random(seed);
            this.rate = rate;
            this.bound = bound;
            var metrics = new LimitMetrics(new SimpleMeterRegistry());
            for (int i = 0; i < count; i++) {
                var parts = new FallbackLimits.Parts(world.link(), world, SETTINGS, () -> count, metrics);
                nodes.add(new Node(new FallbackLimits(parts)));
            }
            nodes.forEach(Node::ask);
        }

        void outages(boolean seenByAll) {
            for (int i = 0; i < 4; i++) {
                world.pass(upTo(8_000));
                if (random.nextBoolean()) world.kill(upTo(300));
                else hang(seenByAll);
                world.pass(upTo(random.nextBoolean() ? 300 : 6_000));
                end();
            }
            world.pass(Duration.ofSeconds(10));
        }

        private void hang(boolean seenByAll) {
            if (!seenByAll) world.hang();
            else world.hang(Duration.ofMillis(300));
            if (seenByAll) world.pass(Duration.ofMillis(301));
        }

        private void end() {
            world.resume(SPREAD);
            world.restart(random.nextBoolean(), SPREAD);
        }

        private Duration upTo(int ms) {
            return Duration.ofMillis(1 + random.nextInt(ms));
        }

        /** Takes as much as it can get, with pauses now and then in which tokens gather. */
        private final class Node {
            private final FallbackLimits limits;
            private boolean lazy = true;

            Node(FallbackLimits limits) {
                this.limits = limits;
            }

            private void ask() {
                limits.take(List.of(claim(rate, 1 + random.nextInt(80)))).onSuccess(this::granted);
            }

            private void granted(List<Ruling> rulings) {
                bound.charge(rulings.get(0).granted(), world.micros());
                var wait = Math.max(1, rulings.get(0).untilNext().toMillis());
                if (lazy && random.nextInt(20) == 0) wait += random.nextInt(3_000);
                world.after(Duration.ofMillis(wait), this::ask);
            }
        }
    }
}
