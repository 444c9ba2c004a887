package dev.spillway;

import dev.spillway.ops.ReloadAnswer;
import dev.spillway.yaml.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files anew while the gateway runs, when a person, a signal or another node asks for it. Files that are wrong change
 * nothing: the node goes on with what it has, and says why. Reads on a worker thread, one reading at a time; whoever asks
 * meanwhile shares the next one. Callable from any thread.
 *
 * <p>{@code gateway_config_reloads_total{result}}: changed, same, refused. {@code gateway_config_refused}: 1 while the files as
 * last read are refused, else 0. {@code gateway_config_edition}: the version in use as a number; it differs between nodes that
 * have different files.
 */
final class Reload {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final Vertx vertx;
    private final EditionReader editions;
    private final Worker worker;
    private final MeterRegistry registry;
    private @Nullable Promise<ReloadAnswer> next;
    private boolean reading;
    private volatile boolean refused;

    Reload(Vertx vertx, EditionReader editions, Worker worker, MeterRegistry registry) {
        this.vertx = vertx;
        this.editions = editions;
        this.worker = worker;
        this.registry = registry;
        Gauge.builder("gateway.config.refused", () -> refused ? 1 : 0).register(registry);
        Gauge.builder(
                        "gateway.config.edition",
                        () -> Long.parseLong(worker.edition().version(), 16))
                .register(registry);
    }

    /** A person asks: if the files are good, the other nodes are asked, too. */
    Future<ReloadAnswer> everywhere() {
        return here().onSuccess(answer -> {
            if (answer.problems().isEmpty()) worker.callOthers();
        });
    }

    /** On this node. Fails only for defects and while the node starts. */
    synchronized Future<ReloadAnswer> here() {
        if (next == null) next = Promise.promise();
        var asked = next.future();
        if (!reading) begin();
        return asked;
    }

    private synchronized void begin() {
        var asked = next;
        next = null;
        reading = asked != null;
        if (asked == null) return;
        vertx.<Outcome>executeBlocking(this::read, false)
                .compose(this::use)
                .onSuccess(this::tell)
                .onComplete(asked)
                .onComplete(done -> begin());
    }

    /** One of both. */
    private record Outcome(@Nullable Edition edition, List<Problem> problems) {}

    private Outcome read() {
        try {
            return new Outcome(editions.read(), List.of());
        } catch (SetupException e) {
            return new Outcome(null, e.problems());
        }
    }

    private Future<ReloadAnswer> use(Outcome read) {
        var before = worker.edition();
        var fresh = read.edition;
        if (fresh == null) {
            var problems = read.problems.stream().map(Problem::toString).toList();
            return Future.succeededFuture(new ReloadAnswer(before.version(), before.version(), List.of(), problems));
        }
        return worker.renew(fresh)
                .map(done ->
                        new ReloadAnswer(fresh.version(), before.version(), fresh.changedSince(before), List.of()));
    }

    private void tell(ReloadAnswer answer) {
        refused = !answer.problems().isEmpty();
        registry.counter("gateway.config.reloads", "result", answer.result()).increment();
        if (refused) {
            LOG.atError()
                    .addKeyValue("edition", answer.edition())
                    .addKeyValue("problems", answer.problems())
                    .log("config.refused");
        } else {
            LOG.atInfo()
                    .addKeyValue("edition", answer.edition())
                    .addKeyValue("before", answer.before())
                    .addKeyValue("backends", answer.backends())
                    .log("config.reloaded");
        }
    }
}
