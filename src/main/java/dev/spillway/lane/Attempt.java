package dev.spillway.lane;

/**
 * A delivery taken out of its lane for one try. The attempt is already marked as started in Redis.
 *
 * @param shard where it lives
 * @param delivery what to do
 * @param number 1 for the first that counts
 * @param ambiguous whether an earlier attempt may have reached the destination
 * @param take the number of the take it came out by: tells it from any other attempt of this node at the same delivery
 */
public record Attempt(int shard, Delivery delivery, int number, boolean ambiguous, long take) {
    /** The same, of which an earlier attempt may have reached the destination. */
    public Attempt asAmbiguous() {
        return new Attempt(shard, delivery, number, true, take);
    }
}
