package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.event.Deadline;
import dev.spillway.limit.Backoff;
import dev.spillway.limit.Rate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs single operations of a connector over real HTTP, without lanes, limits and breaker: for those who write connectors. Make
 * and use it on one event loop.
 */
public final class TryOut {
    private static final Duration OPERATION = Duration.ofSeconds(60);
    private static final OutboundSettings SETTINGS =
            new OutboundSettings(Duration.ofSeconds(5), Duration.ofSeconds(4), 1 << 20, Duration.ofSeconds(1));
    private static final DestinationSettings DESTINATION = new DestinationSettings(
            4,
            10,
            new Rate(10, 10),
            Duration.ofSeconds(30),
            OPERATION,
            new BreakerSettings(10, 50, Duration.ofSeconds(30), Duration.ofSeconds(5)),
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            1,
            Duration.ZERO,
            Duration.ofMinutes(1));

    private final HttpClientOutbound client;
    private final Clock clock;
    private final LoginDesk.Parts desk;

    /**
     * A call and what came of it.
     *
     * @param reply null if there was none
     * @param failure why there was none; else empty
     */
    public record Exchange(HttpCall call, @Nullable HttpReply reply, String failure) {}

    /** @param via where calls go instead, without TLS, whatever their address says; null for where they belong */
    public TryOut(Vertx vertx, Clock clock, @Nullable SocketAddress via) {
        this.client = new HttpClientOutbound(vertx, SETTINGS, "try", DESTINATION, via);
        this.clock = clock;
        this.desk = new LoginDesk.Parts("here", new OwnLogins(clock), clock, Alarms.of(vertx), new SplittableRandom());
    }

    /**
     * How a run ended.
     *
     * @param items of several pieces in one call, how each ended; empty if all ended as {@code outcome} says
     */
    public record Ended(Outcome outcome, List<Outcome> items) {
        private static Ended of(Ending ending) {
            return new Ended(
                    ending.outcome(),
                    ending.items().stream().map(Ending::outcome).toList());
        }
    }

    /** Runs an operation to its end, with logins of its own. Never fails. */
    public Future<Outcome> run(Connector connector, Operation operation, Consumer<Exchange> heard) {
        return run(connector, List.of(operation), heard).map(Ended::outcome);
    }

    /** Runs one, or several of the same operation in one call, as the connector's {@code batch} says. Never fails. */
    public Future<Ended> run(Connector connector, List<Operation> operations, Consumer<Exchange> heard) {
        var leave = Leave.live(Deadline.after(clock, OPERATION));
        Outbound told = (call, to) -> client.send(call, to)
                .onSuccess(reply -> heard.accept(new Exchange(call, reply, "")))
                .onFailure(cause -> heard.accept(new Exchange(call, null, String.valueOf(cause.getMessage()))));
        return new StepRunner(connector.name(), connector, told, desk)
                .run(() -> begin(connector, on(operations, Operation.Terms.within(OPERATION))), leave)
                .map(Ended::of);
    }

    /** What would be done first, if it were not only shown. */
    public static Step show(Connector connector, List<Operation> operations) {
        return begin(connector, on(operations, Operation.Terms.dry(OPERATION)));
    }

    private static List<Operation> on(List<Operation> operations, Operation.Terms terms) {
        return operations.stream().map(operation -> operation.on(terms)).toList();
    }

    /** The first step of one, or of several in one call. Several that go alone end at once in {@code CONFIG}. */
    private static Step begin(Connector connector, List<Operation> operations) {
        var first = operations.get(0);
        if (operations.size() == 1) return connector.begin(first);
        var batching = connector.batching(first.name());
        if (batching == null || operations.size() > batching.max()) {
            var most = batching == null ? 1 : batching.max();
            var reason = connector.name() + "." + first.name() + " takes " + most + " at once";
            return new Step.Done(Outcome.of(Outcome.Kind.CONFIG, reason));
        }
        return batching.begin(operations);
    }

    /** Closes all connections. */
    public Future<Void> close() {
        return client.close();
    }
}
