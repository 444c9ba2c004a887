package dev.spillway.inbox;

import dev.spillway.event.Payload;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.StreamReader;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the inboxes of shards from a place on. Reading changes nothing in Redis: an entry is in its stream until its run is
 * committed, so whoever owns the shard next reads it again, and a read that comes late does no harm. Uses a link of its own,
 * because a blocking read holds up whatever is behind it.
 */
public final class InboxReader {
    private static final long BLOCK_MS = 500;

    private final RedisLink redis;
    private final StreamReader streams;
    private final Keyspace keys;

    public InboxReader(RedisLink redis, Keyspace keys) {
        this.redis = redis;
        this.streams = redis.streams();
        this.keys = keys;
    }

    /** Calls back after every connect of the reader's own link. */
    public void onUp(Runnable callback) {
        redis.onUp(callback);
    }

    /**
     * Waits a moment for entries; at most so many of each shard. Shards that gave none are not in the answer, and may have some
     * all the same: their server may be slow or away.
     *
     * @param after by shard: only entries behind this place
     */
    public Future<List<Page>> read(Map<Integer, Position> after, int eachMax) {
        return streams.read(ids(after), eachMax, BLOCK_MS).map(found -> pages(found, eachMax));
    }

    /** Whether one {@link #readNow} may be about several shards. */
    public boolean readsTogether() {
        return !redis.oneSlotOnly();
    }

    /**
     * What is behind a place in each shard, without waiting; a shard that is not in the answer has nothing.
     *
     * @param after by shard: only entries behind this place; of one shard, unless shards are {@link #readsTogether read
     *     together}
     */
    public Future<List<Page>> readNow(Map<Integer, Position> after, int eachMax) {
        return streams.readNow(ids(after), eachMax).map(found -> pages(found, eachMax));
    }

    private Map<String, String> ids(Map<Integer, Position> after) {
        return after.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> key(each.getKey()), each -> each.getValue().text()));
    }

    private String key(int shard) {
        return keys.ofShard(shard, "inbox");
    }

    private List<Page> pages(Map<String, Response> found, int eachMax) {
        return found.entrySet().stream()
                .map(stream -> page(keys.shardOf(stream.getKey()), stream.getValue(), eachMax))
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
