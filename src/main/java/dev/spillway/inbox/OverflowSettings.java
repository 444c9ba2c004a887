package dev.spillway.inbox;

import dev.spillway.yaml.Default;
import java.time.Duration;

/**
 * When events go to Postgres instead of Redis, and how.
 *
 * @param redisTimeout how long Redis may take with an event before Postgres gets it, PT0.01S..PT10S; with what Postgres
 *     needs it must fit into {@code ingress.acceptTimeout}
 * @param patienceMax while Redis answers, and takes long, or event loops of this node are late, {@code redisTimeout} and
 *     {@code ingress.acceptTimeout} are so many times as long at most, 1..20
 * @param timeout a statement that takes longer shows that Postgres is away, PT0.01S..PT10S
 * @param probeInterval how often a Postgres that is away is looked for, PT0.01S..PT10S
 * @param batchEventsMax events in one statement, 1..10000
 * @param batchBytesMax bytes of events in one statement, 1024..67108864
 * @param pendingEventsMax events of the node that wait for the next statement, 1000..1000000; more are refused as overloaded
 * @param pendingBytesMax bytes of them, 1048576..1073741824
 * @param connections for the owners of shards, 1..50; accepting has two of its own
 * @param sampleInterval how often depth and age are looked at, PT0.1S..PT5M
 */
public record OverflowSettings(
        Duration redisTimeout,
        @Default("" + PATIENCE_MAX) int patienceMax,
        Duration timeout,
        Duration probeInterval,
        int batchEventsMax,
        int batchBytesMax,
        int pendingEventsMax,
        int pendingBytesMax,
        int connections,
        Duration sampleInterval) {
    private static final int PATIENCE_MAX = 4;

    /** What a configuration that says nothing gets. */
    public static final OverflowSettings DEFAULT = new OverflowSettings(
            Duration.ofMillis(100),
            PATIENCE_MAX,
            Duration.ofMillis(300),
            Duration.ofMillis(100),
            512,
            1 << 20,
            20_000,
            64 << 20,
            4,
            Duration.ofSeconds(5));

    public OverflowSettings {
        check("redisTimeout in ms", redisTimeout.toMillis(), 10, 10_000);
        check("patienceMax", patienceMax, 1, 20);
        check("timeout in ms", timeout.toMillis(), 10, 10_000);
        check("probeInterval in ms", probeInterval.toMillis(), 10, 10_000);
        check("batchEventsMax", batchEventsMax, 1, 10_000);
        check("batchBytesMax", batchBytesMax, 1024, 64 << 20);
        check("pendingEventsMax", pendingEventsMax, 1000, 1_000_000);
        check("pendingBytesMax", pendingBytesMax, 1 << 20, 1 << 30);
        check("connections", connections, 1, 50);
        check("sampleInterval in ms", sampleInterval.toMillis(), 100, 300_000);
    }

    private static void check(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("overflow." + key + " must be " + min + ".." + max + ", was " + value);
        }
    }
}
