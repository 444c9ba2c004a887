package dev.spillway;

import dev.spillway.api.ApiMetrics;
import dev.spillway.api.MessageDoor;
import dev.spillway.api.Messages;
import dev.spillway.config.GatewayConfig;
import dev.spillway.consent.ConsentVerticle;
import dev.spillway.dead.DeadMetrics;
import dev.spillway.dead.DeadVerticle;
import dev.spillway.dispatch.WrittenHomes;
import dev.spillway.inbox.InboxVerticle;
import dev.spillway.ingress.Hooks;
import dev.spillway.ingress.hook.BackendHooks;
import dev.spillway.json.Thinking;
import dev.spillway.ledger.LedgerVerticle;
import dev.spillway.ledger.Stores;
import dev.spillway.ledger.Trace;
import dev.spillway.ops.EventLoopHold;
import dev.spillway.ops.EventLoopLag;
import dev.spillway.ops.OpsParts;
import dev.spillway.ops.OpsVerticle;
import dev.spillway.ops.Phase;
import dev.spillway.ops.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: makes every room and hands each what it needs. The order of the methods below is the way of a webhook
 * from the far end: what takes from others starts before them, so that the door opens last.
 */
public final class App {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    /** Rooms, overflow, and what they open beside, with a few to spare. */
    private static final int LOOPS_BEHIND_DOORS = 16;

    private final Shared shared;
    private final Vertx vertx;
    private final PrometheusMeterRegistry registry;
    private final Closing closing = new Closing();
    private final Worker worker;
    private final Reload reload;
    private final Inboxes inboxes;
    private final DeadVerticle deadLetters;
    private final ConsentVerticle consent;
    private final InboxVerticle posted;
    private volatile Phase phase = Phase.STARTING;
    private final AtomicInteger port = new AtomicInteger();
    private final AtomicInteger managementPort = new AtomicInteger();

    private App(Vertx vertx, PrometheusMeterRegistry registry, Shared shared) {
        this.vertx = vertx;
        this.registry = registry;
        this.shared = shared;
        this.worker = new Worker(shared, this::called);
        this.reload = new Reload(vertx, shared.setup().editions(), worker, registry);
        this.inboxes = new Inboxes(vertx, shared, closing, worker::redisKeepsPromises);
        this.deadLetters = new DeadVerticle(
                new DeadVerticle.Parts(
                        shared.pool(),
                        config().postgres().queryTimeout(),
                        () -> inboxes.open("redrive"),
                        new DeadMetrics(registry),
                        shared.clock()),
                config().dead());
        this.consent = new ConsentVerticle(new ConsentVerticle.Parts(
                config().keyspace(),
                () -> inboxes.open("consent"),
                () -> inboxes.link("consent-read"),
                (redis, key) -> new WrittenHomes(redis, config().keyspace()).home(key),
                redis -> new WrittenHomes(redis, config().keyspace())::aliases,
                shared.pool(),
                config().postgres().queryTimeout(),
                shared.consentMetrics(),
                shared.clock()));
        this.posted = new InboxVerticle(() -> inboxes.open("messages"));
        closing.push("postgres", shared.pool()::close);
        closing.push("overflow", shared.overflow()::close);
    }

    private static App of(Setup setup, Clock clock) {
        var vertx = Vertx.vertx(options(setup.config().ingress().instances()));
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return new App(vertx, registry, Shared.open(vertx, registry, setup, clock));
    }

