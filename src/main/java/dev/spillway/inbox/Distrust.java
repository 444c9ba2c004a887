package dev.spillway.inbox;

/** Which shards' dedupe keys and lanes Redis may have forgotten in part. Readable from any thread. */
@FunctionalInterface
public interface Distrust {
    /**
     * Whether every event of a shard must be asked about before it runs, and every delivery before it goes out: Redis came
     * back without some of what it had taken, and it may come again.
     */
    boolean isRolledBack(int shard);
}
