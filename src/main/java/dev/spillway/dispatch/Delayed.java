package dev.spillway.dispatch;

import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.inbox.Position;
import dev.spillway.lane.ReadyShards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings delayed events back when their time has come. Belongs to one event loop. */
final class Delayed {
    private static final Logger LOG = LoggerFactory.getLogger(Delayed.class);
    private static final int DUE_MAX = 64;
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final ShardScripts scripts;
    private final Burial burial;
    private final ReadyShards ready;
    private final OwnInboxes inboxes;
    private final IntSupplier room;

    /**
     * @param inboxes where the events go
     * @param room how many more of them are welcome
     */
    Delayed(Vertx vertx, ShardScripts scripts, Burial burial, OwnInboxes inboxes, IntSupplier room) {
        this.scripts = scripts;
        this.burial = burial;
        this.ready = new ReadyShards(vertx, this::read);
        this.inboxes = inboxes;
        this.room = room;
    }

    /** Something of a shard comes due after a pause. */
    void later(int shard, Duration pause) {
        ready.addLater(shard, pause.toMillis());
    }

    /** Takes over what an earlier owner had delayed or was running, and what we took and never got to see. */
    Future<Void> recover(int shard) {
        return scripts.delayed(shard)
                .onSuccess(heads -> heads.forEach((position, head) -> hold(shard, position, head)))
                .compose(held -> read(shard, true));
    }

    private void hold(int shard, Position position, DelayedEvent.Head head) {
        inboxes.hold(shard, head.contact(), position, head.event(), head.failedAt());
    }

    void lost(int shard) {
        ready.forget(shard);
    }

    private void read() {
        for (var shard : ready.next(Integer.MAX_VALUE)) {
            ready.remove(shard);
            read(shard, false).onFailure(cause -> notRead(shard, cause));
        }
    }

    /** A shard that is lost comes back by its recovery only. */
    private void notRead(int shard, Throwable cause) {
        var lost = cause instanceof GatewayException known && known.kind() == GatewayException.Kind.FENCED;
        if (!lost) later(shard, AGAIN);
    }

    private Future<Void> read(int shard, boolean takeOver) {
        var max = Math.max(0, Math.min(DUE_MAX, room.getAsInt()));
        return scripts.due(shard, max, takeOver)
                .onSuccess(due -> arrived(shard, due, max))
                .mapEmpty();
    }

    private void arrived(int shard, Response due, int max) {
        for (var i = 1; i + 1 < due.size(); i += 2)
            offer(shard, due.get(i).toString(), due.get(i + 1).toBytes());
        var next = due.get(0).toLong();
        if (next >= 0) ready.addLater(shard, max == 0 ? Math.max(next, AGAIN.toMillis()) : next);
    }

    private void offer(int shard, String entryId, byte[] stored) {
        try {
            inboxes.offer(DelayedEvent.work(shard, Position.parse(entryId), stored));
        } catch (IllegalArgumentException e) {
            burial.bury(shard, Work.From.DELAYED, entryId, Payload.of(stored))
                    .onFailure(cause ->
                            LOG.atDebug().addKeyValue("entryId", entryId).log("event.unreadableStays"));
        }
    }
}
