package dev.spillway.outbound;

import io.vertx.core.Future;
import java.time.Duration;

/** Whose turn it is to try a held operation, among all nodes. */
interface Trials {
    /**
     * Asks for a turn. Fails if nobody can be asked.
     *
     * @param most nobody else gets one for so long, unless {@link #next} says otherwise
     * @return whether it is this node's
     */
    Future<Boolean> claim(String operation, Duration most);

    /** A turn is over; the next one is due after so long, zero for at once. */
    void next(String operation, Duration wait);

    /** Every turn is this node's. */
    static Trials alone() {
        return new Trials() {
            @Override
            public Future<Boolean> claim(String operation, Duration most) {
                return Future.succeededFuture(true);
            }

            @Override
            public void next(String operation, Duration wait) {}
        };
    }
}
