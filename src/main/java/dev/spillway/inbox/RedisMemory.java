package dev.spillway.inbox;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares what Redis knows of a shard's inbox with what it is known to have known.
 *
 * <p>Two signs, since each alone can be covered up by what is accepted after the loss, before anybody looks: the last id of
 * the stream, and the dedupe mark of an entry. A mark that a repeat has set anew expires later than the one that was lost.
 */
final class RedisMemory {
    private static final Script STANDING = Script.load(RedisMemory.class, "standing.lua");

    /** A mark is looked for only while it surely still lives, though this node's clock may be this much behind. */
    private static final long CLOCKS_APART_MS = 60_000;

    /** Redis rounds what is left of a key's life. */
    private static final long ROUNDED_MS = 2;

    private final RedisLink redis;
    private final Keyspace keys;
    private final Clock clock;

    RedisMemory(RedisLink redis, Keyspace keys, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Whether Redis lost something of a shard.
     *
     * @param anchor known when it was last found in order: what was read since may already hide a loss
     * @param latest known now, before Redis is asked
     * @param accounted losses up to this id are known
     */
    Future<Boolean> isLost(int shard, Known anchor, Known latest, Position accounted) {
        if (!latest.highest().isAfter(accounted)) return Future.succeededFuture(false);
        var marks = Stream.of(anchor.marked(), latest.marked())
                .distinct()
                .filter(mark -> mark.id().isAfter(accounted) && isAlive(mark))
                .toList();
        // What was lost stays lost; a Redis that stood still between two clock readings answers otherwise the next
        // time.
        return ask(shard, latest, marks)
                .compose(isLost -> isLost ? ask(shard, latest, marks) : Future.succeededFuture(false));
    }

    private Future<Boolean> ask(int shard, Known latest, List<Known.Marked> marks) {
        var call = new ScriptCall(STANDING).key(keys.ofShard(shard, "inbox"));
        marks.forEach(mark -> call.key(key(shard, mark)));
        return redis.run(call).map(answer -> isLost(latest, marks, answer));
    }

    private boolean isAlive(Known.Marked mark) {
        return mark.untilMs() - CLOCKS_APART_MS > clock.millis();
    }

    private Buffer key(int shard, Known.Marked mark) {
        return Buffer.buffer(keys.ofShard(shard, "d:"))
                .appendBytes(HexFormat.of().parseHex(mark.event()));
    }

    private static boolean isLost(Known latest, List<Known.Marked> marks, Response answer) {
        if (latest.highest().isAfter(Position.parse(answer.get(0).toString()))) return true;
        for (var i = 0; i < marks.size(); i++) {
            if (isLost(marks.get(i), answer.get(i + 1).toLong())) return true;
        }
        return false;
    }

    private static boolean isLost(Known.Marked mark, long expiresMs) {
        return expiresMs == 0 || expiresMs > mark.untilMs() + ROUNDED_MS;
    }
}
