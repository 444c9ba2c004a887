package dev.spillway.dispatch;

import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.inbox.Entry;
import dev.spillway.inbox.EventCodec;
import dev.spillway.lane.ReadyShards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Brings delayed events back when their time has come. Belongs to one event loop. */
final class Delayed {
    private static final int DUE_MAX = 64;
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final ShardScripts scripts;
    private final Burial burial;
    private final ReadyShards ready;
    private final IntSupplier room;
    private final Consumer<Work> into;

    /** Where the events go, and how many more are welcome there. */
    record Target(Consumer<Work> into, IntSupplier room) {}

    Delayed(Vertx vertx, ShardScripts scripts, Burial burial, Target target) {
        this.scripts = scripts;
        this.burial = burial;
        this.ready = new ReadyShards(vertx, this::read);
        this.room = target.room;
        this.into = target.into;
    }

    /** Something of a shard comes due after a pause. */
    void later(int shard, Duration pause) {
        ready.addLater(shard, pause.toMillis());
    }

    /** Takes over what an earlier owner had delayed or was running, and what we took and never got to see. */
    Future<Void> recover(int shard) {
        return read(shard, true);
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
            into.accept(work(shard, entryId, stored));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            burial.bury(shard, Work.From.DELAYED, entryId, Payload.of(stored));
        }
    }

    /** Reads {@code <runs>:<old>:<stored event>}. */
    private static Work work(int shard, String entryId, byte[] stored) {
        var runs = 0;
        var at = 0;
        for (; stored[at] != ':'; at++) runs = runs * 10 + (stored[at] - '0');
        var old = stored[at + 1] == '1';
        var event = EventCodec.decode(shard, Arrays.copyOfRange(stored, at + 3, stored.length));
        return new Work(new Entry(entryId, event, old), Work.From.DELAYED, runs + 1);
    }
}
