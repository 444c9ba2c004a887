package dev.spillway.lane;

import java.util.Optional;

/** The fencing tokens of the shards this node owns, for whoever writes for a shard. */
@FunctionalInterface
public interface ShardTokens {
    /** The fencing token of a shard; empty if it is not ours. */
    Optional<String> token(int shard);

    /** A script refused our token: look again. */
    default void doubted(int shard) {}
}
