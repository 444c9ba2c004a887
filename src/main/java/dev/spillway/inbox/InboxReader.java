package dev.spillway.inbox;

import dev.spillway.event.Payload;
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

/**
 * Reads the inboxes of shards through the consumer group {@code owner}, under the one consumer name {@code owner}: since a
 * shard has one owner at a time, whoever comes after it finds what it left unfinished as its own. Uses a link of its own,
 * because a blocking read holds up whatever is behind it.
 */
public final class InboxReader {
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
    public Future<Page> readNew(List<Integer> shards, int eachMax) {
        return read(shards, eachMax, BLOCK_MS, shard -> ">");
    }

    /**
     * Reads again what was read before and is not acked.
     *
     * @param after only entries later than this id; {@code 0} for all
     */
    public Future<Page> readPending(int shard, String after, int max) {
        return read(List.of(shard), max, 0, each -> after);
    }

    private Future<Page> read(List<Integer> shards, int eachMax, long blockMs, Function<Integer, String> from) {
        var request = Request.cmd(Command.XREADGROUP).arg("GROUP").arg(OWNER).arg(OWNER);
        request.arg("COUNT").arg(eachMax);
        if (blockMs > 0) request.arg("BLOCK").arg(blockMs);
        request.arg("STREAMS");
        for (var shard : shards) request.arg(keys.ofShard(shard, "inbox"));
        for (var shard : shards) request.arg(from.apply(shard));
        return redis.send(request, ANSWER_MS).map(InboxReader::page);
    }

    private static Page page(@Nullable Response answer) {
        var page = new Page(new ArrayList<>(), new ArrayList<>(), 0, "0");
        if (answer == null) return page;
        for (var stream : answer) {
            var shard = shardOf(stream.get(0).toString());
            for (var entry : stream.get(1)) page = with(page, shard, entry);
        }
        return page;
    }

    private static int shardOf(String key) {
        var open = key.indexOf('{');
        return Integer.parseInt(key.substring(open + 1, key.indexOf('}', open)));
    }

    /** An entry that was deleted while pending has no fields; it is done with already. */
    private static Page with(Page page, int shard, Response entry) {
        var id = entry.get(0).toString();
        var fields = entry.get(1);
        if (fields != null && fields.size() >= 2) decode(page, shard, id, fields);
        return new Page(page.entries(), page.unreadable(), page.size() + 1, id);
    }

    private static void decode(Page page, int shard, String id, Response fields) {
        var stored = fields.get(1).toBytes();
        try {
            var event = EventCodec.decode(shard, stored);
            page.entries().add(new Entry(id, event, fields.get(0).toString().equals("o")));
        } catch (IllegalArgumentException e) {
            page.unreadable().add(new Page.Unreadable(shard, id, Payload.of(stored)));
        }
    }
}
