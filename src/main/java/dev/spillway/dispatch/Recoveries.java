package dev.spillway.dispatch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after shards whose state in Redis may differ from what this node knows: one look a shard at a time, repeated until it
 * succeeds or the shard is lost. Who asks meanwhile gets another look after the present one. Belongs to one event loop.
 */
final class Recoveries {
    private static final Logger LOG = LoggerFactory.getLogger(Recoveries.class);
    private static final long AGAIN_MS = 200;

    /** Links come up one after the other: a failure or two at a start or reconnect is no news. */
    private static final int LOGGED_TRY = 5;

    private final Vertx vertx;
    private final IntPredicate ours;
    private final IntFunction<Future<Void>> look;
    private final IntConsumer onRecovered;
    private final Map<Integer, Boolean> askedAgain = new HashMap<>();

    /** What a recovery consists of. */
    record Parts(Vertx vertx, IntPredicate ours, IntFunction<Future<Void>> look, IntConsumer onRecovered) {}

    Recoveries(Parts parts) {
        this.vertx = parts.vertx;
        this.ours = parts.ours;
        this.look = parts.look;
        this.onRecovered = parts.onRecovered;
    }

    void begin(int shard) {
        if (askedAgain.computeIfPresent(shard, (each, before) -> true) != null) return;
        askedAgain.put(shard, false);
        look(shard, 1);
    }

    private void look(int shard, int tries) {
        if (!ours.test(shard)) {
            askedAgain.remove(shard);
            return;
        }
        look.apply(shard).onSuccess(done -> ended(shard)).onFailure(cause -> later(shard, tries, cause));
    }

    private void ended(int shard) {
        if (Boolean.TRUE.equals(askedAgain.remove(shard))) begin(shard);
        else onRecovered.accept(shard);
    }

    private void later(int shard, int tries, Throwable cause) {
        if (tries == LOGGED_TRY) {
            LOG.atWarn()
                    .addKeyValue("shard", shard)
                    .addKeyValue("cause", cause.getMessage())
                    .log("shard.recoverFailed");
        }
        vertx.setTimer(AGAIN_MS, fired -> look(shard, tries + 1));
    }
}
