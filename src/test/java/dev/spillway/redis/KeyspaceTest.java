package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeyspaceTest {
    @Property(tries = 12)
    void putsEveryShardIntoItsOwnEqualRangeOfSlotsAndKnowsItAgain(@ForAll @IntRange(min = 1, max = 4096) int shards) {
        var keys = new Keyspace("sw-2", shards);
        for (var shard = 0; shard < shards; shard++) {
            var key = keys.ofShard(shard, "lane:{erp}:1");
            assertThat((long) Slot.of(key) * shards / Slot.COUNT).isEqualTo(shard);
            assertThat(keys.shardOf(key)).isEqualTo(shard);
        }
    }

    @Test
    void keepsAllKeysOfAShardInOneSlot() {
        var keys = new Keyspace("sw", 64);
        assertThat(Slot.of(keys.ofShard(63, "inbox")))
                .isEqualTo(Slot.of(keys.ofShard(63, "lane:{erp}:NORMAL")))
                .isEqualTo(Slot.of(keys.ofShard(63, "")));
    }

    @Test
    void keepsTagsShort() {
        var keys = new Keyspace("sw", 64);
        for (var shard = 0; shard < 64; shard++) {
            assertThat(keys.ofShard(shard, "").length()).isLessThanOrEqualTo("sw:{63ab}:".length());
        }
    }

    @Test
    void findsTheSlotsRedisFinds() {
        assertThat(Slot.of("123456789")).isEqualTo(0x31C3);
        assertThat(Slot.of("foo")).isEqualTo(12_182);
        assertThat(Slot.of("a{foo}b{bar}")).isEqualTo(12_182);
        assertThat(Slot.of("foo{}{bar}")).isEqualTo(8_363);
        assertThat(Slot.of("a{{foo}}b")).isEqualTo(Slot.of("{foo"));
    }
}
