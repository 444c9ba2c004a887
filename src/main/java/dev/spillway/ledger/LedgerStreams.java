package dev.spillway.ledger;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.StreamReader;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's streams, one a shard. What is in a stream is not finished: reading changes nothing, finishing deletes. So
 * whoever owns a shard finds what its last owner left, and whoever reads for a shard that is not his any more does no harm.
 */
final class LedgerStreams {
    static final String STREAM = "ledger";
    private static final String FROM_THE_BEGINNING = "0";
    private static final long ANSWER_MAX_MS = 5_000;

    private final RedisLink link;
    private final StreamReader reader;
    private final Keyspace keyspace;

    /** @param link used by nobody else: a read that waits holds up what is behind it */
    LedgerStreams(RedisLink link, Keyspace keyspace) {
        this.link = link;
        this.reader = link.streams();
        this.keyspace = keyspace;
    }

    /**
     * The first unfinished entries, at most {@code perStream} of each; waits up to {@code blockMs} (> 0) for any. Only such as
     * are safe in Redis: Postgres must not know of a run whose deliveries may be lost with the server they are in.
     */
    Future<List<StreamEntry>> unfinished(List<Integer> shards, int perStream, long blockMs) {
        var after = shards.stream().collect(Collectors.toMap(this::key, shard -> FROM_THE_BEGINNING));
        return reader.read(after, perStream, blockMs)
                .map(this::entries)
                .compose(found -> safe(found).map(found));
    }

    private Future<Void> safe(List<StreamEntry> found) {
        var keys = found.stream()
                .map(entry -> keyspace.ofShard(entry.shard(), "nudge"))
                .distinct()
                .toList();
        return Future.all(link.byServer(keys, key -> key).stream()
                        .map(ofServer -> link.safe(ofServer.get(0)))
                        .toList())
                .mapEmpty();
    }

    private List<StreamEntry> entries(Map<String, Response> byKey) {
        var entries = new ArrayList<StreamEntry>();
        byKey.forEach((key, found) -> {
            var shard = keyspace.shardOf(key);
            for (var entry : found)
                entries.add(new StreamEntry(shard, entry.get(0).toString(), value(entry.get(1))));
        });
        return entries;
    }

    /** The first field's value. */
    private static byte[] value(@Nullable Response fields) {
        if (fields == null || fields.type() != ResponseType.MULTI || fields.size() < 2) return new byte[0];
        return fields.get(1).toBytes();
    }

    /** Ends entries. */
    Future<Void> finish(List<StreamEntry> entries) {
        var idsByKey = entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> key(entry.shard()), Collectors.mapping(StreamEntry::id, Collectors.toList())));
        var deletes = idsByKey.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> delete(each.getKey(), each.getValue())));
        return link.sendTogether(deletes, ANSWER_MAX_MS);
    }

    private static Request delete(String key, List<String> ids) {
        var request = Request.cmd(Command.XDEL).arg(key);
        ids.forEach(request::arg);
        return request;
    }

    String key(int shard) {
        return keyspace.ofShard(shard, STREAM);
    }
}
