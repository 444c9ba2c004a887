package dev.spillway.dispatch;

import dev.spillway.inbox.Entry;
import dev.spillway.inbox.EventCodec;
import dev.spillway.lane.ReadyShards;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings delayed events back when their time has come. Belongs to one event loop. */
final class Delayed {
    private static final Logger LOG = LoggerFactory.getLogger(Delayed.class);
    private static final int DUE_MAX = 64;
    private static final long AGAIN_MS = 500;

    private final ShardScripts scripts;
    private final ReadyShards ready;
    private Consumer<Work> into = work -> {};

    Delayed(Vertx vertx, ShardScripts scripts) {
        this.scripts = scripts;
        this.ready = new ReadyShards(vertx, this::read);
    }

    /** Where the events go. */
    void into(Consumer<Work> into) {
        this.into = into;
    }

    /** Something of a shard comes due after a pause. */
    void later(int shard, Duration pause) {
        ready.addLater(shard, pause.toMillis());
    }

    /** Takes over what an earlier owner had delayed or was running. */
    void recover(int shard) {
        read(shard, true);
    }

    void lost(int shard) {
        ready.remove(shard);
    }

    private void read() {
        for (var shard : ready.next(Integer.MAX_VALUE)) {
            ready.remove(shard);
            read(shard, false);
        }
    }

    private void read(int shard, boolean takeOver) {
        scripts.due(shard, DUE_MAX, takeOver)
                .onSuccess(due -> arrived(shard, due))
                .onFailure(cause -> later(shard, Duration.ofMillis(AGAIN_MS)));
    }

    private void arrived(int shard, Response due) {
        for (var i = 1; i + 1 < due.size(); i += 2)
            offer(shard, due.get(i).toString(), due.get(i + 1).toBytes());
        if (due.get(0).toLong() >= 0) ready.addLater(shard, due.get(0).toLong());
    }

    private void offer(int shard, String entryId, byte[] stored) {
        try {
            into.accept(work(shard, entryId, stored));
        } catch (IllegalArgumentException e) {
            LOG.atError()
                    .addKeyValue("shard", shard)
                    .addKeyValue("entryId", entryId)
                    .log("delayed.unreadableEntry");
        }
    }

    /** Reads {@code <runs>:<old>:<stored event>}. */
    private static Work work(int shard, String entryId, byte[] stored) {
        var runs = 0;
        var at = 0;
        for (; stored[at] != ':'; at++) runs = runs * 10 + (stored[at] - '0');
        var old = stored[at + 1] == '1';
        var event = EventCodec.decode(shard, java.util.Arrays.copyOfRange(stored, at + 3, stored.length));
        return new Work(new Entry(entryId, event, old), Work.From.DELAYED, runs + 1);
    }
}
