package dev.spillway.dispatch;

import java.time.Instant;
import java.util.Map;

/**
 * What a node tells the others of itself.
 *
 * @param draining it is about to end and wants no share
 * @param edition of the files it works with, a short hash; empty if it does not say
 * @param shards those it has a lease of, or is not sure to have lost
 */
record Member(Node node, boolean draining, String edition, Map<Integer, Held> shards) {
    /**
     * A shard of a node.
     *
     * @param since when it came to the node, by the node's clock
     * @param kept it is sure to be the node's and will not be given away; else nobody may count on it, nor take it
     * @param load as last looked at
     */
    record Held(Instant since, boolean kept, ShardLoad load) {}

    Member {
        shards = Map.copyOf(shards);
    }
}