    /**
     * Event loops are handed out in turn, and there are enough of them that no door shares its own with what works behind it. No
     * files are served, so none is cached in a folder that a killed process would leave behind.
     */
    private static VertxOptions options(int doors) {
        return new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(doors + LOOPS_BEHIND_DOORS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    /** Starts a gateway. What was half started when something failed is closed again before the failure is told. */
    static Future<App> start(Setup setup) {
        return start(setup, Clock.systemUTC());
    }

    /** The same by another clock. */
    static Future<App> start(Setup setup, Clock clock) {
        var app = of(setup, clock);
        // A promise of no event loop, as for the end: a failed start ends them too.
        var started = Promise.<App>promise();
        app.startRooms()
                .onSuccess(done -> started.complete(app))
                .onFailure(cause -> app.stop(Duration.ZERO).onComplete(stopped -> started.fail(cause)));
        return started.future();
    }

    private Future<?> startRooms() {
        return startOps()
                .compose(started -> deployBehindDoors(worker))
                .compose(started -> startLedger())
                .compose(started -> deploy(deadLetters))
                .compose(started -> deploy(consent))
                .compose(started -> deploy(posted))
                .compose(started -> startIngress())
                .onSuccess(started -> phase = Phase.SERVING);
    }

    private Future<?> startOps() {
        var lag = EventLoopLag.start(vertx, registry);
        closing.push("event loop lag", lag::close);
        closing.push("event loop hold", EventLoopHold.start(vertx, registry)::close);
        var trace = new Trace(shared.pool(), config().postgres());
        var readiness = new Readiness(() -> phase, new Vitals(shared, worker).parts(), registry);
        var parts = new OpsParts(
                readiness,
                lag,
                registry::scrape,
                trace::find,
                worker::nodes,
                Optional.of(deadLetters),
                Optional.of(worker.backends()),
                Optional.of(consent),
                Optional.of(messages()),
                reload::everywhere);
        var verticle = new OpsVerticle(config().management(), parts);
        return deploy(verticle).onSuccess(started -> managementPort.set(verticle.actualPort()));
    }

    private Messages messages() {
        return new MessageDoor(new MessageDoor.Parts(
                posted,
                new OwnSenders(config().senders(), () -> worker.edition().plans()),
                config().inbox().shards(),
                config().api().repeatsKnown(),
                new ApiMetrics(registry)));
    }

    private Future<?> startLedger() {
        var stores = new Stores(config().redis(), config().keyspace(), config().postgres());
        return deployBehindDoors(
                new LedgerVerticle(stores, config().ledger(), shared.ledgerMetrics(), worker::shards, shared.clock()));
    }

    private Future<?> startIngress() {
        var house = new Doors(config(), inboxes, registry, shared.promptness(), hooks());
        var doors = house.all();
        var next = doors.iterator();
        return vertx.deployVerticle(house.warmUp())
                .compose(vertx::undeploy)
                .compose(warm -> vertx.deployVerticle(next::next, new DeploymentOptions().setInstances(doors.size())))
                .onSuccess(id -> closing.push("ingress", () -> vertx.undeploy(id)))
                .onSuccess(id -> port.set(doors.get(0).port()));
    }

    /** Those of the files in use. */
    private Hooks hooks() {
        return new BackendHooks(
                backend -> worker.edition().webhook(backend),
                config().inbox().shards(),
                Thinking.of(vertx),
                shared.clock());
    }

    private Future<?> deploy(Deployable verticle) {
        return deploy(verticle.getClass().getSimpleName(), verticle);
    }

    private Future<?> deployBehindDoors(Deployable verticle) {
        return deploy(verticle.getClass().getSimpleName(), new BehindDoors(verticle));
    }

    private Future<?> deploy(String name, Deployable verticle) {
        return vertx.deployVerticle(verticle).onSuccess(id -> closing.push(name, () -> vertx.undeploy(id)));
    }

    private GatewayConfig config() {
        return shared.setup().config();
    }

    /** Reads the files anew, here and on the other nodes; what is wrong with them stands in the log. */
    void reload() {
        reload.everywhere().onFailure(cause -> LOG.atError().setCause(cause).log("config.notReloaded"));
    }

    private void called() {
        reload.here().onFailure(cause -> LOG.atError().setCause(cause).log("config.notReloaded"));
    }

    /** Whether a webhook is taken whatever else is still coming up: what Redis cannot take yet goes to the overflow. */
    boolean takesWebhooks() {
        return shared.overflow().isUp();
    }

    /** What it counts, for whoever counts beside it. */
    MeterRegistry registry() {
        return registry;
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
     * Turns red, hands its shards over, still takes what comes for a while, then closes everything, last started first.
     *
     * @param drainDelay how long that while is
     */
    Future<Void> stop(Duration drainDelay) {
        phase = Phase.DRAINING;
        worker.handOver();
        // A promise of no event loop: what tells of the end must outlive them.
        var stopped = Promise.<Void>promise();
        vertx.timer(Math.max(1, drainDelay.toMillis()), TimeUnit.MILLISECONDS)
                .compose(drained -> closing.run())
                .onComplete(closed -> vertx.close().onComplete(stopped));
        return stopped.future();
    }
}
