package dev.spillway.redis;

/**
 * Names of keys. All keys of a shard share one hash tag, so that they live in one slot of a cluster and one script may touch
 * them all.
 *
 * @param prefix sets one Spillway apart from others on the same Redis, e.g. {@code sw}
 * @param shards how many there are
 */
public record Keyspace(String prefix, int shards) {
    /** A key of a shard, e.g. {@code sw:{7}:inbox}. */
    public String ofShard(int shard, String name) {
        return prefix + ":{" + shard + "}:" + name;
    }

    /** The shard whose key this is; the reverse of {@link #ofShard}. */
    public int shardOf(String key) {
        var open = key.indexOf('{');
        return Integer.parseInt(key.substring(open + 1, key.indexOf('}', open)));
    }

    /** A key of the whole installation, in the slot of its own name, e.g. {@code sw:{bucket:erp}}. */
    public String global(String name) {
        return prefix + ":{" + name + "}";
    }
}
