package dev.spillway.faults;

import dev.spillway.redis.Keyspace;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a Redis uses its memory for. Blocks. */
record RedisBytes(int port) {
    private static final int REWRITE_MS_MAX = 60_000;

    /** All that is stored, by the server's own count, without what its connections and the rewrite of its file take. */
    long stored() throws IOException {
        Waiting.within(REWRITE_MS_MAX, () -> info("aof_rewrite_in_progress") == 0);
        return info("used_memory") - info("mem_clients_normal") - info("mem_aof_buffer");
    }

    /** Of the inboxes: every node of the streams is looked at, none is guessed. */
    long inboxes() throws IOException {
        var keys = new Keyspace("sw", RedisLook.SHARDS);
        var commands = IntStream.range(0, RedisLook.SHARDS)
                .mapToObj(shard -> List.of("MEMORY", "USAGE", keys.ofShard(shard, "inbox"), "SAMPLES", "0"))
                .toList();
        try (var redis = new Resp(port)) {
            return redis.ask(commands).stream()
                    .mapToLong(bytes -> bytes instanceof Long known ? known : 0)
                    .sum();
        }
    }

    private long info(String name) throws IOException {
        try (var redis = new Resp(port)) {
            var found = Pattern.compile("^" + name + ":(\\d+)", Pattern.MULTILINE)
                    .matcher(String.valueOf(redis.ask("INFO", "all")));
            if (!found.find()) throw new IOException("Redis does not tell " + name);
            return Long.parseLong(found.group(1));
        }
    }
}
