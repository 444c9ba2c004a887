package dev.spillway.redis;

import java.util.stream.IntStream;

/**
 * Names of keys. All keys of a shard share one hash tag, so that they live in one slot of a cluster and one script may touch
 * them all. The tags are chosen so that shard {@code i} of {@code n} lies in the {@code i}-th of {@code n} equal ranges of
 * slots: masters that hold ranges of slots hold the same ranges of shards, each its even share. Immutable.
 */
public final class Keyspace {
    /** Short tags matter: every dedupe key carries one. */
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final String prefix;
    private final String[] bases;

    /**
     * Looks for the tags, which takes some milliseconds (0.3 s for 4096 shards).
     *
     * @param prefix sets one Spillway apart from others on the same Redis, e.g. {@code sw}
     * @param shards how many there are
     */
    public Keyspace(String prefix, int shards) {
        this.prefix = prefix;
        this.bases = IntStream.range(0, shards)
                .mapToObj(shard -> prefix + ":{" + tag(shard, shards) + "}:")
                .toArray(String[]::new);
    }

    /** The number of the shard, and after it the first letters, shortest first, that bring it into its range. */
    private static String tag(int shard, int shards) {
        var tag = String.valueOf(shard);
        for (var n = 0; range(tag, shards) != shard; n++) tag = shard + letters(n);
        return tag;
    }

    private static int range(String tag, int shards) {
        return (int) ((long) Slot.of(tag) * shards / Slot.COUNT);
    }

    /** a, b, .. Z, aa, ba, ..: all words of these letters. */
    private static String letters(int n) {
        var last = String.valueOf(LETTERS.charAt(n % LETTERS.length()));
        return n < LETTERS.length() ? last : letters(n / LETTERS.length() - 1) + last;
    }

    /** How many shards there are. */
    public int shards() {
        return bases.length;
    }

    /** A key of a shard, e.g. {@code sw:{7b}:inbox}. */
    public String ofShard(int shard, String name) {
        return bases[shard] + name;
    }

    /** The shard whose key this is; the reverse of {@link #ofShard}. */
    public int shardOf(String key) {
        var from = key.indexOf('{') + 1;
        var to = from;
        while (Character.isDigit(key.charAt(to))) to++;
        return Integer.parseInt(key.substring(from, to));
    }

    /** A key of the whole installation, in the slot of its own name, e.g. {@code sw:{bucket:erp}}. */
    public String global(String name) {
        return prefix + ":{" + name + "}";
    }
}
