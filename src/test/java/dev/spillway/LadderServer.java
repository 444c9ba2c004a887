package dev.spillway;

import dev.spillway.config.GatewayConfig;
import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.inbox.AcceptParts;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.InboxMetrics;
import dev.spillway.inbox.Receipt;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.inbox.RedisTime;
import dev.spillway.inbox.SafeInbox;
import dev.spillway.inbox.Watermarks;
import dev.spillway.ingress.BodyBudget;
import dev.spillway.ingress.Connections;
import dev.spillway.ingress.Hooks;
import dev.spillway.ingress.IngressMetrics;
import dev.spillway.ingress.IngressVerticle;
import dev.spillway.ingress.Promptness;
import dev.spillway.ingress.Source;
import dev.spillway.ingress.Webhooks;
import dev.spillway.ingress.meta.MetaSource;
import dev.spillway.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * As much of a gateway as a rung of the ladder has, in a process of its own: production's door and rooms, and where a rung
 * ends, somebody who says yes at once. {@code LadderServer ROOM CONFIG}, where ROOM is the last one it has.
 */
public final class LadderServer {
    private static final long START_SECONDS_MAX = 30;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Room room;
    private final GatewayConfig config;
    private final AcceptParts parts;
    private final BodyBudget budget;
    private final Connections connections;
    private final IngressMetrics metrics;

    /** The last room of a rung. */
    private enum Room {
        NULL,
        VERIFY,
        DECODE,
        ACCEPT
    }

    private LadderServer(Room room, GatewayConfig config) {
        this.room = room;
        this.config = config;
        this.budget = new BodyBudget(config.ingress().bodiesInFlightBytesMax());
        this.connections = new Connections(config.ingress().connectionsMax(), registry);
        this.metrics = new IngressMetrics(registry, budget, new Promptness());
        var shards = config.inbox().shards();
        this.parts = new AcceptParts(
                config.keyspace(),
                config.inbox(),
                new InboxMetrics(registry),
                config.overflow().redisTimeout(),
                config.overflow().patienceMax(),
                new RedisTime(Clock.systemUTC(), shards),
                new Watermarks(shards));
    }

    /** Listens, and stays. */
    public static void main(String[] arguments) throws Exception {
        var config = Setup.load(Path.of(arguments[1]), name -> null).config();
        new LadderServer(Room.valueOf(arguments[0]), config).start().await(START_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private Future<?> start() {
        var instances = new DeploymentOptions().setInstances(config.ingress().instances());
        return vertx.deployVerticle(() -> new IngressVerticle(config.ingress(), connections, this::door), instances);
    }

    private Handler<HttpServerRequest> door() {
        var source =
                MetaSource.of(config.sources().get(0).settings(), config.inbox().shards());
        return switch (room) {
            case NULL -> new NullDoor();
            case VERIFY -> webhooks(undecoded(source), LadderServer::yes);
            case DECODE -> webhooks(source, LadderServer::yes);
            case ACCEPT -> webhooks(source, inbox());
        };
    }

    private Webhooks webhooks(Source source, Inbox inbox) {
        return new Webhooks(vertx, config.ingress(), List.of(source), inbox, budget, metrics, Hooks.NONE);
    }

    private static Source undecoded(Source source) {
        return new Source(source.name(), source.verifier(), body -> List.of(), source.handshake(), source.samples());
    }

    /** Production's, but for Postgres behind it: what Redis does not take is an error of the rung. */
    private Inbox inbox() {
        var link = RedisLink.open(vertx, config.redis(), "ingress");
        return new SafeInbox(new RedisInbox(vertx, link, parts), LadderServer::no, () -> true);
    }

    private static Future<List<Receipt>> yes(List<Event> events) {
        return Future.succeededFuture(Collections.nCopies(events.size(), Receipt.ACCEPTED));
    }

    private static Future<List<Receipt>> no(List<Event> events) {
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "the ladder has no overflow"));
    }
}
