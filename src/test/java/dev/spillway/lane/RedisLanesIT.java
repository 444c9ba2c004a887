package dev.spillway.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Payload;
import dev.spillway.gate.Cost;
import dev.spillway.gate.FactKeys;
import dev.spillway.gate.Facts;
import dev.spillway.gate.Permit;
import dev.spillway.gate.SendClass;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import dev.spillway.support.Diets;
import dev.spillway.support.Loop;
import dev.spillway.support.LossyProxy;
import dev.spillway.support.TestStores;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLanesIT {
    private static final String LANE = "/dev/spillway/lane/lane.lua";
    /** As a run's commit does it. */
    private static final Script APPEND = Script.load(
            RedisLink.class, "shard.lua", "/dev/spillway/lane/lane.lua", "/dev/spillway/lane/append-for-test.lua");

    private static final Script TAKE =
            Script.load(RedisLink.class, "shard.lua", LANE, FactKeys.SCRIPT, "/dev/spillway/lane/take.lua");
    private static final Script FINISH =
            Script.load(RedisLink.class, "shard.lua", "/dev/spillway/lane/lane.lua", "/dev/spillway/lane/finish.lua");

    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), 64);
    private RedisLink redis;
    private RedisLanes lanes;
    private final List<Attempt> held = new ArrayList<>();

    @BeforeEach
    void connect() {
        redis = loop.link(settings);
        lanes = owner("one");
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private RedisLanes owner(String token) {
        loop.call(() -> redis.send(
                Request.cmd(Command.SET).arg(keys.ofShard(3, "fence")).arg(token)));
        return new RedisLanes(
                loop.vertx(),
                redis,
                keys,
                shard -> Optional.of(token),
                () -> Map.of("wa", Duration.ofSeconds(60)),
                Diets.none());
    }

    private static Delivery delivery(String id, String destination, Priority priority, String phone) {
        var event = new DedupeKey(id).id("meta");
        return new Delivery(
                id,
                destination,
                priority,
                ContactKey.ofPhone(phone),
                event,
                Instant.EPOCH,
                "flow.note",
                "addNote",
                Map.of("text", "¡hola! 🧥"),
                "es-MX",
                false);
    }

    private void append(Delivery... deliveries) {
        for (var each : deliveries) {
            var lane = new LaneName(each.destination(), each.priority());
            var call = new ScriptCall(APPEND).key(keys.ofShard(3, "")).arg("one");
            call.arg(lane.text()).arg(each.contact().value()).arg(each.id()).arg(DeliveryCodec.encode(each));
            loop.call(() -> redis.run(call));
            lanes.appended(3, lane);
        }
    }

    private List<Attempt> take(String destination, int max) {
        return loop.call(() -> lanes.take(destination, max));
    }

    private List<String> ids(List<Attempt> attempts) {
        return attempts.stream().map(attempt -> attempt.delivery().id()).toList();
    }

    private void finish(Attempt attempt, Verdict verdict) {
        loop.call(() -> lanes.finish(attempt, verdict, List.of(), Optional.empty()));
    }

    private long keysLeft(String name) {
        var found = loop.call(() -> redis.send(Request.cmd(Command.KEYS).arg(keys.ofShard(3, name))));
        return found.size();
    }

    @Test
    void givesBackWhatWasPutIn() {
        var delivery = delivery("d1", "crm", Priority.NORMAL, "5215550104321");
        append(delivery);
        assertThat(take("crm", 10))
                .extracting(Attempt::shard, Attempt::delivery, Attempt::number, Attempt::ambiguous)
                .containsExactly(tuple(3, delivery, 1, false));
    }

    @Test
    void letsOneContactsDeliveriesLeaveOneAtATimeInOrder() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"), delivery("d2", "crm", Priority.NORMAL, "521"));
        var first = take("crm", 10);
        assertThat(ids(first)).containsExactly("d1");
        assertThat(take("crm", 10)).isEmpty();
        finish(first.get(0), new Verdict.Done());
        assertThat(ids(take("crm", 10))).containsExactly("d2");
    }

    @Test
    void letsManyContactsLeaveSideBySide() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"), delivery("d2", "crm", Priority.NORMAL, "522"));
        assertThat(ids(take("crm", 10))).containsExactlyInAnyOrder("d1", "d2");
    }

    @Test
    void takesHigherPrioritiesFirstAndNoMoreThanAsked() {
        append(
                delivery("bulk", "crm", Priority.BULK, "521"),
                delivery("normal", "crm", Priority.NORMAL, "522"),
                delivery("person", "crm", Priority.INTERACTIVE, "523"));
        assertThat(ids(take("crm", 2))).containsExactly("person", "normal");
    }

    @Test
    void keepsDestinationsApart() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        assertThat(take("erp", 10)).isEmpty();
    }

    @Test
    void appendsTheSameDeliveryOnce() {
        var delivery = delivery("d1", "crm", Priority.NORMAL, "521");
        append(delivery, delivery);
        finish(take("crm", 10).get(0), new Verdict.Done());
        assertThat(take("crm", 10)).isEmpty();
    }

    private RedisLanes ownerOfSender() {
        return new RedisLanes(
                loop.vertx(), redis, keys, shard -> Optional.of("one"), Map::of, Diets.none(), Set.of("wa"));
    }

    private void hash(String key, String field, String stamp) {
        loop.call(() -> redis.send(
                Request.cmd(Command.HSET).arg(keys.ofShard(3, key)).arg(field).arg(stamp)));
    }

    @Test
    void tellsWhatIsKnownOfThePersonWithWhatGoesToThem() {
        lanes = ownerOfSender();
        hash("window:p:525550104321", "i:106", "1000:2000:in:");
        hash("consent:p:525550104321", "c::notice", "3000:4000:yes:crm");
        append(delivery("d1", "wa", Priority.NORMAL, "5215550104321"));
        append(delivery("d3", "crm", Priority.NORMAL, "5215550104321"));

        var first = take("wa", 1).get(0).facts();
        // Not before: whoever's turn comes in the same millisecond may go first.
        append(delivery("d2", "wa", Priority.NORMAL, "522"));
        loop.call(() -> redis.send(
                Request.cmd(Command.SET).arg(keys.ofShard(3, FactKeys.COMPLETE)).arg("1")));

        assertThat(first.known()).isFalse();
        assertThat(first.stamps()).containsOnlyKeys("i:106", "c::notice");
        assertThat(first.hasConsent("", SendClass.NOTICE)).isTrue();
        assertThat(take("wa", 1).get(0).facts()).isEqualTo(new Facts(true, Map.of()));
        assertThat(take("crm", 1).get(0).facts()).isEqualTo(Facts.NONE);
    }

    @Test
    void letsNoMessageLeaveThatMightGoBeforeItsPersonChangedTheirMind() {
        lanes = ownerOfSender();
        append(delivery("d1", "wa", Priority.NORMAL, "521"), delivery("d2", "wa", Priority.NORMAL, "521"));
        append(delivery("d3", "wa", Priority.NORMAL, "522"), delivery("d4", "crm", Priority.NORMAL, "521"));
        var permit = new Permit.Pass(Cost.UNKNOWN, null);
        var before = take("wa", 10);
        assertThat(ids(before)).containsExactly("d1", "d3");

        var written = Promise.<Void>promise();
        loop.call(() -> {
            lanes.changes(before.get(0).delivery().contact(), written::future);
            return Future.succeededFuture();
        });
        assertThat(mayLeave(before.get(0).permitted(permit)))
                .as("it is being written")
                .isFalse();
        written.complete();

        assertThat(mayLeave(before.get(0).permitted(permit))).isFalse();
        assertThat(mayLeave(before.get(0))).as("it is no message").isTrue();
        assertThat(mayLeave(before.get(1).permitted(permit))).as("to another").isTrue();
        assertThat(mayLeave(take("crm", 1).get(0))).isTrue();
        finish(before.get(0), new Verdict.Done());
        assertThat(mayLeave(take("wa", 1).get(0).permitted(permit))).isTrue();
    }

    @Test
    void letsMessagesLeaveAfterAChangeOfMindThatCouldNotEvenBeWritten() {
        lanes = ownerOfSender();
        append(delivery("d1", "wa", Priority.NORMAL, "521"));
        var contact = delivery("d1", "wa", Priority.NORMAL, "521").contact();

        loop.call(() -> lanes.changes(contact, () -> {
                    throw new IllegalStateException("cannot be encoded");
                })
                .otherwiseEmpty());

        assertThat(mayLeave(take("wa", 1).get(0).permitted(new Permit.Pass(Cost.UNKNOWN, null))))
                .isTrue();
    }

    private boolean mayLeave(Attempt attempt) {
        return loop.call(() -> Future.succeededFuture(lanes.mayLeave(attempt)));
    }

    @Test
    void letsTheContactsOthersPassWhatIsPutOff() {
        lanes = ownerOfSender();
        hash("window:p:525550104321", "i:106", "1000:2000:in:");
        append(
                delivery("early", "wa", Priority.NORMAL, "5215550104321"),
                delivery("earlier", "wa", Priority.NORMAL, "5215550104321"),
                delivery("goes", "wa", Priority.NORMAL, "5215550104321"));
        putOff("early");
        putOff("earlier");

        var goes = take("wa", 10);
        assertThat(ids(goes)).containsExactly("goes");
        assertThat(take("wa", 10)).isEmpty();
        finish(goes.get(0), new Verdict.Done());

        var back = retakenFrom("wa");
        assertThat(back.delivery().id()).isEqualTo("early");
        assertThat(back.number()).isEqualTo(1);
        assertThat(back.facts().stamps()).containsOnlyKeys("i:106");
        assertThat(take("wa", 10)).isEmpty();
        finish(back, new Verdict.PutOff(Duration.ofMillis(1), "quiet_hours"));
        var again = retakenFrom("wa");
        assertThat(again.delivery().id())
                .as("its turn before the one behind it")
                .isEqualTo("early");
        finish(again, new Verdict.Done());
        finish(retakenFrom("wa"), new Verdict.Done());
        assertThat(keysLeft("lane:wa:NORMAL*")).isZero();
        assertThat(keysLeft("deliveries")).isZero();
    }

    private void putOff(String id) {
        var taken = take("wa", 10);
        assertThat(ids(taken)).containsExactly(id);
        finish(taken.get(0), new Verdict.PutOff(Duration.ofMillis(300), "quiet_hours"));
    }

    @Test
    void bringsBackWhatWasPutOffForOneReasonAndLeavesTheRest() {
        var hour = Duration.ofHours(1);
        append(
                delivery("first", "wa", Priority.BULK, "5215550104321"),
                delivery("second", "wa", Priority.BULK, "5215550104321"),
                delivery("other", "wa", Priority.BULK, "5215550104322"),
                delivery("elsewhere", "crm", Priority.BULK, "5215550104321"));
        finish(take("crm", 1).get(0), new Verdict.PutOff(hour, "template:promo/es_MX"));
        for (var round = 0; round < 3; round++) {
            for (var attempt : take("wa", 10)) {
                var why = attempt.delivery().id().equals("other") ? "template:news/es_MX" : "template:promo/es_MX";
                finish(attempt, new Verdict.PutOff(hour, why));
            }
        }
        assertThat(take("wa", 10)).isEmpty();

        loop.call(() -> lanes.wake(List.of(3, 5), "wa", "template:promo/es_MX"));
        var back = take("wa", 10);
        assertThat(ids(back)).containsExactly("first");
        finish(back.get(0), new Verdict.Done());
        assertThat(ids(take("wa", 10))).as("in their order").containsExactly("second");
        assertThat(take("crm", 10)).isEmpty();
    }

    @Test
    void wakesWhateverManyOnesWaitAndNoneThatIsOut() {
        var many = IntStream.range(0, 1_200)
                .mapToObj(i -> delivery("m" + i, "wa", Priority.BULK, "52155501" + (10_000 + i)))
                .toArray(Delivery[]::new);
        append(many);
        var all = new ArrayList<Attempt>();
        for (var more = take("wa", 500); !more.isEmpty(); more = take("wa", 500)) all.addAll(more);
        assertThat(all).hasSize(1_200);
        all.subList(1, all.size()).forEach(it -> finish(it, new Verdict.PutOff(Duration.ofHours(1), "template:a/es")));
        loop.call(() -> lanes.wake(List.of(3), "wa", "template:a/es"));
        var back = new ArrayList<Attempt>();
        for (var more = take("wa", 500); !more.isEmpty(); more = take("wa", 500)) back.addAll(more);
        assertThat(back).hasSize(1_199).doesNotContain(all.get(0));
    }

    private Attempt retakenFrom(String destination) {
        org.awaitility.Awaitility.await()
                .until(() -> take(destination, 1), taken -> !taken.isEmpty() && held.addAll(taken));
        return held.remove(0);
    }

    @Test
    void findsWhatWasPutOffWhenItsNodeHasDied() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"), delivery("d2", "crm", Priority.NORMAL, "521"));
        finish(take("crm", 1).get(0), new Verdict.PutOff(Duration.ofMillis(1), "budget"));
        retakenFrom("crm");
        lanes = owner("two");
        loop.call(() -> lanes.recover(3));
        org.awaitility.Awaitility.await().until(() -> held.addAll(take("crm", 10)) && held.size() == 2);
        assertThat(ids(held)).containsExactlyInAnyOrder("d1", "d2");
    }

    @Test
    void countsOnlyAttemptsThatAreSpent() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var first = take("crm", 1).get(0);
        finish(first, new Verdict.Park(Duration.ofMillis(1), "paused"));
        var second = retaken();
        assertThat(second.number()).isEqualTo(1);
        finish(second, new Verdict.Retry(Duration.ofMillis(1), true, true, "lost"));
        var third = retaken();
        assertThat(third).isEqualTo(new Attempt(3, first.delivery(), 2, true, second.since(), third.take()));
    }

    @Test
    void remembersWhenTheFirstAttemptBeganThatMayHaveArrived() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var clean = take("crm", 1).get(0);
        finish(clean, new Verdict.Retry(Duration.ofMillis(5), true, false, "busy"));
        var lost = retaken();
        assertThat(lost.since()).isAfter(clean.since());
        finish(lost, new Verdict.Retry(Duration.ofMillis(5), true, true, "lost"));
        var next = retaken();
        finish(next, new Verdict.Park(Duration.ofMillis(5), "paused"));
        var orphan = retaken();
        lanes = owner("two");
        loop.call(() -> lanes.recover(3));

        assertThat(List.of(next, orphan, retaken()))
                .allMatch(Attempt::ambiguous)
                .extracting(Attempt::since)
                .containsOnly(lost.since());
    }

    @Test
    void remembersWhenTheAttemptBeganThatNobodyIsBusyWith() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var orphan = take("crm", 1).get(0);
        lanes = owner("two");
        loop.call(() -> lanes.recover(3));

        assertThat(retaken().since()).isEqualTo(orphan.since()).isAfter(Instant.EPOCH);
    }

    /** As a redrive writes it, or as it was written before anybody asked for the time. */
    @Test
    void takesTheAcceptanceOfTheEventWhereNobodyKnowsWhen() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        loop.call(() -> redis.send(Request.cmd(Command.HSET)
                .arg(keys.ofShard(3, "attempts"))
                .arg("d1")
                .arg("2:1")));

        var attempt = take("crm", 1).get(0);

        assertThat(attempt).isEqualTo(new Attempt(3, attempt.delivery(), 3, true, Instant.EPOCH, attempt.take()));
    }

    /** An owner before this version marked its attempts without a time. */
    @Test
    void takesOverAttemptsOfWhichNobodyKnowsWhenTheyBegan() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var taken = take("crm", 1).get(0);
        loop.call(() -> redis.send(Request.cmd(Command.HSET)
                .arg(keys.ofShard(3, "started"))
                .arg("d1")
                .arg("one:" + taken.take())));
        lanes = owner("two");
        loop.call(() -> lanes.recover(3));

        assertThat(retaken()).extracting(Attempt::ambiguous, Attempt::since).containsExactly(true, Instant.EPOCH);
    }

    private Attempt retaken() {
        return org.awaitility.Awaitility.await()
                .until(() -> take("crm", 1), found -> !found.isEmpty())
                .get(0);
    }

    @Test
    void holdsTheContactsNextDeliveriesBehindARetryUntilItIsDue() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"), delivery("d2", "crm", Priority.NORMAL, "521"));
        finish(take("crm", 1).get(0), new Verdict.Retry(Duration.ofMinutes(1), true, false, "down"));
        assertThat(take("crm", 10)).isEmpty();

        append(delivery("d3", "crm", Priority.NORMAL, "522"), delivery("d4", "crm", Priority.NORMAL, "522"));
        finish(take("crm", 1).get(0), new Verdict.Retry(Duration.ofMillis(150), true, false, "down"));
        assertThat(retaken().delivery().id()).isEqualTo("d3");
    }

    @Test
    void wakesTheDestinationWhenARetryFallsDue() {
        var woken = new java.util.concurrent.atomic.AtomicInteger();
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var attempt = take("crm", 1).get(0);
        lanes.onWork("crm", woken::incrementAndGet);
        finish(attempt, new Verdict.Retry(Duration.ofMillis(50), true, false, "down"));
        org.awaitility.Awaitility.await().until(() -> woken.get() > 0);
    }

    @Test
    void leavesNothingBehindWhenAllIsDone() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"), delivery("d2", "crm", Priority.NORMAL, "521"));
        var halfway = take("crm", 1).get(0);
        keep(halfway, "far");
        finish(halfway, new Verdict.Done());
        finish(take("crm", 1).get(0), new Verdict.Dead("invalid"));
        assertThat(keysLeft("lane:*") + keysLeft("deliveries") + keysLeft("attempts") + keysLeft("started"))
                .isZero();
        assertThat(keysLeft("progress")).isZero();
    }

    @Test
    void tellsTheNextAttemptHowFarTheLastHasGot() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var first = take("crm", 1).get(0);
        assertThat(first.progress().isEmpty()).isTrue();
        keep(first, "one");
        keep(first, "two: ñ\\n\"🧥\"");
        finish(first, new Verdict.Retry(Duration.ofMillis(1), true, false, "down"));

        var second = retaken();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.ambiguous()).isFalse();
        assertThat(second.progress().text()).isEqualTo("two: ñ\\n\"🧥\"");
        finish(second, new Verdict.Park(Duration.ofMillis(1), "throttled"));
        assertThat(retaken().progress()).isEqualTo(second.progress());
    }

    @Test
    void tellsTheNextOwnerHowFarTheLastHasGotBeforeItWasLost() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        keep(take("crm", 1).get(0), "far");
        lanes = owner("two");
        loop.call(() -> lanes.recover(3));

        var attempt = retaken();
        assertThat(attempt.ambiguous()).isTrue();
        assertThat(attempt.progress().text()).isEqualTo("far");
    }

    @Test
    void keepsNothingOfAnAttemptThatHasEnded() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var first = take("crm", 1).get(0);
        finish(first, new Verdict.Retry(Duration.ofMillis(1), true, false, "down"));

        assertThatThrownBy(() -> keep(first, "late")).hasStackTraceContaining("not ours any more");
        assertThat(retaken().progress().isEmpty()).isTrue();
    }

    private void keep(Attempt attempt, String far) {
        loop.call(() -> lanes.keep(attempt, Payload.of(far)));
    }

    @Test
    void endsAnAttemptOnceHoweverOftenItIsTold() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"), delivery("d2", "crm", Priority.NORMAL, "521"));
        var attempt = take("crm", 1).get(0);
        finish(attempt, new Verdict.Done());
        finish(attempt, new Verdict.Done());
        assertThat(ids(take("crm", 10))).containsExactly("d2");
    }

    @Test
    void bringsTheAnswerOfADeliveryBackAsAnEvent() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var attempt = take("crm", 1).get(0);
        var answer = Optional.of(Payload.of("{\"outcome\":\"DONE\"}"));
        loop.call(() -> lanes.finish(attempt, new Verdict.Done(), List.of(), answer));
        var length = loop.call(() -> redis.send(Request.cmd(Command.XLEN).arg(keys.ofShard(3, "inbox"))));
        assertThat(length.toLong()).isEqualTo(1);
    }

    @Test
    void refusesAnOwnerOfYesterday() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var attempt = take("crm", 1).get(0);
        owner("two");
        var late = loop.call(() -> lanes.finish(attempt, new Verdict.Done(), List.of(), Optional.empty())
                .map("written")
                .otherwise(cause -> cause.getMessage()));
        assertThat(late).contains("not ours");
    }

    @Test
    void takesOverAttemptsThatNeverEndedAsAmbiguous() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"), delivery("w1", "wa", Priority.NORMAL, "521"));
        take("crm", 1);
        take("wa", 1);
        lanes = owner("two");
        loop.call(() -> lanes.recover(3));
        assertThat(take("crm", 1).get(0).ambiguous()).isTrue();
        assertThat(take("wa", 1)).isEmpty();
    }

    @Test
    void takesNothingWhileRedisIsAwayAndSaysSoAtOnce() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var down = loop.link(settings);
        loop.call(down::close);
        var away = new RedisLanes(loop.vertx(), down, keys, shard -> Optional.of("one"), Map::of, Diets.none());
        away.appended(3, new LaneName("crm", Priority.NORMAL));
        assertThat(loop.call(() -> away.take("crm", 10))).isEmpty();
        assertThat(take("crm", 10)).hasSize(1);
    }

    @Test
    void givesATakeWhoseAnswerWasLostAgainToTheSameOwner() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        try (var proxy = new LossyProxy(TestStores.redis().port())) {
            var lossy = through(proxy);
            loadScripts();
            proxy.loseAnswerTo(TAKE.sha());
            lossy.appended(3, new LaneName("crm", Priority.NORMAL));
            assertThat(loop.call(() -> lossy.take("crm", 10))).isEmpty();
            assertThat(proxy.lost()).isEqualTo(1);
            org.awaitility.Awaitility.await().until(() -> recovers(lossy));
            var again = loop.call(() -> lossy.take("crm", 10));
            assertThat(again).extracting(Attempt::number, Attempt::ambiguous).containsExactly(tuple(1, false));
        }
    }

    @Test
    void keepsWhatIsOutWhenTheSameOwnerLooksAgain() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var attempt = take("crm", 1).get(0);
        loop.call(() -> lanes.recover(3));
        assertThat(take("crm", 1)).isEmpty();
        finish(attempt, new Verdict.Done());
        assertThat(keysLeft("deliveries")).isZero();
    }

    @Test
    void tellsAnEndAgainWhoseAnswerWasLost() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        try (var proxy = new LossyProxy(TestStores.redis().port())) {
            var lossy = through(proxy);
            loadScripts();
            lossy.appended(3, new LaneName("crm", Priority.NORMAL));
            var attempt = loop.call(() -> lossy.take("crm", 1)).get(0);
            proxy.loseAnswerTo(FINISH.sha());
            var retry = new Verdict.Retry(Duration.ofMillis(1), true, false, "busy");
            loop.call(() -> lossy.finish(attempt, retry, List.of(), Optional.empty()));
            assertThat(proxy.lost()).isEqualTo(1);
        }
        assertThat(retaken().number()).isEqualTo(2);
    }

    @Test
    void makesAnAttemptAmbiguousWhoseEndCouldNotBeTold() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        var owned = new java.util.concurrent.atomic.AtomicBoolean(true);
        lanes = new RedisLanes(
                loop.vertx(),
                redis,
                keys,
                shard -> owned.get() ? Optional.of("one") : Optional.empty(),
                Map::of,
                Diets.none());
        lanes.appended(3, new LaneName("crm", Priority.NORMAL));
        var attempt = take("crm", 1).get(0);
        owned.set(false);
        loop.call(() -> lanes.finish(attempt, new Verdict.Done(), List.of(), Optional.empty())
                .otherwiseEmpty());
        owned.set(true);
        loop.call(() -> lanes.recover(3));
        assertThat(take("crm", 1))
                .extracting(Attempt::delivery, Attempt::number, Attempt::ambiguous)
                .containsExactly(tuple(attempt.delivery(), 1, true));
    }

    @Test
    void buriesWhatItCannotReadAndGoesOnWithTheRest() {
        append(delivery("bad", "crm", Priority.NORMAL, "521"), delivery("next", "crm", Priority.NORMAL, "521"));
        append(delivery("other", "crm", Priority.NORMAL, "522"));
        loop.call(() -> redis.send(Request.cmd(Command.HSET)
                .arg(keys.ofShard(3, "deliveries"))
                .arg("bad")
                .arg("crm:NORMAL\np:521\nnot JSON")));
        assertThat(ids(take("crm", 10))).contains("other").doesNotContain("bad");
        org.awaitility.Awaitility.await().until(() -> ids(take("crm", 10)).contains("next"));
        var ledger = loop.call(() -> redis.send(Request.cmd(Command.XRANGE)
                .arg(keys.ofShard(3, "ledger"))
                .arg("-")
                .arg("+")));
        assertThat(ledger.toString()).contains("UNREADABLE");
    }

    private boolean recovers(RedisLanes lossy) {
        return loop.call(() -> lossy.recover(3).map(true).otherwise(false));
    }

    private RedisLanes through(LossyProxy proxy) {
        var link = loop.link(TestStores.through(proxy, settings));
        return new RedisLanes(loop.vertx(), link, keys, shard -> Optional.of("one"), Map::of, Diets.none());
    }

    /** Or the first call would be answered by NOSCRIPT. */
    private void loadScripts() {
        for (var text : List.of(TAKE, FINISH)) {
            loop.call(() -> redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(text.text())));
        }
    }

    private List<Attempt> more(Attempt first, int max) {
        return loop.call(() -> lanes.more(first, max));
    }

    private void appendOfOneContact(int deliveries) {
        for (var number = 1; number <= deliveries; number++)
            append(delivery("d" + number, "crm", Priority.NORMAL, "5215550104321"));
    }

    @Test
    void takesThoseRightBehindOneThatIsOutAndEndsEachForItself() {
        appendOfOneContact(4);
        var first = take("crm", 10).get(0);
        var more = more(first, 2);
        assertThat(ids(more)).containsExactly("d2", "d3");
        assertThat(take("crm", 10)).isEmpty();

        finish(first, new Verdict.Done());
        assertThat(take("crm", 10)).as("d2 and d3 are out").isEmpty();
        finish(more.get(0), new Verdict.Done());
        finish(more.get(1), new Verdict.Done());

        assertThat(ids(take("crm", 10))).containsExactly("d4");
    }

    @Test
    void keepsTheOrderWhenThoseThatWentTogetherComeBack() {
        appendOfOneContact(3);
        var first = take("crm", 10).get(0);
        var more = more(first, 9);
        var later = new Verdict.Retry(Duration.ofMillis(1), true, true, "lost");
        finish(first, later);
        finish(more.get(0), later);
        finish(more.get(1), later);
        loop.call(() -> lanes.recover(3));

        var again = take("crm", 10);
        assertThat(ids(again)).containsExactly("d1");
        assertThat(again.get(0).number()).isEqualTo(2);
        assertThat(more(again.get(0), 9))
                .extracting(attempt -> attempt.delivery().id(), Attempt::number, Attempt::ambiguous)
                .containsExactly(tuple("d2", 2, true), tuple("d3", 2, true));
    }

    @Test
    void letsTheFirstBeGoneAndTheSecondComeBackAlone() {
        appendOfOneContact(2);
        var first = take("crm", 10).get(0);
        var second = more(first, 1).get(0);
        finish(first, new Verdict.Done());
        finish(second, new Verdict.Park(Duration.ofMillis(1), "not now"));
        loop.call(() -> lanes.recover(3));

        assertThat(ids(take("crm", 10))).containsExactly("d2");
    }

    @Test
    void neverTakesTwiceWhatWentTogetherWithOneThatNobodyAnsweredFor() {
        appendOfOneContact(3);
        var first = take("crm", 10).get(0);
        more(first, 2);
        // A new start of the owner: all three are orphans.
        lanes = owner("two");
        loop.call(() -> lanes.recover(3));

        var again = take("crm", 10);
        assertThat(ids(again)).containsExactly("d1");
        assertThat(again.get(0).ambiguous()).isTrue();
        assertThat(take("crm", 10)).isEmpty();
        assertThat(more(again.get(0), 9)).allMatch(Attempt::ambiguous).hasSize(2);
    }

    @Test
    void takesNothingBehindOneThatHasEnded() {
        appendOfOneContact(2);
        var first = take("crm", 10).get(0);
        finish(first, new Verdict.Done());

        assertThat(more(first, 5)).isEmpty();
        assertThat(ids(take("crm", 10))).containsExactly("d2");
    }

    private List<Attempt> alike(Attempt first, int max) {
        return loop.call(() -> lanes.alike(first, max));
    }

    private void appendOfMany(String operation, int from, int to) {
        for (var number = from; number <= to; number++) {
            var like = delivery("d" + number, "crm", Priority.NORMAL, "52155501043" + (10 + number));
            append(doing(operation, like));
        }
    }

    private static Delivery doing(String operation, Delivery like) {
        return new Delivery(
                like.id(),
                like.destination(),
                like.priority(),
                like.contact(),
                like.event(),
                like.acceptedAt(),
                like.step(),
                operation,
                like.input(),
                like.locale(),
                like.answers());
    }

    @Test
    void takesThoseOfOthersThatDoTheSameAndLeavesTheRestWhereItIs() {
        appendOfMany("upsertContact", 1, 3);
        appendOfMany("createTask", 4, 5);
        appendOfMany("upsertContact", 6, 8);
        var first = take("crm", 1).get(0);
        var alike = alike(first, 4);

        assertThat(ids(alike)).containsExactly("d2", "d3", "d6", "d7");
        assertThat(alike(first, 4)).extracting(one -> one.delivery().id()).containsExactly("d8");
        assertThat(ids(take("crm", 10))).containsExactly("d4", "d5");
        alike.forEach(attempt -> finish(attempt, new Verdict.Done()));
        assertThat(take("crm", 10)).isEmpty();
    }

    @Test
    void takesNobodyTwiceNorTheSecondOfAContactWithThoseAlike() {
        appendOfMany("upsertContact", 1, 3);
        append(doing("upsertContact", delivery("d9", "crm", Priority.NORMAL, "5215550104312")));
        var first = take("crm", 1).get(0);
        var alike = alike(first, 9);
        assertThat(ids(alike)).containsExactly("d2", "d3");
        assertThat(alike(first, 9)).isEmpty();

        finish(alike.get(0), new Verdict.Done());
        assertThat(ids(take("crm", 10))).containsExactly("d9");
    }
}
