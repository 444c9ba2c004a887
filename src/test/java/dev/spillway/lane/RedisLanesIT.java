package dev.spillway.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Payload;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLanesIT {
    /** As a run's commit does it. */
    private static final Script APPEND = Script.load(
            RedisLink.class, "shard.lua", "/dev/spillway/lane/lane.lua", "/dev/spillway/lane/append-for-test.lua");

    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix());
    private RedisLink redis;
    private RedisLanes lanes;

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
                loop.vertx(), redis, keys, shard -> Optional.of(token), Map.of("wa", Duration.ofSeconds(60)));
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
        assertThat(take("crm", 10)).containsExactly(new Attempt(3, delivery, 1, false));
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

    @Test
    void countsOnlyAttemptsThatAreSpent() throws InterruptedException {
        append(delivery("d1", "crm", Priority.NORMAL, "521"));
        finish(take("crm", 1).get(0), new Verdict.Park(Duration.ofMillis(1), "paused"));
        assertThat(retaken().number()).isEqualTo(1);
        finish(retakenAfter(new Verdict.Retry(Duration.ofMillis(1), true, true, "lost")), new Verdict.Done());
    }

    private Attempt retaken() {
        return org.awaitility.Awaitility.await()
                .until(() -> take("crm", 1), found -> !found.isEmpty())
                .get(0);
    }

    private Attempt retakenAfter(Verdict verdict) throws InterruptedException {
        // The attempt before is still out: end it, then take the next.
        var out = new Attempt(3, delivery("d1", "crm", Priority.NORMAL, "521"), 1, false);
        finish(out, verdict);
        var next = retaken();
        assertThat(next.number()).isEqualTo(2);
        assertThat(next.ambiguous()).isTrue();
        return next;
    }

    @Test
    void holdsTheContactsNextDeliveriesBehindARetryUntilItIsDue() {
        append(delivery("d1", "crm", Priority.NORMAL, "521"), delivery("d2", "crm", Priority.NORMAL, "521"));
        finish(take("crm", 1).get(0), new Verdict.Retry(Duration.ofMillis(150), true, false, "down"));
        assertThat(take("crm", 10)).isEmpty();
        assertThat(retaken().delivery().id()).isEqualTo("d1");
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
        finish(take("crm", 1).get(0), new Verdict.Done());
        finish(take("crm", 1).get(0), new Verdict.Dead("invalid"));
        assertThat(keysLeft("lane:*") + keysLeft("deliveries") + keysLeft("attempts") + keysLeft("started"))
                .isZero();
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
}
