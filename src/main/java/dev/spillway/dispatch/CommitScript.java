package dev.spillway.dispatch;

import dev.spillway.gate.FactKeys;
import dev.spillway.lane.LaneName;
import dev.spillway.ledger.LedgerCodec;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code commit.lua}: what it is asked, and what it answers. */
final class CommitScript {
    private static final String HERE = "/dev/spillway/dispatch/";
    private static final Script SCRIPT = Script.load(
            RedisLink.class,
            "shards.lua",
            "/dev/spillway/lane/lane.lua",
            FactKeys.SCRIPT,
            HERE + "entry.lua",
            HERE + "commit.lua");

    private CommitScript() {}

    /** Commits batches, each of a shard; where a script may touch one slot only, one of them. */
    static ScriptCall call(Keyspace keys, Duration sessionTtl, List<Commits.Batch> batches) {
        var call = new ScriptCall(SCRIPT, 3 + 17 * batches.size());
        call.arg(sessionTtl.toMillis()).arg(LedgerCodec.HEAD).arg(LedgerCodec.TAIL);
        for (var batch : batches) {
            call.key(keys.ofShard(batch.key().shard(), ""));
            call.arg(batch.key().token()).arg(batch.runs().size());
            batch.runs().forEach(run -> {
                call.arg(run.size());
                run.forEach(call::arg);
            });
        }
        return call;
    }

    /** Of each batch the lanes of its shard in which more may leave now; empty if another owner holds the shard. */
    static List<Optional<List<LaneName>>> lanes(Response answer) {
        return answer.stream().map(CommitScript::lanesOfOne).toList();
    }

    private static Optional<List<LaneName>> lanesOfOne(Response freed) {
        if (freed.type() == ResponseType.NUMBER) return Optional.empty();
        return Optional.of(
                freed.stream().map(lane -> LaneName.parse(lane.toString())).toList());
    }
}
