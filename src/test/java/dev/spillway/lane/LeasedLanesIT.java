package dev.spillway.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.gate.FactKeys;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import dev.spillway.sandbox.Folder;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.Diets;
import dev.spillway.support.Loop;
import dev.spillway.support.LossyProxy;
import dev.spillway.support.TestStores;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lanes do while a lease is in doubt, is handed over or lost, and while Redis is full. */
class LeasedLanesIT {
    private static final int SHARD = 3;
    private static final LaneName CRM = new LaneName("crm", Priority.NORMAL);
    private static final String LANE = "/dev/spillway/lane/lane.lua";
    private static final Script APPEND = Script.load(
            RedisLink.class, "shard.lua", "/dev/spillway/lane/lane.lua", "/dev/spillway/lane/append-for-test.lua");
    private static final Script TAKE =
            Script.load(RedisLink.class, "shard.lua", LANE, FactKeys.SCRIPT, "/dev/spillway/lane/take.lua");

    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), 64);
    private final Lease lease = new Lease();
    private RedisLink redis;
    private RedisLanes lanes;

    /** A lease that is what the test says; read on the loop. */
    private static final class Lease implements ShardTokens {
        private volatile String token = "1";
        private volatile boolean held = true;
        private volatile int doubts;

        @Override
        public Optional<String> token(int shard) {
            return Optional.ofNullable(token.isEmpty() ? null : token);
        }

        @Override
        public boolean held(int shard) {
            return held;
        }

        @Override
        public synchronized void doubted(int shard) {
            doubts++;
        }
    }

    @BeforeEach
    void connect() {
        redis = loop.link(settings);
        lanes = new RedisLanes(loop.vertx(), redis, keys, lease, Map::of, Diets.none());
        fence(redis, "1");
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void fence(RedisLink link, String token) {
        loop.call(() -> link.send(
                Request.cmd(Command.SET).arg(keys.ofShard(SHARD, "fence")).arg(token)));
    }

    private static Delivery delivery(String id) {
        var event = new DedupeKey(id).id("meta");
        return new Delivery(
                id,
                "crm",
                Priority.NORMAL,
                ContactKey.ofPhone("52155" + id.hashCode()),
                event,
                Instant.EPOCH,
                "flow.note",
                "addNote",
                Map.of(),
                "es-MX",
                false);
    }

    private void append(String id) {
        append(redis, id);
        loop.call(() -> {
            lanes.appended(SHARD, CRM);
            return Future.succeededFuture();
        });
    }

    private void append(RedisLink link, String id) {
        var delivery = delivery(id);
        var call = new ScriptCall(APPEND).key(keys.ofShard(SHARD, "")).arg(lease.token);
        call.arg(CRM.text()).arg(delivery.contact().value()).arg(id).arg(DeliveryCodec.encode(delivery));
        loop.call(() -> link.run(call));
    }

    private List<Attempt> take() {
        return loop.call(() -> lanes.take("crm", 10));
    }

    private boolean mayLeave(Attempt attempt) {
        return loop.call(() -> Future.succeededFuture(lanes.mayLeave(attempt)));
    }

    private String finish(Attempt attempt) {
        return loop.call(() -> lanes.finish(attempt, new Verdict.Done(), List.of(), Optional.empty())
                .map("told")
                .otherwise(Throwable::getMessage));
    }

    @Test
    void takesNothingWhileTheLeaseIsInDoubtAndGoesOnByItselfWhenItIsNot() {
        lease.held = false;
        append("d1");
        assertThat(take()).isEmpty();

        lease.held = true;

        Awaitility.await().until(() -> take().size() == 1);
    }

    @Test
    void letsNothingLeaveWhileTheLeaseIsInDoubtButEndsWhatHasBegun() {
        append("d1");
        var attempt = take().get(0);
        assertThat(mayLeave(attempt)).isTrue();

        lease.held = false;

        assertThat(mayLeave(attempt)).isFalse();
        assertThat(finish(attempt)).isEqualTo("told");
    }

    @Test
    void letsNoAttemptLeaveThatEnded() {
        append("d1");
        var attempt = take().get(0);
        finish(attempt);

        assertThat(mayLeave(attempt)).isFalse();
    }

    @Test
    void letsNoAttemptLeaveFromBeforeTheShardWasLostAlthoughItIsOursAgain() {
        append("d1");
        var early = take().get(0);

        loop.call(() -> Future.succeededFuture().onSuccess(now -> lanes.lost(SHARD)));
        fence(redis, "2");
        lease.token = "2";
        loop.call(() -> lanes.recover(SHARD));
        var late = take().get(0);

        assertThat(mayLeave(early)).isFalse();
        assertThat(mayLeave(late)).isTrue();
        assertThat(late.ambiguous()).isTrue();
        finish(early);
        assertThat(mayLeave(late)).isTrue();
        assertThat(finish(late)).isEqualTo("told");
    }

    @Test
    void dropsWhatATakeBringsAfterItsShardWasLost() {
        append("d1");

        var taken = loop.call(() -> {
            var take = lanes.take("crm", 10);
            lanes.lost(SHARD);
            return take;
        });

        assertThat(taken).isEmpty();
        loop.call(() -> lanes.recover(SHARD));
        assertThat(take()).hasSize(1);
    }

    @Test
    void handsAShardOverWhenItsAttemptsHaveEnded() {
        append("d1");
        var attempt = take().get(0);
        append("d2");

        var idle = closing();
        assertThat(take()).isEmpty();
        assertThat(idle.isComplete()).isFalse();
        assertThat(mayLeave(attempt)).isTrue();
        finish(attempt);

        loop.call(() -> idle);
        append("d3");
        assertThat(take()).isEmpty();
    }

    @Test
    void takesNothingOfAShardThatIsGivenAwayThoughItsLanesAreLookedAt() {
        append("d1");
        closing();

        loop.call(() -> lanes.recover(SHARD));

        assertThat(take()).isEmpty();
    }

    @Test
    void leavesWhatHasNotGoneOutToTheNextOwnerAndWaitsForWhatHas() {
        append("d1");
        append("d2");
        var attempts = take();
        assertThat(mayLeave(attempts.get(0))).isTrue();
        closing();

        var back = loop.call(() -> Future.succeededFuture(lanes.holdBack(SHARD)));

        assertThat(mayLeave(attempts.get(1))).isFalse();
        assertThat(mayLeave(attempts.get(0))).as("its next call").isTrue();
        assertThat(back.isComplete()).isFalse();
        finish(attempts.get(0));
        loop.call(() -> back);
        assertThat(finish(attempts.get(1))).as("refused, as nothing may go out").isEqualTo("told");
        nextOwner();
        var again = take();
        assertThat(again).hasSize(1);
        assertThat(again.get(0).delivery()).isEqualTo(attempts.get(1).delivery());
        assertThat(again.get(0).ambiguous()).isFalse();
        assertThat(again.get(0).number()).isEqualTo(1);
    }

    /** The shard is lost, and ours again under another token. */
    private void nextOwner() {
        fence(redis, "2");
        lease.token = "2";
        loop.call(() -> {
            lanes.lost(SHARD);
            return lanes.recover(SHARD);
        });
    }

    @Test
    void waitsNoLongerForAShardThatIsLost() {
        append("d1");
        assertThat(take()).hasSize(1);
        var idle = closing();

        loop.call(() -> Future.succeededFuture().onSuccess(now -> lanes.lost(SHARD)));

        loop.call(() -> idle);
    }

    private Future<Void> closing() {
        return loop.call(() -> Future.succeededFuture(lanes.closing(SHARD)));
    }

    @Test
    void tellsTheOwnerOfEveryRefusal() {
        append("d1");
        var attempt = take().get(0);
        append("d2");
        fence(redis, "2");

        assertThat(take()).isEmpty();
        assertThat(finish(attempt)).contains("not ours");
        loop.call(() -> lanes.recover(SHARD).otherwiseEmpty());

        assertThat(lease.doubts).isEqualTo(3);
    }

    @Test
    void findsByItselfWhatATakeBroughtWhoseAnswerWasLost() {
        append("d1");
        loop.call(() -> redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(TAKE.text())));
        try (var proxy = new LossyProxy(TestStores.redis().port())) {
            var link = loop.link(TestStores.through(proxy, settings));
            lanes = new RedisLanes(loop.vertx(), link, keys, lease, Map::of, Diets.none());
            loop.call(() -> Future.succeededFuture().onSuccess(now -> lanes.appended(SHARD, CRM)));
            proxy.loseAnswerTo(TAKE.sha());
            assertThat(take()).isEmpty();

            var attempt = Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(this::take, found -> !found.isEmpty())
                    .get(0);

            assertThat(proxy.lost()).isEqualTo(1);
            assertThat(attempt.ambiguous()).isFalse();
            loop.call(link::close);
        }
    }

    @Test
    void finishesWhatWasAcceptedWhileRedisIsFull() throws IOException {
        var directory = Files.createTempDirectory("spillway-full");
        try (var full = LocalRedis.start(directory)) {
            var link = loop.link(TestStores.settings(full));
            lanes = new RedisLanes(loop.vertx(), link, keys, lease, Map::of, Diets.none());
            fence(link, "1");
            append(link, "d1");
            loop.call(() -> link.send(
                    Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg("1")));
            assertThat(loop.call(
                            () -> link.send(Request.cmd(Command.SET).arg("more").arg("1"))
                                    .map("stored")
                                    .otherwise(Throwable::getMessage)))
                    .startsWith("OOM");

            loop.call(() -> lanes.recover(SHARD));
            var attempt = take().get(0);
            var answer = Optional.of(dev.spillway.event.Payload.of("{}"));
            loop.call(() -> lanes.finish(attempt, new Verdict.Done(), List.of(), answer));

            var inbox = loop.call(() -> link.send(Request.cmd(Command.XLEN).arg(keys.ofShard(SHARD, "inbox"))));
            assertThat(inbox.toLong()).isEqualTo(1);
        } finally {
            Folder.remove(directory);
        }
    }
}
