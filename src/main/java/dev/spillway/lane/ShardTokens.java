package dev.spillway.lane;

import java.util.Optional;

/** The fencing tokens of the shards this node owns, for whoever writes for a shard. */
@FunctionalInterface
public interface ShardTokens {
    /** The fencing token under which we write for a shard, until we know that it is not ours; scripts have the last word. */
    Optional<String> token(int shard);

    /**
     * Whether the shard is ours beyond doubt, by the monotonic clock: only then may anything begin, above all a request to the
     * outside, which no script can refuse. While this is false and there still is a token, what has begun may be ended.
     */
    default boolean held(int shard) {
        return token(shard).isPresent();
    }

    /** A script refused our token: look again. */
    default void doubted(int shard) {}
}
