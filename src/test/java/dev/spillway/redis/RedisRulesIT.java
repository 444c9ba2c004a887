package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisRulesIT {
    private final Loop loop = new Loop();

    @AfterEach
    void close() {
        loop.close();
    }

    private void check(LocalRedis redis, RedisSettings.Acknowledge acknowledge, String prefix, int shards) {
        var settings = TestStores.settings(redis);
        var link = loop.link(settings);
        loop.call(() -> new RedisRules(acknowledge, new Keyspace(prefix, shards), shards).check(link));
    }

    @Test
    void acceptsARedisThatKeepsItsPromises() {
        assertThatCode(() -> check(TestStores.redis(), RedisSettings.Acknowledge.FSYNC, "rules1", 64))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherNumberOfShardsThanBefore() {
        check(TestStores.redis(), RedisSettings.Acknowledge.FSYNC, "rules2", 64);
        assertThatThrownBy(() -> check(TestStores.redis(), RedisSettings.Acknowledge.FSYNC, "rules2", 32))
                .hasMessageContaining("inbox.shards 64");
    }

    @Test
    void refusesARedisThatForgetsAndSaysHowToMendIt(@TempDir Path directory) throws IOException {
        try (var redis = LocalRedis.start(
                directory, "--appendonly", "no", "--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru")) {
            assertThatThrownBy(() -> check(redis, RedisSettings.Acknowledge.AOF, "rules3", 64))
                    .hasMessageContaining("appendonly yes")
                    .hasMessageContaining("noeviction");
        }
    }

    @Test
    void refusesAWeakerFsyncThanAskedFor(@TempDir Path directory) throws IOException {
        try (var redis = LocalRedis.start(directory, "--appendfsync", "everysec")) {
            assertThatThrownBy(() -> check(redis, RedisSettings.Acknowledge.FSYNC, "rules4", 64))
                    .hasMessageContaining("appendfsync is everysec");
            assertThatCode(() -> check(redis, RedisSettings.Acknowledge.AOF, "rules4", 64))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void refusesARedisThatIsTooOld() {
        assertThat(new ServerFacts(Map.of("redis_version", "6.0.16", "aof_enabled", "1")).broken())
                .containsExactly("version is 6.0.16: use 6.2 or newer");
    }
}
