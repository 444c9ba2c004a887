package dev.spillway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisWatchIT {
    private final Loop loop = new Loop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void noticesARedisThatTurnsBadAndOneThatIsMended(@TempDir Path directory) throws IOException {
        try (var redis = LocalRedis.start(directory)) {
            var settings = TestStores.settings(redis);
            var watched = loop.link(settings);
            var other = loop.link(settings);
            var rules = new RedisRules(RedisSettings.Acknowledge.FSYNC, new Keyspace(settings.keyPrefix(), 64), 64);
            var watch = loop.call(() -> Future.succeededFuture(RedisWatch.start(loop.vertx(), watched, rules)));
            await().until(() -> watch.isUp() && watch.keepsPromises());

            policy(other, "allkeys-lru");
            loop.call(() -> other.send(Request.cmd(Command.CLIENT)
                    .arg("KILL")
                    .arg("TYPE")
                    .arg("normal")
                    .arg("SKIPME")
                    .arg("yes")));
            await().until(() -> !watch.keepsPromises());
            assertThat(watch.state()).contains("allkeys-lru");

            policy(other, "noeviction");
            await().until(() -> watch.isUp() && watch.keepsPromises());
        }
    }

    private void policy(RedisLink redis, String policy) {
        await().until(redis::up);
        loop.call(() -> redis.send(
                Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory-policy").arg(policy)));
    }
}
