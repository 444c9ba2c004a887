package dev.spillway.lane;

import dev.spillway.redis.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Finds attempts that nobody is busy with, and lanes that nobody looks at. Belongs to one event loop. */
final class Recovery {
    private static final Script RECOVER = ShardWrites.script("recover.lua");
    private static final long SOON_MS = 1_000;

    private final Vertx vertx;
    private final ShardWrites writes;
    private final ReadyLanes ready;
    private final AttemptsOut out;
    private final Supplier<Map<String, Duration>> ambiguousWaits;
    private final Set<Integer> soon = new HashSet<>();

    /** @param ambiguousWaits by destination, as they are now */
    Recovery(
            Vertx vertx,
            ShardWrites writes,
            ReadyLanes ready,
            AttemptsOut out,
            Supplier<Map<String, Duration>> ambiguousWaits) {
        this.vertx = vertx;
        this.writes = writes;
        this.ready = ready;
        this.out = out;
        this.ambiguousWaits = ambiguousWaits;
    }

    /** Recovers a shard in a while, and again until it is done or the shard is not ours: one waits for each shard. */
    void soon(int shard) {
        if (soon.add(shard)) vertx.setTimer(SOON_MS, fired -> now(shard));
    }

    private void now(int shard) {
        soon.remove(shard);
        if (writes.ours(shard)) recover(shard).onFailure(cause -> soon(shard));
    }

    Future<Void> recover(int shard) {
        var call = writes.call(RECOVER, shard);
        if (call.isEmpty()) return ShardWrites.fenced();
        var outs = Map.copyOf(out.of(shard));
        call.get().arg(out.settledBelow()).arg(outs.size());
        outs.forEach((id, each) -> call.get().arg(id).arg(told(each)));
        call.get().arg(out.unanswered().size());
        out.unanswered().forEach(take -> call.get().arg(take));
        ambiguousWaits
                .get()
                .forEach((destination, wait) -> call.get().arg(destination).arg(wait.toMillis()));
        return writes.run(shard, call.get())
                .onSuccess(lanes -> recovered(shard, outs, lanes))
                .mapEmpty();
    }

    /** As {@code recover.lua} wants it. */
    private static long told(AttemptsOut.Out out) {
        return switch (out.stage()) {
            case HERE, GONE -> 0;
            case UNTOLD -> out.take();
            case KEPT -> -out.take();
        };
    }

    private void recovered(int shard, Map<String, AttemptsOut.Out> outs, Response lanes) {
        outs.forEach((id, each) -> {
            if (!each.busy()) out.ended(shard, id, each.take());
        });
        for (var lane : lanes) ready.add(shard, LaneName.parse(lane.toString()));
    }
}
