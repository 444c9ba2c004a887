package dev.spillway.support;

import dev.spillway.redis.RedisSettings;
import dev.spillway.sandbox.Folder;
import dev.spillway.sandbox.LocalPostgres;
import dev.spillway.sandbox.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The Redis and the Postgres that all integration tests of one JVM share; started when first asked for, ended with the JVM.
 * A test that kills its store starts its own. Tests keep apart by a key prefix or a database of their own.
 */
public final class TestStores {
    private static @Nullable LocalRedis redis;
    private static @Nullable LocalPostgres postgres;

    private TestStores() {}

    /** The shared Redis. */
    public static synchronized LocalRedis redis() {
        if (redis == null) {
            try {
                var directory = Files.createTempDirectory("spillway-redis");
                var started = LocalRedis.start(directory);
                atTheEnd(started, directory);
                redis = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return redis;
    }

    /** The shared Postgres. */
    public static synchronized LocalPostgres postgres() {
        if (postgres == null) {
            try {
                var directory = Files.createTempDirectory("spillway-postgres");
                var started = LocalPostgres.start(directory);
                atTheEnd(started, directory);
                postgres = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }

    private static void atTheEnd(AutoCloseable store, Path directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(store, directory)));
    }

    private static void end(AutoCloseable store, Path directory) {
        try {
            store.close();
            Folder.remove(directory);
        } catch (Exception e) {
            throw new IllegalStateException("a store of the tests did not end", e);
        }
    }

    /** Settings for a Redis, with a key prefix that no other test has. */
    public static RedisSettings settings(LocalRedis redis) {
        var prefix = "t" + UUID.randomUUID().toString().substring(0, 8);
        return new RedisSettings(
                redis.url(),
                prefix,
                RedisSettings.Acknowledge.FSYNC,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                10_000);
    }

    /** The same settings, by way of a proxy that can lose answers; quick to give up. */
    public static RedisSettings through(LossyProxy proxy, RedisSettings settings) {
        return new RedisSettings(
                "redis://127.0.0.1:" + proxy.port(),
                settings.keyPrefix(),
                settings.acknowledge(),
                Duration.ofMillis(500),
                Duration.ofMillis(800),
                Duration.ofMillis(200),
                settings.commandsInFlightMax());
    }
}
