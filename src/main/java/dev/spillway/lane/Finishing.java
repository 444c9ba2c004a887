package dev.spillway.lane;

import dev.spillway.event.Payload;
import dev.spillway.ledger.LedgerCodec;
import dev.spillway.ledger.LedgerDiet;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import dev.spillway.redis.UntilDone;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends attempts, each by one script, which is sent until Redis has it or has refused its token: a lease that has run out is no
 * reason to stop, nobody else may have taken it. Belongs to one event loop.
 */
final class Finishing {
    private static final Logger LOG = LoggerFactory.getLogger(Finishing.class);
    private static final Script FINISH = ShardWrites.script("finish.lua");

    private final Vertx vertx;
    private final ShardWrites writes;
    private final FinishScripts scripts;
    private final AttemptsOut out;
    private final LedgerDiet diet;

    Finishing(Vertx vertx, ShardWrites writes, AttemptsOut out, LedgerDiet diet) {
        this.vertx = vertx;
        this.writes = writes;
        this.scripts = new FinishScripts(vertx, writes, out);
        this.out = out;
        this.diet = diet;
    }

    /** Which attempt, and how it ends. */
    private record End(int shard, String id, long take, Ending ending) {}

    /** @param event for the inbox; may be empty */
    Future<Void> end(Attempt attempt, Ending ending, List<LedgerEntry> entries, Payload event) {
        var id = attempt.delivery().id();
        return end(new End(attempt.shard(), id, attempt.take(), ending), entries, event);
    }

    /** Gives up a delivery that was taken and cannot be read. */
    Future<Void> bury(int shard, String id, long take, LedgerEntry letter) {
        return end(new End(shard, id, take, Ending.DEAD), List.of(letter), Payload.EMPTY);
    }

    private Future<Void> end(End end, List<LedgerEntry> entries, Payload event) {
        return send(end, entries, event)
                .onSuccess(done -> out.ended(end.shard, end.id, end.take))
                .onFailure(cause -> out.untold(end.shard, end.id, end.take));
    }

    private Future<Void> send(End end, List<LedgerEntry> entries, Payload event) {
        var call = writes.call(FINISH, end.shard);
        if (call.isEmpty()) return ShardWrites.fenced();
        var ending = end.ending;
        call.get().arg(end.id).arg(ending.word()).arg(ending.delayMs());
        call.get().arg(ending.attempts()).arg(ending.mark());
        call.get().arg(entries.isEmpty() ? Payload.EMPTY : LedgerCodec.encode(diet.fit(entries)));
        call.get().arg(event).arg(end.take).arg(ending.dead() ? 0 : 1);
        return send(end.shard, call.get());
    }

    /** A script that was lost on the way may be sent twice, it ends only the attempt of its take. */
    private Future<Void> send(int shard, ScriptCall call) {
        return UntilDone.of(vertx, () -> scripts.run(shard, call), (cause, tries) -> isWorthIt(shard, cause, tries))
                .<Void>mapEmpty()
                .recover(cause -> ShardWrites.fenced());
    }

    private boolean isWorthIt(int shard, Throwable cause, int tries) {
        if (ShardWrites.isFenced(cause) || !writes.ours(shard)) return false;
        if (tries == 1) {
            LOG.atWarn()
                    .addKeyValue("shard", shard)
                    .addKeyValue("cause", cause.getMessage())
                    .log("lane.finishAgain");
        }
        return true;
    }
}
