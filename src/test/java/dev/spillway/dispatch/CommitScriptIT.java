package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.dispatch.Commits.Batch;
import dev.spillway.event.Event;
import dev.spillway.flow.Run;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.EventCodec;
import dev.spillway.inbox.Position;
import dev.spillway.lane.LaneName;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Events;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitScriptIT {
    private static final int SHARDS = 4;

    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), SHARDS);
    private RedisLink redis;

    @BeforeEach
    void connect() {
        redis = loop.link(settings);
        for (var shard = 0; shard < SHARDS; shard++) {
            var key = keys.ofShard(shard, "fence");
            loop.call(() -> redis.send(Request.cmd(Command.SET).arg(key).arg("mine")));
        }
    }

    @AfterEach
    void close() {
        loop.close();
    }

    /** An event in the inbox of a shard. */
    private Work entry(int shard) {
        return entry(shard, event(), event());
    }

    /** A run of one event, from an entry that holds one. */
    private Work entry(int shard, Event run, Event held) {
        var add = Request.cmd(Command.XADD).arg(keys.ofShard(shard, "inbox")).arg("*");
        var stored = Buffer.buffer(EventCodec.encode(held));
        var id = loop.call(() -> redis.send(add.arg("e").arg(stored))).toString();
        return Work.ofInbox(new Entry(Position.parse(id), run, false)).under("mine");
    }

    private static Event event() {
        return Events.message("m", "521", SHARDS);
    }

    private static Event other() {
        return Events.message("n", "521", SHARDS);
    }

    private static Batch batch(int shard, String token, Work... works) {
        var batch = new Batch(new Commits.Key(shard, token, false));
        for (var work : works) {
            var ruling = new Rule.Ruling(new Run(List.of(), List.of(), null, List.of()), false);
            batch.runs().add(RunArguments.of(work, ruling, List.of()));
        }
        return batch;
    }

    private List<Optional<List<LaneName>>> commit(Batch... batches) {
        var call = CommitScript.call(keys, Duration.ofHours(1), List.of(batches));
        return CommitScript.lanes(loop.call(() -> redis.run(call)));
    }

    private int left(int shard) {
        var length = Request.cmd(Command.XLEN).arg(keys.ofShard(shard, "inbox"));
        return loop.call(() -> redis.send(length)).toInteger();
    }

    @Test
    void endsTheEventsOfSeveralShards() {
        var answer = commit(batch(1, "mine", entry(1), entry(1)), batch(2, "mine", entry(2)));
        assertThat(answer).containsExactly(Optional.of(List.of()), Optional.of(List.of()));
        assertThat(left(1) + left(2)).isZero();
    }

    @Test
    void refusesOnlyTheShardThatAnotherOwnerHolds() {
        var answer = commit(batch(1, "former", entry(1), entry(1)), batch(2, "mine", entry(2)), batch(3, "", entry(3)));
        assertThat(answer).containsExactly(Optional.empty(), Optional.of(List.of()), Optional.empty());
        assertThat(left(1)).isEqualTo(2);
        assertThat(left(2)).isZero();
        assertThat(left(3)).isOne();
    }

    /** Two servers that were master at once gave one id to two events; only one of them is still there. */
    @Test
    void leavesAnEntryOfTheSameIdThatHoldsAnotherEvent() {
        commit(batch(1, "mine", entry(1, event(), other())));
        assertThat(left(1)).isOne();
    }

    @Test
    void leavesAnotherEventThatWasPutOffUnderTheSameId() {
        var id = Position.parse("1-0");
        var stored = DelayedEvent.stored(Work.ofInbox(new Entry(id, other(), false)), 1, Instant.EPOCH);
        var delayed = keys.ofShard(1, "delayed.e");
        loop.call(() ->
                redis.send(Request.cmd(Command.HSET).arg(delayed).arg(id.text()).arg(stored)));
        commit(batch(1, "mine", putOff(id, event())));
        assertThat(length(delayed)).isOne();
        commit(batch(1, "mine", putOff(id, other())));
        assertThat(length(delayed)).isZero();
    }

    private static Work putOff(Position id, Event event) {
        return Work.ofDelayed(new Entry(id, event, false), 2, Instant.EPOCH).under("mine");
    }

    private int length(String hash) {
        return loop.call(() -> redis.send(Request.cmd(Command.HLEN).arg(hash))).toInteger();
    }

    @Test
    void doesNothingTheSecondTime() {
        var kept = entry(1);
        var ended = batch(1, "mine", entry(1));
        commit(ended);
        assertThat(commit(ended)).containsExactly(Optional.of(List.of()));
        assertThat(left(1)).isOne();
        commit(batch(1, "mine", kept));
        assertThat(left(1)).isZero();
    }
}
