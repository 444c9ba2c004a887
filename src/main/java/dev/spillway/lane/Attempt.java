package dev.spillway.lane;

/**
 * A delivery taken out of its lane for one try. The attempt is already marked as started in Redis.
 *
 * @param shard where it lives
 * @param delivery what to do
 * @param number 1 for the first that counts
 * @param ambiguous whether an earlier attempt may have reached the destination
 */
public record Attempt(int shard, Delivery delivery, int number, boolean ambiguous) {}
