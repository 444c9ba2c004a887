package dev.spillway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spillway.event.GatewayException;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripts on a real Redis. */
class RedisLimitsIT {
    private static final Duration HOLD = Duration.ofSeconds(10);

    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), 64);
    private final Loop loop = new Loop();
    private final Loop otherLoop = new Loop();
    private RedisLink link;
    private RedisLimits limits;
    private int claims;

    @BeforeEach
    void open() {
        link = loop.link(settings);
        limits = new RedisLimits(link, keys, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        loop.close();
        otherLoop.close();
    }

    @Test
    void grantsTheCapacityOfAnUnusedBucketAndNamesTheWait() {
        var rate = new Rate(5, 0.5);

        var first = take("fresh", rate, 8);

        assertThat(first.granted()).isEqualTo(5);
        assertThat(first.lacking()).isEqualTo(Limit.bucket("fresh", rate));
        assertThat(first.untilNext()).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(2));
        assertThat(take("fresh", rate, 1).granted()).isZero();
        assertThat(take("other", rate, 1).granted()).isEqualTo(1);
    }

    @Test
    void namesNoWaitWhereAllMayGo() {
        assertThat(take("plenty", new Rate(10, 1), 4))
                .isEqualTo(new Ruling(zeros(4), Duration.ZERO, null, List.of(4.0)));
    }

    @Test
    void isNotOverfullAfterTheRateWasLowered() {
        take("lowered", new Rate(100, 1), 1);

        assertThat(take("lowered", new Rate(2, 1), 50).granted()).isEqualTo(2);
    }

    @Test
    void forgetsABucketThatIsFullAgain() throws Exception {
        take("short", new Rate(2, 20), 2);

        assertThat(exists("short")).isEqualTo(1);
        Thread.sleep(150);
        assertThat(exists("short")).isZero();
    }

    @Test
    void keepsEveryDigitBetweenCalls() {
        var rate = new Rate(1, 0.3);
        for (int i = 0; i < 50; i++) take("digits", rate, 1);

        assertThat(take("digits", rate, 1).untilNext()).isBetween(Duration.ofMillis(2500), Duration.ofMillis(3334));
    }

    /** A token of a small bucket is given some time ahead, with the time to go: who comes late would lose what it cannot hold. */
    @Test
    void givesATokenOfASmallBucketAheadAndSaysWhen() throws Exception {
        var rate = new Rate(1, 10);
        assertThat(take("ahead", rate, 1).delays()).containsExactly(Duration.ZERO);

        var next = take("ahead", rate, 3);

        assertThat(next.granted()).isEqualTo(1);
        assertThat(next.delays().get(0)).isBetween(Duration.ofMillis(60), Duration.ofMillis(100));
        Thread.sleep(next.untilNext().toMillis() + 1);
        assertThat(take("ahead", rate, 1).granted()).isEqualTo(1);
    }

    @Test
    void givesTwoNodesTogetherTheWholeRateAndNeverMore() {
        var rate = new Rate(20, 100);
        var granted = new AtomicInteger();
        var started = System.nanoTime();
        var until = started + 1_500_000_000L;
        var other = new RedisLimits(otherLoop.link(settings), keys, new SimpleMeterRegistry());
        Promise<Void> others = Promise.promise();
        otherLoop.call(() -> {
            drain(other, rate, granted, until).onComplete(others);
            return Future.succeededFuture();
        });
        loop.call(() -> Future.all(drain(limits, rate, granted, until), drain(limits, rate, granted, until)));
        otherLoop.call(others::future);
        var seconds = (System.nanoTime() - started) / 1e9;

        assertThat((double) granted.get()).isLessThanOrEqualTo(20 + 100 * seconds);
        assertThat((double) granted.get()).isGreaterThanOrEqualTo(0.98 * 100 * 1.5);
    }

    @Test
    void takesOfAllLimitsOrOfNone() {
        var wide = Need.one(Limit.bucket("wide", new Rate(100, 0.1)));
        var narrow = Need.one(Limit.bucket("narrow", new Rate(3, 0.1)));

        assertThat(take(List.of(wide, narrow), 10).granted()).isEqualTo(3);

        assertThat(take(List.of(wide), 200).granted()).isEqualTo(97);
    }

    @Test
    void givesNobodyBehindWhatTheFirstLacks() {
        var limit = Limit.bucket("queue", new Rate(10, 0.1));
        var large = claim(List.of(new Need(limit, 8, 0)), 2);
        var small = claim(List.of(new Need(limit, 1, 0)), 2);

        var rulings = loop.call(() -> limits.take(List.of(large, small)));

        assertThat(rulings).extracting(Ruling::granted).containsExactly(1, 0);
    }

    @Test
    void letsOthersPastARecordWhoseOwnLimitIsUsedUp() {
        var all = Need.one(Limit.bucket("tickets", new Rate(100, 1)));
        var first = claim(List.of(all, Need.one(perTicket("1"))), 5);
        var second = claim(List.of(all, Need.one(perTicket("2"))), 5);

        var rulings = loop.call(() -> limits.take(List.of(first, second)));

        assertThat(rulings).extracting(Ruling::granted).containsExactly(3, 3);
        assertThat(rulings.get(0).lacking()).isEqualTo(perTicket("1"));
        assertThat(rulings.get(0).untilNext()).isBetween(Duration.ofMinutes(9), Duration.ofSeconds(620));
    }

    private static Limit perTicket(String ticket) {
        return new Limit("updates", ticket, new Limit.Quota(3, Duration.ofMinutes(10)));
    }

    /** A window of the other side may begin anywhere: never more than the quota in any of them, and all of it if wanted. */
    @Test
    void neverLetsMoreThanAQuotaIntoAnyStretchOfItsTime() throws Exception {
        var per = Duration.ofMillis(480);
        var need = List.of(Need.one(new Limit("window", "", new Limit.Quota(10, per))));
        var times = new ArrayList<Long>();
        var until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < until) {
            var before = System.nanoTime();
            var ruling = take(need, 4);
            for (int i = 0; i < ruling.granted(); i++) times.add(before);
            Thread.sleep(Math.min(40, ruling.untilNext().toMillis()) + 1);
        }

        // Taken between the question and its answer: some milliseconds are nobody's.
        for (int i = 10; i < times.size(); i++) {
            assertThat(Duration.ofNanos(times.get(i) - times.get(i - 10))).isGreaterThan(per.minusMillis(30));
        }
        assertThat(times.size()).isGreaterThanOrEqualTo(35);
    }

    @Test
    void leavesTheReserveToThoseWhoMayTakeIt() {
        var limit = new Limit("day", "", new Limit.Quota(10, Duration.ofDays(1)));

        assertThat(take(List.of(new Need(limit, 1, 2)), 20).granted()).isEqualTo(8);
        assertThat(take(List.of(new Need(limit, 1, 0)), 20).granted()).isEqualTo(2);
    }

    @Test
    void takesTheOtherSidesWordForWhatIsLeftOfAQuotaAndCountsWhatItHasNotSeen() {
        var limit = new Limit("shared", "", new Limit.Quota(100, Duration.ofDays(1)));
        var mark = take(List.of(Need.one(limit)), 1).marks().get(0);
        take(List.of(Need.one(limit)), 3);

        loop.call(() -> {
            limits.correct(limit, new Said(10, 100), mark);
            return Future.succeededFuture();
        });

        assertThat(take(List.of(Need.one(limit)), 50).granted()).isEqualTo(7);
    }

    @Test
    void keepsForPeopleAPartOfWhatTheOtherSideSaysThereIsInAll() {
        var limit = new Limit("smaller", "", new Limit.Quota(1_000, Duration.ofDays(1)));
        var bulk = List.of(new Need(limit, 1, 200));
        var mark = take(bulk, 1).marks().get(0);

        loop.call(() -> {
            limits.correct(limit, new Said(39, 40), mark);
            return Future.succeededFuture();
        });

        assertThat(take(bulk, 50).granted()).isEqualTo(31);
        assertThat(take(List.of(Need.one(limit)), 50).granted()).isEqualTo(8);
    }

    @Test
    void followsABucketUpAndDownAndAPaceOnlyDown() {
        var bucket = Limit.bucket("points", new Rate(100, 0.1));
        var pace = new Limit("even", "", new Limit.Pace(new Rate(100, 0.1), Duration.ofSeconds(1)));
        for (var limit : List.of(bucket, pace)) {
            var mark = take(List.of(Need.one(limit)), 50).marks().get(0);
            loop.call(() -> {
                limits.correct(limit, new Said(80, 100), mark);
                return Future.succeededFuture();
            });
        }

        assertThat(take(List.of(Need.one(bucket)), 100).granted()).isEqualTo(80);
        assertThat(take(List.of(Need.one(pace)), 100).granted()).isEqualTo(50);
    }

    @Test
    void shutsALimitForAWhileAndNoOther() {
        var search = Limit.bucket("search", new Rate(5, 1));
        loop.call(() -> {
            limits.shut(search, Duration.ofMillis(700));
            limits.shut(search, Duration.ofMillis(200));
            return Future.succeededFuture();
        });

        var ruling = take(List.of(Need.one(search)), 1);

        assertThat(ruling.granted()).isZero();
        assertThat(ruling.untilNext()).isBetween(Duration.ofMillis(300), Duration.ofMillis(700));
        assertThat(take("notes", new Rate(5, 1), 1).granted()).isEqualTo(1);
    }

    @Test
    void givesEachNodeThatWaitsItsPartOfTheSlots() {
        var slots = List.of(Need.one(new Limit("shared", "", new Limit.Slots(4))));
        var first = new Claim(slots, 4, "one:sap:1", HOLD);
        var second = new Claim(slots, 4, "two:sap:1", HOLD);
        loop.call(
                () -> { // Redis learns the script: what is given back below must not be late
                    limits.giveBack(slots.get(0).limit(), "nobody:sap:1");
                    return Future.succeededFuture();
                });
        assertThat(loop.call(() -> limits.take(List.of(first))).get(0).granted())
                .isEqualTo(4);
        assertThat(loop.call(() -> limits.take(List.of(second))).get(0).granted())
                .isZero();
        loop.call(() -> {
            for (int i = 0; i < 3; i++) limits.giveBack(slots.get(0).limit(), first.lease(i));
            return Future.succeededFuture();
        });

        var again = new Claim(slots, 4, "one:sap:2", HOLD);
        assertThat(loop.call(() -> limits.take(List.of(again))).get(0).granted())
                .isEqualTo(1);
        assertThat(loop.call(() -> limits.take(List.of(second))).get(0).granted())
                .isEqualTo(2);
    }

    @Test
    void lendsSlotsUntilTheyComeBackOrTheirTimeIsUp() throws Exception {
        var slots = List.of(Need.one(new Limit("sap", "", new Limit.Slots(3))));
        var mine = claim(slots, 2);
        assertThat(loop.call(() -> limits.take(List.of(mine))).get(0).granted()).isEqualTo(2);
        var dead = new Claim(slots, 5, "dead:sap:1", Duration.ofMillis(150));
        assertThat(loop.call(() -> limits.take(List.of(dead))).get(0).granted()).isEqualTo(1);
        assertThat(take(slots, 1).granted()).isZero();

        loop.call(() -> {
            limits.giveBack(slots.get(0).limit(), mine.lease(1));
            return Future.succeededFuture();
        });
        assertThat(take(slots, 5).granted()).isEqualTo(1);
        Thread.sleep(200);
        assertThat(take(slots, 5).granted()).isEqualTo(1);
    }

    @Test
    void emptiesPacesAndChargesQuotasAfterATimeWithoutIt() {
        var pace = Limit.bucket("emptied", new Rate(5, 1));
        var quota = new Limit("charged", "", new Limit.Quota(10, Duration.ofDays(1)));

        loop.call(() -> limits.settle(Map.of(pace, 0.0, quota, 4.0)));

        assertThat(take(List.of(Need.one(pace)), 5).granted()).isZero();
        assertThat(take(List.of(Need.one(quota)), 20).granted()).isEqualTo(6);
        loop.call(() -> limits.settle(Map.of()));
    }

    @Test
    void givesSomeOnCreditWithinTheIntervalAndThenNoneUntilAllArePaidOff() throws Exception {
        var pair = List.of(Need.one(new Limit("pair", "someone", new Limit.Credit(Duration.ofSeconds(1), 45))));

        assertThat(take(pair, 20).granted()).isEqualTo(20);
        assertThat(take(pair, 1).granted()).isEqualTo(1);
        assertThat(take(pair, 60).granted()).isEqualTo(24);
        Thread.sleep(600);

        var later = take(pair, 1);
        assertThat(later.granted()).isZero();
        assertThat(later.untilNext()).isBetween(Duration.ofMillis(44_300), Duration.ofMillis(45_000));
    }

    @Test
    void leavesAPartOfTheCreditForThosePeopleWaitFor() {
        var limit = new Limit("pair", "someone", new Limit.Credit(Duration.ofSeconds(6), 45));

        assertThat(take(List.of(new Need(limit, 1, 22)), 45).granted()).isEqualTo(23);
        assertThat(take(List.of(Need.one(limit)), 45).granted()).isEqualTo(22);
    }

    /** Who lets others go first may be seconds late for the other side's interval. */
    @Test
    void addsNothingMoreToACreditForThoseWhoMayComeLateAndBeginsTheNextLater() throws Exception {
        var limit = new Limit("pair", "late", new Limit.Credit(Duration.ofSeconds(3), 45));
        var low = List.of(new Need(limit, 1, 22));
        assertThat(take(low, 1).granted()).isEqualTo(1);
        Thread.sleep(520);

        var second = take(low, 1);
        assertThat(second.granted()).isZero();
        assertThat(second.untilNext()).isBetween(Duration.ofMillis(4_000), Duration.ofMillis(4_990));
        assertThat(take(List.of(Need.one(limit)), 1).granted()).isEqualTo(1);
    }

    @Test
    void paysOffACreditAndForgetsIt() throws Exception {
        var pair = List.of(Need.one(new Limit("pair", "other", new Limit.Credit(Duration.ofMillis(600), 45))));
        take(pair, 1);
        Thread.sleep(300);
        assertThat(take(pair, 1).granted()).isZero();
        Thread.sleep(900);

        assertThat(exists("pair:other")).isZero();
        assertThat(take(pair, 1).granted()).isEqualTo(1);
    }

    @Test
    void countsEachPersonOnceUntilThereAreSoMany() {
        var tier = new Limit("tier", "", new Limit.People(2, Duration.ofDays(1)));

        assertThat(take(List.of(new Need(tier, 1, 0, "a")), 1).granted()).isEqualTo(1);
        assertThat(take(List.of(new Need(tier, 1, 0, "a")), 1).granted()).isEqualTo(1);
        assertThat(take(List.of(new Need(tier, 1, 0, "b")), 1).granted()).isEqualTo(1);
        var third = take(List.of(new Need(tier, 1, 0, "c")), 1);
        assertThat(third.granted()).isZero();
        assertThat(third.untilNext()).isBetween(Duration.ofHours(23), Duration.ofHours(24));

        var claims =
                List.of(claim(List.of(new Need(tier, 1, 0, "d")), 1), claim(List.of(new Need(tier, 1, 0, "b")), 1));
        var rulings = loop.call(() -> limits.take(claims));
        assertThat(rulings).extracting(Ruling::granted).containsExactly(0, 1);
    }

    @Test
    void shutsACreditForLongerThanItIsOwed() {
        var limit = new Limit("pair", "shut", new Limit.Credit(Duration.ofSeconds(1), 45));
        loop.call(() -> {
            limits.shut(limit, Duration.ofHours(24));
            return Future.succeededFuture();
        });

        // Shutting is not waited for, and a script that Redis does not know yet comes in second.
        await().untilAsserted(() ->
                assertThat(take(List.of(Need.one(limit)), 1).untilNext()).isGreaterThan(Duration.ofHours(23)));
    }

    @Test
    void failsAsUnavailableWithoutRedisAndWhenTheKeyIsNoLimit() {
        var set = Request.cmd(Command.SET).arg(key("broken")).arg("text");
        loop.call(() -> link.send(set));
        assertThatThrownBy(() -> take("broken", new Rate(1, 1), 1)).hasMessageContaining("WRONGTYPE");

        loop.call(link::close);

        assertThatThrownBy(() -> take("away", new Rate(1, 1), 1)).hasRootCauseInstanceOf(GatewayException.class);
    }

    private static Future<Void> drain(RedisLimits limits, Rate rate, AtomicInteger granted, long until) {
        Promise<Void> done = Promise.promise();
        drain(limits, rate, granted, until, done);
        return done.future();
    }

    /** Thousands of rounds: each ends before the next begins, a chain of futures would be as deep as it is long. */
    private static void drain(RedisLimits limits, Rate rate, AtomicInteger granted, long until, Promise<Void> done) {
        if (System.nanoTime() >= until) {
            done.complete();
            return;
        }
        var claim = new Claim(List.of(Need.one(Limit.bucket("drained", rate))), 3, "lease", HOLD);
        limits.take(List.of(claim))
                .onSuccess(rulings -> {
                    granted.addAndGet(rulings.get(0).granted());
                    drain(limits, rate, granted, until, done);
                })
                .onFailure(done::fail);
    }

    private Ruling take(String name, Rate rate, int max) {
        return take(List.of(Need.one(Limit.bucket(name, rate))), max);
    }

    private Ruling take(List<Need> needs, int max) {
        var claim = claim(needs, max);
        return loop.call(() -> limits.take(List.of(claim))).get(0);
    }

    private Claim claim(List<Need> needs, int max) {
        return new Claim(needs, max, "here:" + claims++, HOLD);
    }

    private static List<Duration> zeros(int count) {
        return java.util.Collections.nCopies(count, Duration.ZERO);
    }

    private int exists(String name) {
        return loop.call(() -> link.send(Request.cmd(Command.EXISTS).arg(key(name))))
                .toInteger();
    }

    private String key(String name) {
        return keys.global("limits") + ":" + name;
    }
}
