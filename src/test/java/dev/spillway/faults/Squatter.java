package dev.spillway.faults;

import dev.spillway.redis.Keyspace;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A node that does nothing with the shards it holds: what is accepted stays in their inboxes. It takes the leases as a node
 * would that had been given them by Redis: the next token, in force for as long as it stays. Blocks.
 */
final class Squatter {
    private static final String NAME = "squatter";

    private final Keyspace keys = new Keyspace("sw", RedisLook.SHARDS);
    private final int port;

    /** @param port of a Redis that has all shards */
    Squatter(int port) {
        this.port = port;
    }

    /** Whether some node holds every shard. */
    boolean isAllTaken() throws IOException {
        return ask(shard -> List.of("EXISTS", keys.ofShard(shard, "lease"))).stream()
                .allMatch(Long.valueOf(1)::equals);
    }

    /** Takes every shard away from whoever has it; nothing may be under way. */
    void take(long msMax) throws IOException {
        var tokens = ask(shard -> List.of("GET", keys.ofShard(shard, "fence"))).stream()
                .map(fence -> next(String.valueOf(fence)))
                .toList();
        ask(shard -> List.of("SET", keys.ofShard(shard, "fence"), tokens.get(shard)));
        ask(shard -> List.of("SET", keys.ofShard(shard, "lease"), tokens.get(shard), "PX", String.valueOf(msMax)));
    }

    /** Lets go of them. */
    void leave() throws IOException {
        ask(shard -> List.of("DEL", keys.ofShard(shard, "lease")));
    }

    /** A token is {@code <epoch>.<counter>.<node>}. */
    private static String next(String fence) {
        var parts = fence.split("\\.", 3);
        return parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + NAME;
    }

    private List<Object> ask(java.util.function.IntFunction<List<String>> command) throws IOException {
        try (var redis = new Resp(port)) {
            var commands =
                    IntStream.range(0, RedisLook.SHARDS).mapToObj(command).toList();
            return redis.ask(commands).stream().flatMap(Stream::ofNullable).toList();
        }
    }
}
