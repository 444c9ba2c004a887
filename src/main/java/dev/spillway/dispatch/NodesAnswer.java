package dev.spillway.dispatch;

import java.time.Instant;
import java.util.List;

/**
 * Who owns what, as Redis knew it a moment ago.
 *
 * @param answeredBy id of the node that was asked
 * @param shards how many there are
 * @param unowned those that no node has, ascending; what waits in them waits for a second or a few
 * @param nodes by name, then by start
 */
public record NodesAnswer(String answeredBy, int shards, List<Integer> unowned, List<NodeView> nodes) {
    /**
     * A node.
     *
     * @param draining it is about to end
     * @param edition of the files it works with, a short hash: nodes that differ need the same files, or a reload
     * @param heartbeatAgeMs since it was last heard, by Redis' clock
     * @param load all its shards together, as it last looked
     * @param shards ascending
     */
    public record NodeView(
            String id,
            String name,
            Instant startedAt,
            boolean draining,
            String edition,
            long heartbeatAgeMs,
            ShardLoad load,
            List<ShardView> shards) {}

    /**
     * A shard of a node.
     *
     * @param since when it came to the node
     * @param moving it is being given away, or the node is not sure of it at the moment
     */
    public record ShardView(int shard, Instant since, boolean moving, ShardLoad load) {}
}
