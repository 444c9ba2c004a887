package dev.spillway.dispatch;

/**
 * What waits in a shard.
 *
 * @param events accepted and not done with, those that are being run included
 * @param deliveries in its lanes, those that are out included
 */
public record ShardLoad(long events, long deliveries) {
    static final ShardLoad NONE = new ShardLoad(0, 0);

    ShardLoad plus(ShardLoad other) {
        return new ShardLoad(events + other.events, deliveries + other.deliveries);
    }
}
