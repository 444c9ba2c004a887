package dev.spillway.inbox;

import dev.spillway.event.Payload;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads the inboxes of shards from a place on. Reading changes nothing in Redis: an entry is in its stream until its run is
 * committed, so whoever owns the shard next reads it again, and a read that comes late does no harm. Uses a link of its own,
 * because a blocking read holds up whatever is behind it.
 */
public final class InboxReader {
    private static final long BLOCK_MS = 500;
    private static final long ANSWER_MS = 3_000;

    private final RedisLink redis;
    private final Keyspace keys;

    public InboxReader(RedisLink redis, Keyspace keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Calls back after every connect of the reader's own link. */
    public void onUp(Runnable callback) {
        redis.onUp(callback);
    }

    /** Shards in groups that one read may name together. */
    public Collection<List<Integer>> byServer(Collection<Integer> shards) {
        return redis.byServer(shards, this::key);
    }

    /**
     * Waits a moment for entries; at most so many of each shard. Shards without any are not in the answer.
     *
     * @param after by shard: only entries behind this place; the shards must be of one server
     */
    public Future<List<Page>> read(Map<Integer, Position> after, int eachMax) {
        return read(after, eachMax, BLOCK_MS);
    }

    /** What is behind a place in one shard, without waiting. */
    public Future<Page> readNow(int shard, Position after, int max) {
        return read(Map.of(shard, after), max, 0)
                .map(pages -> pages.isEmpty() ? new Page(shard, List.of(), List.of(), after, false) : pages.get(0));
    }

    private Future<List<Page>> read(Map<Integer, Position> after, int eachMax, long blockMs) {
        var shards = List.copyOf(after.keySet());
        var request = Request.cmd(Command.XREAD).arg("COUNT").arg(eachMax);
        if (blockMs > 0) request.arg("BLOCK").arg(blockMs);
        request.arg("STREAMS");
        for (var shard : shards) request.arg(key(shard));
        for (var shard : shards)
            request.arg(after.getOrDefault(shard, Position.START).text());
        return redis.send(key(shards.get(0)), request, ANSWER_MS).map(answer -> pages(answer, eachMax));
    }

    private String key(int shard) {
        return keys.ofShard(shard, "inbox");
    }

    private List<Page> pages(@Nullable Response answer, int eachMax) {
        if (answer == null) return List.of();
        return StreamSupport.stream(answer.spliterator(), false)
                .map(stream -> page(keys.shardOf(stream.get(0).toString()), stream.get(1), eachMax))
                .toList();
    }

    private static Page page(int shard, Response found, int eachMax) {
        var entries = new ArrayList<Entry>();
        var unreadable = new ArrayList<Page.Unreadable>();
        var last = Position.START;
        for (var entry : found) {
            last = Position.parse(entry.get(0).toString());
            decode(shard, last, entry.get(1), entries, unreadable);
        }
        return new Page(shard, entries, unreadable, last, found.size() >= eachMax);
    }

    private static void decode(
            int shard, Position at, Response fields, List<Entry> entries, List<Page.Unreadable> unreadable) {
        var stored = fields.get(1).toBytes();
        try {
            entries.add(new Entry(
                    at,
                    EventCodec.decode(shard, stored),
                    fields.get(0).toString().equals("o")));
        } catch (IllegalArgumentException e) {
            unreadable.add(new Page.Unreadable(at, Payload.of(stored)));
        }
    }
}
