package dev.spillway.dispatch;

import dev.spillway.lane.ShardTokens;
import java.util.List;

/**
 * Which shards this node owns. Whoever writes for a shard shows the token; scripts refuse a token that is not the present
 * one.
 */
public interface ShardOwnership extends ShardTokens {
    /** Hears of shards that come and go, on the event loop of the owner. */
    interface Listener {
        /** The shard is ours from now on. */
        void gained(int shard);

        /** The shard is not ours any more; what is in flight for it will be refused. */
        void lost(int shard);
    }

    /** Starts claiming; calls the listener for every shard gained or lost. */
    void start(Listener listener);

    /** The shards owned now, ascending. */
    List<Integer> owned();

    /** Gives all shards back. */
    void stop();
}
