package dev.spillway.ledger;

/**
 * What has not reached Postgres yet.
 *
 * @param entries stream entries
 * @param ageMs how long the oldest has waited, by this node's clock
 * @param bytes their memory in Redis, by Redis' own estimate
 * @param postgresUp whether Postgres answered when last asked
 */
public record Backlog(long entries, long ageMs, long bytes, boolean postgresUp) {
    static final Backlog UNKNOWN = new Backlog(0, 0, 0, false);

    Backlog plus(Backlog other) {
        return new Backlog(
                entries + other.entries,
                Math.max(ageMs, other.ageMs),
                bytes + other.bytes,
                postgresUp && other.postgresUp);
    }
}
