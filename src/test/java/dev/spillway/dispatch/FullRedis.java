package dev.spillway.dispatch;

import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.sandbox.Folder;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Redis that has no memory left. */
final class FullRedis implements AutoCloseable {
    private final Path directory;
    private final LocalRedis redis;

    FullRedis() throws IOException {
        directory = Files.createTempDirectory("spillway-full");
        redis = LocalRedis.start(directory);
    }

    RedisSettings settings() {
        return TestStores.settings(redis);
    }

    /** From now on nothing may be written that needs memory. */
    void fill(Loop loop, RedisLink link) {
        var full = Request.cmd(Command.CONFIG).arg("SET").arg("maxmemory").arg(1);
        loop.call(() -> link.send(full));
    }

    @Override
    public void close() throws IOException {
        redis.close();
        Folder.remove(directory);
    }
}
