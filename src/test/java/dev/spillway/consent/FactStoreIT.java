package dev.spillway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.gate.Fact;
import dev.spillway.gate.Facts;
import dev.spillway.gate.SendClass;
import dev.spillway.gate.Stamp;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FactStoreIT {
    private static final int SHARDS = 8;

    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), SHARDS);
    private FactStore store;

    @BeforeEach
    void connect() {
        RedisLink redis = loop.link(settings);
        store = new FactStore(redis, keys);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private static Fact fact(Random random) {
        var at = Instant.ofEpochMilli(1_795_000_000_000L + random.nextInt(4));
        var since = Instant.ofEpochMilli(1_795_000_000_100L + random.nextInt(4));
        var told = new Stamp(at, since, "", random.nextBoolean() ? "api" : "word");
        var category = random.nextBoolean() ? SendClass.MARKETING : SendClass.NOTICE;
        return random.nextBoolean()
                ? Fact.suppression("", category, random.nextBoolean(), told)
                : Fact.consent("", category, random.nextBoolean(), told);
    }

    @Test
    void leavesInRedisWhatJavaLeavesInWhateverOrderFactsCome() {
        for (var seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var contact = ContactKey.ofPhone("52555" + (1_000_000 + seed));
            var shard = contact.shard(SHARDS);
            var brought = new ArrayList<FactStore.Brought>();
            var expected = Facts.NONE;
            for (var i = 0; i < 1 + random.nextInt(12); i++) {
                var fact = fact(random);
                brought.add(new FactStore.Brought(contact, fact));
                expected = expected.merged(new Facts(true, Map.of(fact.field(), fact.stamp())));
            }

            loop.call(() -> store.bring(shard, brought));
            assertThat(loop.call(() -> store.consent(contact)).stamps())
                    .as("seed %d", seed)
                    .isEqualTo(expected.stamps());
        }
    }

    @Test
    void knowsNothingOfAStranger() {
        var stranger = ContactKey.ofPhone("5215559999999");

        assertThat(loop.call(() -> store.consent(stranger)).stamps()).isEmpty();
        assertThat(loop.call(() -> store.of(stranger)).stamps()).isEmpty();
    }

    @Test
    void knowsNobodyUntilTheShardIsComplete() {
        var contact = ContactKey.ofPhone("5215550104321");
        var shard = contact.shard(SHARDS);
        loop.call(() -> store.doubt(shard));
        assertThat(loop.call(() -> store.of(contact)).known()).isFalse();

        loop.call(() -> store.complete(shard));
        assertThat(loop.call(() -> store.of(contact)).known()).isTrue();
        assertThat(loop.call(() -> store.isComplete(shard))).isTrue();
    }
}
