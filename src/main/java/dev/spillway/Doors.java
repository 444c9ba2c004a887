package dev.spillway;

import dev.spillway.inbox.AcceptParts;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.inbox.SafeInbox;
import dev.spillway.ingress.BodyBudget;
import dev.spillway.ingress.IngressMetrics;
import dev.spillway.ingress.IngressVerticle;
import dev.spillway.ingress.Webhooks;
import dev.spillway.ingress.meta.MetaSource;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The doors that webhooks come in by: one an event loop, all on one port, each with a link to Redis of its own. */
final class Doors {
    private final Vertx vertx;
    private final Shared shared;
    private final Closing closing;
    private final BooleanSupplier redisKeepsPromises;
    private final BodyBudget budget;
    private final IngressMetrics metrics;

    /** @param redisKeepsPromises whether what Redis takes is safe there; callable from any thread */
    Doors(Vertx vertx, Shared shared, Closing closing, BooleanSupplier redisKeepsPromises) {
        this.vertx = vertx;
        this.shared = shared;
        this.closing = closing;
        this.redisKeepsPromises = redisKeepsPromises;
        this.budget = new BodyBudget(shared.setup().config().ingress().bodiesInFlightBytesMax());
        this.metrics = new IngressMetrics(shared.registry(), budget);
    }

    /** A door of its own for each event loop. */
    List<IngressVerticle> all() {
        var settings = shared.setup().config().ingress();
        return Stream.generate(() -> new IngressVerticle(settings, this::webhooks))
                .limit(settings.instances())
                .toList();
    }

    private Webhooks webhooks() {
        var config = shared.setup().config();
        var sources = config.sources().stream()
                .map(source -> MetaSource.of(source.settings(), config.inbox().shards()))
                .toList();
        return new Webhooks(config.ingress(), sources, inbox(), budget, metrics);
    }

    /** Redis first; what it does not surely take goes to Postgres. */
    private SafeInbox inbox() {
        var link = RedisLink.open(vertx, shared.setup().config().redis(), "ingress");
        closing.push("redis ingress", link::close);
        return new SafeInbox(new RedisInbox(vertx, link, acceptParts(shared)), shared.overflow(), redisKeepsPromises);
    }

    static AcceptParts acceptParts(Shared shared) {
        var config = shared.setup().config();
        return new AcceptParts(
                config.keyspace(),
                config.inbox(),
                shared.inboxMetrics(),
                config.overflow().redisTimeout(),
                shared.redisTime(),
                shared.watermarks());
    }
}
