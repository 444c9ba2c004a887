package dev.spillway.ledger;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's streams, one a shard, read as consumer group {@code ledger}. The consumer's name is always the same: a node
 * that starts first finds what it, or the shard's last owner, had read and not finished. Reads several keys with one command,
 * which a Redis Cluster would refuse.
 */
final class LedgerStreams {
    static final String STREAM = "ledger";
    private static final String GROUP = "ledger";
    private static final String CONSUMER = "owner";
    /** Beyond the block the server was asked for. */
    private static final long ANSWER_MAX_MS = 5_000;

    private final RedisLink link;
    private final Keyspace keyspace;

    LedgerStreams(RedisLink link, Keyspace keyspace) {
        this.link = link;
        this.keyspace = keyspace;
    }

    /** Entries read before and never finished; at most {@code perStream} of each. */
    Future<List<StreamEntry>> unfinished(List<Integer> shards, int perStream) {
        return read(shards, perStream, 0, "0");
    }

    /** Entries never read; waits up to {@code blockMs} (> 0) for the first. */
    Future<List<StreamEntry>> fresh(List<Integer> shards, int perStream, long blockMs) {
        return read(shards, perStream, blockMs, ">");
    }

    private Future<List<StreamEntry>> read(List<Integer> shards, int perStream, long blockMs, String from) {
        var shardByKey = shards.stream().collect(Collectors.toMap(this::key, Function.identity()));
        var request = Request.cmd(Command.XREADGROUP).arg("GROUP").arg(GROUP).arg(CONSUMER);
        request.arg("COUNT").arg(perStream);
        if (blockMs > 0) request.arg("BLOCK").arg(blockMs);
        request.arg("STREAMS");
        var keys = List.copyOf(shardByKey.keySet());
        keys.forEach(request::arg);
        keys.forEach(key -> request.arg(from));
        var timeoutMs = blockMs + ANSWER_MAX_MS;
        return link.send(request, timeoutMs)
                .recover(cause -> missingGroup(cause, keys).compose(made -> link.send(request, timeoutMs)))
                .map(response -> entries(response, shardByKey));
    }

    /** Makes the groups that are missing, from the beginning of their streams; any other failure stays one. */
    private Future<Void> missingGroup(Throwable cause, List<String> keys) {
        if (!says(cause, "NOGROUP")) return Future.failedFuture(cause);
        return Future.all(keys.stream().map(this::createGroup).toList()).mapEmpty();
    }

    private Future<Void> createGroup(String key) {
        var request = Request.cmd(Command.XGROUP)
                .arg("CREATE")
                .arg(key)
                .arg(GROUP)
                .arg("0")
                .arg("MKSTREAM");
        return link.send(request, ANSWER_MAX_MS)
                .<Void>mapEmpty()
                .recover(cause -> says(cause, "BUSYGROUP") ? Future.succeededFuture() : Future.failedFuture(cause));
    }

    private static boolean says(Throwable cause, String word) {
        return cause.getMessage() != null && cause.getMessage().startsWith(word);
    }

    /**
     * Ends entries. Deletes first: an entry deleted and not acknowledged comes once more, empty; the other way round it would
     * stay in the stream for ever.
     */
    Future<Void> finish(List<StreamEntry> entries) {
        var idsByKey = entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> key(entry.shard()), Collectors.mapping(StreamEntry::id, Collectors.toList())));
        var sent = new ArrayList<Future<Response>>();
        idsByKey.forEach((key, ids) -> {
            sent.add(link.send(with(Request.cmd(Command.XDEL).arg(key), ids), ANSWER_MAX_MS));
            sent.add(link.send(with(Request.cmd(Command.XACK).arg(key).arg(GROUP), ids), ANSWER_MAX_MS));
        });
        return Future.all(sent).mapEmpty();
    }

    private static Request with(Request request, List<String> ids) {
        ids.forEach(request::arg);
        return request;
    }

    String key(int shard) {
        return keyspace.ofShard(shard, STREAM);
    }

    /** Pairs of key and entries, as RESP 2 has them: the links speak it. */
    private static List<StreamEntry> entries(@Nullable Response response, Map<String, Integer> shardByKey) {
        var entries = new ArrayList<StreamEntry>();
        if (response == null || response.type() != ResponseType.MULTI) return entries;
        for (var pair : response) add(entries, shardByKey.get(pair.get(0).toString()), pair.get(1));
        return entries;
    }

    private static void add(List<StreamEntry> entries, @Nullable Integer shard, @Nullable Response list) {
        if (shard == null || list == null) return;
        for (var entry : list) entries.add(new StreamEntry(shard, entry.get(0).toString(), value(entry.get(1))));
    }

    /** The first field's value. An entry that was deleted behind our back has no fields. */
    private static byte[] value(@Nullable Response fields) {
        if (fields == null || fields.type() != ResponseType.MULTI || fields.size() < 2) return new byte[0];
        return fields.get(1).toBytes();
    }
}
