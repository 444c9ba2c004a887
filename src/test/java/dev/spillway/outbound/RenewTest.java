package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.event.Payload;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.limit.Claim;
import dev.spillway.limit.Limit;
import dev.spillway.limit.Limits;
import dev.spillway.limit.Ruling;
import dev.spillway.limit.Said;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Destinations whose plans change while they work, over HTTP and without Redis. */
class RenewTest {
    private final Loop loop = new Loop();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeLanes lanes = new FakeLanes(Clock.systemUTC(), Alarms.of(loop.vertx));
    private final List<HttpServerRequest> hanging = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();
    private final OwnBoard board = new OwnBoard();
    private int port;
    private Destinations destinations;

    @BeforeEach
    void serve() {
        var server = loop.vertx.createHttpServer().requestHandler(this::receive);
        port = loop.on(() -> server.listen(0, "127.0.0.1")).actualPort();
        destinations = loop.on(() -> Future.succeededFuture(new Destinations(
                loop.vertx,
                Clock.systemUTC(),
                new Destinations.Shared(new Unlimited(), Unpaced.BEATS, new OwnLogins(Clock.systemUTC()), board),
                new Destinations.Node("node", "node"),
                registry,
                new OutboundSettings(Duration.ofSeconds(2), Duration.ofSeconds(4), 1 << 20, Duration.ofSeconds(2)),
                List.of(plan("old")))));
        loop.on(() -> {
            destinations.pump(lanes, delivery -> "");
            return Future.succeededFuture();
        });
    }

    /** Nobody waits. */
    private static final class Unlimited implements Limits {
        @Override
        public Future<List<Ruling>> take(List<Claim> claims) {
            return Future.succeededFuture(claims.stream().map(Unlimited::all).toList());
        }

        private static Ruling all(Claim claim) {
            return new Ruling(
                    Collections.nCopies(claim.count(), Duration.ZERO),
                    Duration.ZERO,
                    null,
                    Collections.nCopies(claim.needs().size(), 0.0));
        }

        @Override
        public void correct(Limit limit, Said said, double mark) {}

        @Override
        public void shut(Limit limit, Duration delay) {}

        @Override
        public void giveBack(Limit limit, String lease) {}
    }

    @AfterEach
    void close() {
        loop.close();
    }

    /** The old version of the backend hangs, the new one answers, the third is full. */
    private void receive(HttpServerRequest request) {
        arrived.add(request.path());
        switch (request.path()) {
            case "/old" -> hanging.add(request);
            case "/misfit" -> request.response().setStatusCode(418).end();
            case "/full" -> request.response().setStatusCode(429).end();
            default -> request.response().end("{}");
        }
    }

    private Destinations.Plan plan(String version) {
        var connector = Samples.connector(operation -> {
            var uri = URI.create("http://127.0.0.1:" + port + "/" + version);
            var call = new HttpCall("POST", uri, Map.of(), Payload.of("{}"), Duration.ofSeconds(5), true);
            return new Step.Call(call, RenewTest::judge);
        });
        return new Destinations.Plan("crm", connector, Samples.settings(4), version, version);
    }

    private static Step judge(HttpReply reply) {
        return reply.status() == 418
                ? Samples.done(Outcome.of(Outcome.Kind.CONFIG, "field name is gone"))
                : Samples.judge(reply);
    }

    private void renew(Destinations.Plan... plans) {
        loop.on(() -> {
            destinations.renew(List.of(plans));
            return Future.succeededFuture();
        });
    }

    private void append(int... numbers) {
        loop.on(() -> {
            for (var number : numbers) lanes.append(Samples.delivery(number));
            return Future.succeededFuture();
        });
    }

    private void until(java.util.function.BooleanSupplier holds) {
        Awaitility.await().until(() -> loop.on(() -> Future.succeededFuture(holds.getAsBoolean())));
    }

    @Test
    void whatIsOutEndsByTheOldPlanAndTheRestGoesOnByTheNew() {
        append(1);
        until(() -> hanging.size() == 1);
        renew(plan("new"));
        append(2);
        loop.on(() -> loop.vertx.timer(300));
        assertThat(lanes.done()).as("waits for the call that is out").isEmpty();

        loop.on(() -> hanging.get(0).response().end("{}"));
        until(() -> lanes.done().size() == 2);

        assertThat(arrived).containsExactly("/old", "/new");
        assertThat(origins()).containsExactly("crm@old", "crm@new");
    }

    private Stream<Object> origins() {
        return lanes.finished.stream()
                .map(end -> ((LedgerEntry.Row) end.entries().get(0)).detail().get("connector"));
    }

    @Test
    void lookUpsGoByTheNewPlanAtOnce() {
        append(1);
        until(() -> hanging.size() == 1);
        renew(plan("new"));

        var asked = loop.on(() -> destinations.lookup(
                "crm",
                Samples.operation(),
                dev.spillway.event.Deadline.after(Clock.systemUTC(), Duration.ofSeconds(2))));

        assertThat(asked.succeeded()).isTrue();
        assertThat(arrived).containsExactly("/old", "/new");
    }

    @Test
    void anEqualPlanKeepsThePauseAndADifferentOneBeginsWithoutIt() {
        renew(plan("full"));
        append(1);
        until(() -> paused() == 1);
        renew(plan("full"));
        assertThat(paused()).isEqualTo(1);

        renew(plan("new"));
        assertThat(paused()).isZero();
    }

    @Test
    void whatAnOperationWasHeldForCountsNoMoreWhenTheFileIsMended() {
        renew(plan("misfit"));
        append(1);
        until(() -> view().held().size() == 1);
        renew(plan("misfit"));
        assertThat(loop.on(() -> Future.succeededFuture(view().held()))).hasSize(1);

        renew(plan("new"));
        until(() -> lanes.done().size() == 1);
        assertThat(loop.on(() -> Future.succeededFuture(view().held()))).isEmpty();
    }

    private BackendView view() {
        return destinations.desk(Samples.NO_BACKLOG).find("crm").result();
    }

    private double paused() {
        return registry.get("gateway.outbound.paused")
                .tag("destination", "crm")
                .gauge()
                .value();
    }

    @Test
    void twoChangesInARowLeaveOnlyTheLastAtWork() {
        append(1);
        until(() -> hanging.size() == 1);
        renew(plan("between"));
        renew(plan("new"));
        append(2);
        loop.on(() -> hanging.get(0).response().end("{}"));
        until(() -> lanes.done().size() == 2);

        assertThat(arrived).containsExactly("/old", "/new");
    }

    @Test
    void whatIsRemovedTakesNothingMoreUntilItIsBack() {
        renew();
        append(1);
        loop.on(() -> loop.vertx.timer(200));
        assertThat(lanes.waiting()).isEqualTo(1);
        assertThat(registry.find("gateway.outbound.paused").gauges()).isEmpty();

        renew(plan("new"));
        until(() -> lanes.done().size() == 1);
    }
}
