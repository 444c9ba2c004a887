package dev.spillway.redis;

/**
 * Names of keys. All keys of a shard share the hash tag {@code {shard}}, so that they live in one slot of a cluster and one
 * script may touch them all.
 *
 * @param prefix sets one Spillway apart from others on the same Redis, e.g. {@code sw}
 */
public record Keyspace(String prefix) {
    /** A key of a shard, e.g. {@code sw:{7}:inbox}. */
    public String ofShard(int shard, String name) {
        return prefix + ":{" + shard + "}:" + name;
    }

    /** A key of the whole installation, in the slot of its own name, e.g. {@code sw:{bucket:erp}}. */
    public String global(String name) {
        return prefix + ":{" + name + "}";
    }
}
