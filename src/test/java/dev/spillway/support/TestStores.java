package dev.spillway.support;

import dev.spillway.redis.RedisSettings;
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
                var started = LocalRedis.start(Files.createTempDirectory("spillway-redis"));
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
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
                Path directory = Files.createTempDirectory("spillway-postgres");
                postgres = LocalPostgres.start(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
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
}
