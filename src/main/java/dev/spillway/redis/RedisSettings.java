package dev.spillway.redis;

import dev.spillway.yaml.Default;
import java.time.Duration;

/**
 * How to reach Redis.
 *
 * @param url {@code redis://[user:password@]host:port[/db]}, or {@code rediss://} for TLS; holds a secret. In mode sentinel it
 *     names the Sentinels, in mode cluster some of the nodes, parted by commas; user and password are those of the stores
 * @param keyPrefix starts every key
 * @param mode what stands at the url
 * @param master in mode sentinel: what the Sentinels call the master
 * @param sentinelPassword in mode sentinel: the Sentinels' own password, empty if they have none; a secret
 * @param acknowledge when an event counts as stored
 * @param replicas at level replicas: how many replicas must have it, 1..8
 * @param replicasTimeout at level replicas: how long one command waits for them; shorter than commandTimeout
 * @param connectTimeout of one attempt to connect
 * @param commandTimeout after it a command counts as lost and the connection as dead
 * @param reconnectDelayMax the longest pause between attempts to reconnect; the first is a fiftieth of it
 * @param commandsInFlightMax commands awaiting an answer on one connection; more fail at once
 */
public record RedisSettings(
        String url,
        String keyPrefix,
        @Default("standalone") Mode mode,
        @Default("mymaster") String master,
        @Default("") String sentinelPassword,
        Acknowledge acknowledge,
        @Default("1") int replicas,
        @Default("PT0.1S") Duration replicasTimeout,
        Duration connectTimeout,
        Duration commandTimeout,
        Duration reconnectDelayMax,
        int commandsInFlightMax) {
    /** What stands at the url. */
    public enum Mode {
        /** One server. */
        STANDALONE,
        /** Sentinels that know which server is the master. */
        SENTINEL,
        /** Nodes of a Redis Cluster. */
        CLUSTER
    }

    /** When an event counts as stored, and with it what a crash of Redis may cost. */
    public enum Acknowledge {
        /** On disk: {@code appendfsync always}. A killed Redis loses nothing that was answered. */
        FSYNC,
        /** In the memory of this many replicas, too. A lost master loses nothing that was answered. */
        REPLICAS,
        /** In the append-only file, which is on disk a second later. A killed Redis may lose up to 2 s of answers. */
        AOF
    }

    /** One server without replicas. */
    public RedisSettings(
            String url,
            String keyPrefix,
            Acknowledge acknowledge,
            Duration connectTimeout,
            Duration commandTimeout,
            Duration reconnectDelayMax,
            int commandsInFlightMax) {
        this(
                url,
                keyPrefix,
                Mode.STANDALONE,
                "mymaster",
                "",
                acknowledge,
                1,
                Duration.ofMillis(100),
                connectTimeout,
                commandTimeout,
                reconnectDelayMax,
                commandsInFlightMax);
    }

    public RedisSettings {
        checkServers(Endpoints.parse(url, Endpoints.PORT), mode);
        if (!keyPrefix.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("redis.keyPrefix must be 1..32 of a-z 0-9 -, was " + keyPrefix);
        }
        if (master.isBlank()) throw new IllegalArgumentException("redis.master must not be empty");
        if (replicas < 1 || replicas > 8) {
            throw new IllegalArgumentException("redis.replicas must be 1..8, was " + replicas);
        }
        if (commandsInFlightMax < 64) {
            throw new IllegalArgumentException("redis.commandsInFlightMax must be >= 64, was " + commandsInFlightMax);
        }
        positive("redis.connectTimeout", connectTimeout);
        positive("redis.commandTimeout", commandTimeout);
        positive("redis.reconnectDelayMax", reconnectDelayMax);
        positive("redis.replicasTimeout", replicasTimeout);
        if (replicasTimeout.compareTo(commandTimeout) >= 0) {
            throw new IllegalArgumentException(
                    "redis.replicasTimeout must be shorter than redis.commandTimeout, was " + replicasTimeout);
        }
    }

    /** Tells nothing of what is wrong with the url: it may hold a password. */
    private static void checkServers(Endpoints endpoints, Mode mode) {
        if (!endpoints.everyServerHasAHost()) {
            throw new IllegalArgumentException("redis.url must name a host for each server");
        }
        if (mode == Mode.STANDALONE && endpoints.servers().size() > 1) {
            throw new IllegalArgumentException("redis.url must name one server while redis.mode is standalone");
        }
        if (mode == Mode.CLUSTER && endpoints.choosesADatabase()) {
            throw new IllegalArgumentException("redis.url must not choose a database while redis.mode is cluster");
        }
    }

    private static void positive(String key, Duration value) {
        if (value.toMillis() < 1) throw new IllegalArgumentException(key + " must be >= PT0.001S, was " + value);
    }

    /** Whether replicas must have what is to be safe. */
    boolean copied() {
        return acknowledge == Acknowledge.REPLICAS;
    }

    @Override
    public String toString() {
        return "RedisSettings[keyPrefix=" + keyPrefix + ", mode=" + mode + ", acknowledge=" + acknowledge
                + ", replicas=" + replicas + ", commandTimeout=" + commandTimeout + "]";
    }
}
