package dev.spillway.inbox;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the inboxes of shards through the consumer group {@code owner}, under the one consumer name {@code owner}: since a
 * shard has one owner at a time, whoever comes after it finds what it left unfinished as its own. Uses a link of its own,
 * because a blocking read holds up whatever is behind it.
 */
public final class InboxReader {
    private static final Logger LOG = LoggerFactory.getLogger(InboxReader.class);
    private static final String OWNER = "owner";
    private static final long BLOCK_MS = 500;
    private static final long ANSWER_MS = 3_000;

    private final RedisLink redis;
    private final Keyspace keys;

    public InboxReader(RedisLink redis, Keyspace keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Calls back after every connect of the reader's own link: what was on its way when the link broke is pending now. */
    public void onUp(Runnable callback) {
        redis.onUp(callback);
    }

    /** Waits a moment for entries nobody has read yet; at most so many of each shard. */
    public Future<List<Entry>> readNew(List<Integer> shards, int eachMax) {
        return read(shards, eachMax, BLOCK_MS, shard -> ">");
    }

    /**
     * Reads again what was read before and is not acked.
     *
     * @param after only entries later than this id; {@code 0} for all
     */
    public Future<List<Entry>> readPending(int shard, String after, int max) {
        return read(List.of(shard), max, 0, each -> after);
    }

    private Future<List<Entry>> read(List<Integer> shards, int eachMax, long blockMs, Function<Integer, String> from) {
        var request = Request.cmd(Command.XREADGROUP).arg("GROUP").arg(OWNER).arg(OWNER);
        request.arg("COUNT").arg(eachMax);
        if (blockMs > 0) request.arg("BLOCK").arg(blockMs);
        request.arg("STREAMS");
        for (var shard : shards) request.arg(keys.ofShard(shard, "inbox"));
        for (var shard : shards) request.arg(from.apply(shard));
        return redis.send(request, ANSWER_MS).map(InboxReader::entries);
    }

    private static List<Entry> entries(@Nullable Response answer) {
        var entries = new ArrayList<Entry>();
        if (answer == null) return entries;
        for (var stream : answer) {
            var shard = shardOf(stream.get(0).toString());
            for (var entry : stream.get(1)) decode(shard, entry, entries);
        }
        return entries;
    }

    private static int shardOf(String key) {
        var open = key.indexOf('{');
        return Integer.parseInt(key.substring(open + 1, key.indexOf('}', open)));
    }

    /** An entry that was deleted while pending has no fields; it is done with already. */
    private static void decode(int shard, Response entry, List<Entry> into) {
        var fields = entry.get(1);
        if (fields == null || fields.size() < 2) return;
        try {
            var event = EventCodec.decode(shard, fields.get(1).toBytes());
            into.add(new Entry(
                    entry.get(0).toString(), event, fields.get(0).toString().equals("o")));
        } catch (IllegalArgumentException e) {
            // Written by something that is not us. It stays in the stream, pending, for a person to look at.
            LOG.atError()
                    .addKeyValue("shard", shard)
                    .addKeyValue("entryId", entry.get(0))
                    .log("inbox.unreadableEntry");
        }
    }
}
