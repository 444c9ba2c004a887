package dev.spillway.faults;

import dev.spillway.redis.Keyspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be seen in Redis without disturbing the gateway. Blocks for a few milliseconds, or 2 s while Redis hangs. */
final class RedisLook {
    static final int SHARDS = 64;

    private static final List<String> COUNTED = List.of("inbox", "delayed.e", "deliveries", "started", "ledger");

    private final Keyspace keys = new Keyspace("sw", SHARDS);
    private final Topology topology;

    RedisLook(Topology topology) {
        this.topology = topology;
    }

    /** What is held at the moment. */
    Held held() throws IOException {
        var sum = Held.NOTHING;
        for (var port : topology.writablePorts()) {
            try (var redis = new Resp(port)) {
                sum = sum.plus(held(redis.ask(counts())));
            }
        }
        return sum;
    }

    private List<List<String>> counts() {
        var commands = new ArrayList<List<String>>();
        for (var shard = 0; shard < SHARDS; shard++) {
            for (var name : COUNTED) {
                var command = name.equals("inbox") || name.equals("ledger") ? "XLEN" : "HLEN";
                commands.add(List.of(command, keys.ofShard(shard, name)));
            }
        }
        return commands;
    }

    /** How many deliveries of a lane wait or are out, in all shards. */
    long lane(String destination, String priority) throws IOException {
        var name = "lane:" + destination + ":" + priority + ":born";
        var commands = Stream.iterate(0, shard -> shard < SHARDS, shard -> shard + 1)
                .map(shard -> List.of("ZCARD", keys.ofShard(shard, name)))
                .toList();
        var sum = 0L;
        for (var port : topology.writablePorts()) {
            try (var redis = new Resp(port)) {
                sum += redis.ask(commands).stream().mapToLong(RedisLook::count).sum();
            }
        }
        return sum;
    }

    private static long count(@Nullable Object answer) {
        return answer instanceof Long count ? count : 0;
    }

    /** In a cluster the answer for what is elsewhere is an error, and counts nothing. */
    private static Held held(List<@Nullable Object> answers) {
        var sums = new long[COUNTED.size()];
        for (var n = 0; n < answers.size(); n++) {
            if (answers.get(n) instanceof Long count) sums[n % sums.length] += count;
        }
        return new Held(sums[0] + sums[1], sums[2], sums[3], sums[4]);
    }

    /** The ids of deliveries of which an attempt is started and not ended. */
    Set<String> out() throws IOException {
        var out = new HashSet<String>();
        for (var port : topology.writablePorts()) {
            try (var redis = new Resp(port)) {
                redis.ask(started()).stream()
                        .filter(List.class::isInstance)
                        .forEach(ids -> ((List<?>) ids).forEach(id -> out.add(String.valueOf(id))));
            }
        }
        return out;
    }

    private List<List<String>> started() {
        return Stream.iterate(0, shard -> shard < SHARDS, shard -> shard + 1)
                .map(shard -> List.of("HKEYS", keys.ofShard(shard, "started")))
                .toList();
    }

    /** When the last event was appended to any inbox, in ms since 1970; 0 = never. */
    long appendedAtMs() throws IOException {
        var last = 0L;
        for (var port : topology.writablePorts()) {
            try (var redis = new Resp(port)) {
                var newest = redis.ask(inboxes()).stream().flatMap(RedisLook::lastId);
                last = Math.max(last, newest.mapToLong(RedisLook::timeOf).max().orElse(0));
            }
        }
        return last;
    }

    private List<List<String>> inboxes() {
        return Stream.iterate(0, shard -> shard < SHARDS, shard -> shard + 1)
                .map(shard -> List.of("XINFO", "STREAM", keys.ofShard(shard, "inbox")))
                .toList();
    }

    private static Stream<String> lastId(@Nullable Object answer) {
        if (!(answer instanceof List<?> fields)) return Stream.empty();
        var at = fields.indexOf("last-generated-id");
        return at < 0 ? Stream.empty() : Stream.of(String.valueOf(fields.get(at + 1)));
    }

    private static long timeOf(String id) {
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }
}
