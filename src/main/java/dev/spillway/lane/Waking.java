package dev.spillway.lane;

import dev.spillway.redis.Script;
import io.vertx.core.Future;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back deliveries that were put off, when what they wait for has come. A part of a lane at a time, one after the other: whoever
 * takes from lanes meanwhile does not wait for it. Belongs to one event loop.
 */
final class Waking {
    private static final Logger LOG = LoggerFactory.getLogger(Waking.class);
    private static final Script WAKE = ShardWrites.script("wake.lua");
    private static final int PART = 500;
    private static final String ALL = "0";

    private final ShardWrites writes;
    private final ReadyLanes ready;

    Waking(ShardWrites writes, ReadyLanes ready) {
        this.writes = writes;
        this.ready = ready;
    }

    /** Never fails: what is not brought back comes by itself when its time is up. */
    Future<Void> wake(Collection<Integer> shards, String destination, String why) {
        var done = Future.<Void>succeededFuture();
        for (var shard : shards) {
            for (var priority : Priority.values()) {
                var lane = new LaneName(destination, priority);
                done = done.compose(before -> wake(shard, lane, why, ALL));
            }
        }
        return done;
    }

    private Future<Void> wake(int shard, LaneName lane, String why, String from) {
        return part(shard, lane, why, from)
                .compose(next -> next.equals(ALL) ? Future.succeededFuture() : wake(shard, lane, why, next))
                .recover(cause -> left(shard, cause));
    }

    /** Answers where to go on. */
    private Future<String> part(int shard, LaneName lane, String why, String from) {
        var call = writes.call(WAKE, shard);
        if (call.isEmpty()) return Future.succeededFuture(ALL);
        call.get().arg(lane.text()).arg(why).arg(from).arg(PART);
        return writes.run(shard, call.get()).map(answer -> {
            if (answer.get(1).toInteger() > 0) ready.add(shard, lane);
            return answer.get(0).toString();
        });
    }

    private static Future<Void> left(int shard, Throwable cause) {
        LOG.atDebug()
                .addKeyValue("shard", shard)
                .addKeyValue("cause", cause.getMessage())
                .log("lane.notWoken");
        return Future.succeededFuture();
    }
}
