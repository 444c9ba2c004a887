package dev.spillway;

import dev.spillway.config.GatewayConfig;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the parts of the work loop are made with. Belongs to it.
 *
 * @param redis the loop's own link
 * @param edition what it works with, now
 * @param closing gets what has to be closed with it
 */
record WorkLoop(Vertx vertx, Shared shared, RedisLink redis, Supplier<Edition> edition, Closing closing) {
    /** One with its own link. */
    static WorkLoop open(Vertx vertx, Shared shared, Supplier<Edition> edition, Closing closing) {
        return new WorkLoop(vertx, shared, link(vertx, shared, "work", closing), edition, closing);
    }

    /**
     * One more link of its own, for what would hold up the rest.
     *
     * @param name for logs
     */
    RedisLink link(String name) {
        return link(vertx, shared, name, closing);
    }

    private static RedisLink link(Vertx vertx, Shared shared, String name, Closing closing) {
        var link = RedisLink.open(vertx, shared.setup().config().redis(), name);
        closing.push("redis " + name, link::close);
        return link;
    }

    Setup setup() {
        return shared.setup();
    }

    GatewayConfig config() {
        return setup().config();
    }

    Keyspace keys() {
        return config().keyspace();
    }

    MeterRegistry registry() {
        return shared.registry();
    }

    Clock clock() {
        return shared.clock();
    }
}
