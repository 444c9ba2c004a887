package dev.spillway.dispatch;

import dev.spillway.lane.ShardTokens;
import io.vertx.core.Future;
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

        /**
         * The shard will be given to another node: begin nothing more for it.
         *
         * @return completes when nothing of it is in flight; it is given away then; when the grace has passed before, it is {@linkplain #holdBack held back}
         */
        default Future<Void> closing(int shard) {
            return Future.succeededFuture();
        }

        /**
         * The grace has passed: let nothing more out for the shard but what is out already.
         *
         * @return completes when all that is out has ended; the shard is given away then, or when that takes too long
         */
        default Future<Void> holdBack(int shard) {
            return Future.succeededFuture();
        }

        /** The shard is not ours any more; what is in flight for it will be refused. */
        void lost(int shard);
    }

    /** Starts claiming; calls the listener for every shard gained or lost. */
    void start(Listener listener);

    /** The shards owned now, ascending. */
    List<Integer> owned();

    /** Gives all shards back, each as soon as nothing of it is in flight, at the latest after a grace. */
    Future<Void> stop();
}
