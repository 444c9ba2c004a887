package dev.spillway.ledger;

import java.time.Duration;

/**
 * How the ledger is written and kept.
 *
 * @param batchMax stream entries in one transaction, about; 1..20000. Under load an entry holds up to 16 runs of events
 * @param batchWait least time between two transactions while there is little to do, PT0S..PT10S
 * @param writeTimeout after it a transaction is given up and tried again on a new connection, PT1S..PT10M
 * @param retryDelayMax longest pause between tries while a store is away, PT0.1S..PT5M
 * @param streamBytesMax what all ledger streams of this node may take in Redis, in bytes; above it details of look-ups and
 *     attempts are left out, and an alarm is due
 * @param sampleInterval how often backlog and Postgres are looked at, PT0.1S..PT5M
 * @param ledgerDays how many days rows, message states and entries put aside are kept, 1..3650
 * @param seenDays how many days an event is remembered after its last acceptance, 8..365: Meta repeats for 7
 */
public record LedgerSettings(
        int batchMax,
        Duration batchWait,
        Duration writeTimeout,
        Duration retryDelayMax,
        long streamBytesMax,
        Duration sampleInterval,
        int ledgerDays,
        int seenDays) {
    /** What a configuration that says nothing gets. */
    public static final LedgerSettings DEFAULT = new LedgerSettings(
            500,
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            1L << 30,
            Duration.ofSeconds(5),
            90,
            10);

    /** After the first failure; {@code retryDelayMax} is where doubling ends. */
    static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    public LedgerSettings {
        check("batchMax", batchMax, 1, 20_000);
        check("batchWait in ms", batchWait.toMillis(), 0, 10_000);
        check("writeTimeout in ms", writeTimeout.toMillis(), 1000, 600_000);
        check("retryDelayMax in ms", retryDelayMax.toMillis(), 100, 300_000);
        check("streamBytesMax", streamBytesMax, 1 << 20, Long.MAX_VALUE);
        check("sampleInterval in ms", sampleInterval.toMillis(), 100, 300_000);
        check("ledgerDays", ledgerDays, 1, 3650);
        check("seenDays", seenDays, 8, 365);
    }

    private static void check(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("ledger." + key + " must be " + min + ".." + max + ", was " + value);
        }
    }
}
