package dev.spillway;

import dev.spillway.config.GatewayConfig;
import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.inbox.InboxMetrics;
import dev.spillway.inbox.Receipt;
import dev.spillway.inbox.RedisInbox;
import dev.spillway.ingress.BodyBudget;
import dev.spillway.ingress.IngressMetrics;
import dev.spillway.ingress.IngressVerticle;
import dev.spillway.ingress.Webhooks;
import dev.spillway.ingress.meta.MetaSource;
import dev.spillway.ledger.LedgerMetrics;
import dev.spillway.ledger.LedgerVerticle;
import dev.spillway.ledger.Stores;
import dev.spillway.ledger.Trace;
import dev.spillway.ops.EventLoopLag;
import dev.spillway.ops.Health;
import dev.spillway.ops.OpsParts;
import dev.spillway.ops.OpsVerticle;
import dev.spillway.ops.Phase;
import dev.spillway.ops.Readiness;
import dev.spillway.ops.State;
import dev.spillway.postgres.Postgres;
import dev.spillway.redis.RedisLink;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The composition root: makes every room and hands each what it needs. The order of the methods below is the way of a webhook
 * from the far end: what takes from others starts before them, so that the door opens last.
 */
public final class App {
    private final Setup setup;
    private final Vertx vertx = Vertx.vertx(options());
    private final Clock clock = Clock.systemUTC();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Closing closing = new Closing();
    private final LedgerMetrics ledgerMetrics;
    private final Worker worker;
    private volatile Phase phase = Phase.STARTING;
    private final AtomicInteger port = new AtomicInteger();
    private final AtomicInteger managementPort = new AtomicInteger();

    private App(Setup setup) {
        this.setup = setup;
        this.ledgerMetrics = new LedgerMetrics(registry, config().ledger());
        this.worker = new Worker(setup, registry, clock);
    }

    /** No files are served, so none is cached in a folder that a killed process would leave behind. */
    private static VertxOptions options() {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    /** Starts a gateway. What was half started when something failed is closed again before the failure is told. */
    static Future<App> start(Setup setup) {
        var app = new App(setup);
        // A promise of no event loop, as for the end: a failed start ends them too.
        var started = Promise.<App>promise();
        app.startRooms()
                .onSuccess(done -> started.complete(app))
                .onFailure(cause -> app.stop(Duration.ZERO).onComplete(stopped -> started.fail(cause)));
        return started.future();
    }

    private Future<?> startRooms() {
        return startOps()
                .compose(started -> deploy(worker))
                .compose(started -> startLedger())
                .compose(started -> startIngress())
                .onSuccess(started -> phase = Phase.SERVING);
    }

    private Future<?> startOps() {
        var lag = EventLoopLag.start(vertx, registry);
        closing.push("event loop lag", lag::close);
        var pool = Postgres.open(vertx, config().postgres());
        closing.push("postgres", pool::close);
        var trace = new Trace(pool, config().postgres());
        var readiness = new Readiness(() -> phase, health(), registry);
        var verticle =
                new OpsVerticle(config().management(), new OpsParts(readiness, lag, registry::scrape, trace::find));
        return deploy(verticle).onSuccess(started -> managementPort.set(verticle.actualPort()));
    }

    private List<Health> health() {
        return List.of(
                Health.store("redis", () -> state(worker.redisState())),
                Health.part("postgres", this::postgres),
                Health.part("shards", this::shards));
    }

    private static State state(String redis) {
        return redis.equals("up") ? State.UP : State.down(redis);
    }

    private State postgres() {
        return ledgerMetrics.backlog().postgresUp() ? State.UP : State.degraded("away; the ledger waits in Redis");
    }

    private State shards() {
        var missing = config().inbox().shards() - worker.shards().size();
        return missing == 0 ? State.UP : State.degraded(missing + " shards are not owned by this node");
    }

    private Future<?> startLedger() {
        var stores = new Stores(config().redis(), config().keyspace(), config().postgres());
        return deploy(new LedgerVerticle(stores, config().ledger(), ledgerMetrics, this::allShards, clock));
    }

    private List<Integer> allShards() {
        return IntStream.range(0, config().inbox().shards()).boxed().toList();
    }

    private Future<?> startIngress() {
        var budget = new BodyBudget(config().ingress().bodiesInFlightBytesMax());
        var metrics = new IngressMetrics(registry, budget);
        var inboxMetrics = new InboxMetrics(registry);
        var instances = config().ingress().instances();
        var doors = Stream.generate(
                        () -> new IngressVerticle(config().ingress(), () -> webhooks(budget, metrics, inboxMetrics)))
                .limit(instances)
                .toList();
        var next = doors.iterator();
        return vertx.deployVerticle(next::next, new DeploymentOptions().setInstances(instances))
                .onSuccess(id -> closing.push("ingress", () -> vertx.undeploy(id)))
                .onSuccess(id -> port.set(doors.get(0).port()));
    }

    /** The door of one event loop, with a link to Redis of its own. */
    private Webhooks webhooks(BodyBudget budget, IngressMetrics metrics, InboxMetrics inboxMetrics) {
        var link = RedisLink.open(vertx, config().redis(), "ingress");
        closing.push("redis ingress", link::close);
        var keys = config().keyspace();
        var inbox = new RedisInbox(vertx, link, keys, config().inbox(), inboxMetrics);
        var sources = config().sources().stream()
                .map(source -> MetaSource.of(source.settings(), config().inbox().shards()))
                .toList();
        return new Webhooks(config().ingress(), sources, events -> accept(inbox, events), budget, metrics);
    }

    /** A Redis that broke a rule while we ran takes nothing more: what it takes could be lost. */
    private Future<List<Receipt>> accept(RedisInbox inbox, List<Event> events) {
        if (worker.redisKeepsPromises()) return inbox.accept(events);
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis is not as it must be"));
    }

    private Future<?> deploy(Deployable verticle) {
        return vertx.deployVerticle(verticle)
                .onSuccess(id -> closing.push(verticle.getClass().getSimpleName(), () -> vertx.undeploy(id)));
    }

    private GatewayConfig config() {
        return setup.config();
    }

    /** The port that webhooks come to. */
    int port() {
        return port.get();
    }

    /** The port of health, metrics and traces. */
    int managementPort() {
        return managementPort.get();
    }

    /**
     * Turns red, still takes what comes for a while, then closes everything, last started first.
     *
     * @param drainDelay how long that while is
     */
    Future<Void> stop(Duration drainDelay) {
        phase = Phase.DRAINING;
        // A promise of no event loop: what tells of the end must outlive them.
        var stopped = Promise.<Void>promise();
        vertx.timer(Math.max(1, drainDelay.toMillis()), TimeUnit.MILLISECONDS)
                .compose(drained -> closing.run())
                .onComplete(closed -> vertx.close().onComplete(stopped));
        return stopped.future();
    }
}
