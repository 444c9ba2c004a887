package dev.spillway;

import dev.spillway.inbox.AcceptParts;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.inbox.RedisRehearsal;
import dev.spillway.inbox.Rehearsal;
import dev.spillway.inbox.SafeInbox;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;

/**
 * Makes inboxes: Redis first; what it does not surely take goes to Postgres.
 *
 * @param redisKeepsPromises whether what Redis takes is safe there; callable from any thread
 */
record Inboxes(Vertx vertx, Shared shared, Closing closing, BooleanSupplier redisKeepsPromises) {
    /**
     * An inbox of the calling event loop, with a link of its own.
     *
     * @param name for logs
     */
    SafeInbox open(String name) {
        var inbox = new RedisInbox(vertx, link(name), parts(shared));
        return new SafeInbox(inbox, shared.overflow(), redisKeepsPromises);
    }

    /**
     * A link of the calling event loop.
     *
     * @param name for logs
     */
    RedisLink link(String name) {
        var link = RedisLink.open(vertx, shared.setup().config().redis(), name);
        closing.push("redis " + name, link::close);
        return link;
    }

    /** An inbox of the calling event loop that takes nothing. */
    Rehearsal rehearse() {
        var config = shared.setup().config();
        var link = RedisLink.open(vertx, config.redis(), "warm-up");
        return new RedisRehearsal(link, config.keyspace(), config.inbox());
    }

    static AcceptParts parts(Shared shared) {
        var config = shared.setup().config();
        return new AcceptParts(
                config.keyspace(),
                config.inbox(),
                shared.inboxMetrics(),
                config.overflow().redisTimeout(),
                config.overflow().patienceMax(),
                shared.redisTime(),
                shared.watermarks());
    }
}
