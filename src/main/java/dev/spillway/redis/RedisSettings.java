package dev.spillway.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * How to reach Redis.
 *
 * @param url {@code redis://[user:password@]host:port[/db]}, or {@code rediss://} for TLS; holds a secret
 * @param keyPrefix starts every key
 * @param acknowledge when an event counts as stored: {@code fsync} or {@code aof}
 * @param connectTimeout of one attempt to connect
 * @param commandTimeout after it a command counts as lost and the connection as dead
 * @param reconnectDelayMax the longest pause between attempts to reconnect; the first is a fiftieth of it
 * @param commandsInFlightMax commands awaiting an answer on one connection; more fail at once
 */
public record RedisSettings(
        String url,
        String keyPrefix,
        Acknowledge acknowledge,
        Duration connectTimeout,
        Duration commandTimeout,
        Duration reconnectDelayMax,
        int commandsInFlightMax) {
    /** When an event counts as stored, and with it what a crash of Redis may cost. */
    public enum Acknowledge {
        /** On disk: {@code appendfsync always}. A killed Redis loses nothing that was answered. */
        FSYNC,
        /** In the append-only file, which is on disk a second later. A killed Redis may lose up to 2 s of answers. */
        AOF
    }

    public RedisSettings {
        if (!isRedis(url)) {
            throw new IllegalArgumentException("redis.url must be a URL that begins with redis:// or rediss://");
        }
        if (!keyPrefix.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("redis.keyPrefix must be 1..32 of a-z 0-9 -, was " + keyPrefix);
        }
        if (commandsInFlightMax < 64) {
            throw new IllegalArgumentException("redis.commandsInFlightMax must be >= 64, was " + commandsInFlightMax);
        }
        positive("redis.connectTimeout", connectTimeout);
        positive("redis.commandTimeout", commandTimeout);
        positive("redis.reconnectDelayMax", reconnectDelayMax);
    }

    /** Tells nothing of what is wrong with it: it may hold a password. */
    private static boolean isRedis(String url) {
        try {
            var scheme = new URI(url).getScheme();
            return "redis".equals(scheme) || "rediss".equals(scheme);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void positive(String key, Duration value) {
        if (value.toMillis() < 1) throw new IllegalArgumentException(key + " must be >= PT0.001S, was " + value);
    }

    @Override
    public String toString() {
        return "RedisSettings[keyPrefix=" + keyPrefix + ", acknowledge=" + acknowledge + ", commandTimeout="
                + commandTimeout + "]";
    }
}
