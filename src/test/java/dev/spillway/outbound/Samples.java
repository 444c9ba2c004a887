package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.event.ContactKey;
import dev.spillway.event.Deadline;
import dev.spillway.event.EventId;
import dev.spillway.event.Payload;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.LaneDepths;
import dev.spillway.lane.Priority;
import dev.spillway.limit.Backoff;
import dev.spillway.limit.Rate;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Ordinary things that tests need. */
final class Samples {
    static final EventId EVENT = new EventId("0123456789abcdef0123456789abcdef");

    static final Supplier<Future<Map<String, LaneDepths.Depth>>> NO_BACKLOG = () -> Future.succeededFuture(Map.of());

    private Samples() {}

    static DestinationSettings settings() {
        return settings(4);
    }

    static DestinationSettings settings(int concurrency) {
        return settings(concurrency, Duration.ofSeconds(5));
    }

    static DestinationSettings settings(int concurrency, Duration callTimeout) {
        return new DestinationSettings(
                concurrency,
                100,
                new Rate(1000, 100_000),
                callTimeout,
                Duration.ofSeconds(10),
                new BreakerSettings(4, 50, Duration.ofSeconds(30), Duration.ofMillis(100)),
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10)),
                5,
                Duration.ofMinutes(2),
                Duration.ofHours(1));
    }

    static StepRunner runner(Connector connector, Outbound outbound, FakeTime time) {
        var desk = new LoginDesk.Parts("here", new OwnLogins(time), time, time, new SplittableRandom(1));
        return new StepRunner("crm", connector, outbound, desk);
    }

    static Condition condition(FakeTime time) {
        var holds = new Holds(
                "crm", "here", time, settings().backoff().max(), settings().operationTimeout());
        return new Condition(new Pause(time, time), new Pause(time, time), new Stop(), holds, new Forcing());
    }

    static HttpCall read() {
        return call("GET", URI.create("http://erp.test/orders/1"), false);
    }

    static HttpCall write() {
        return call("POST", URI.create("http://erp.test/notes"), true);
    }

    static HttpCall call(String method, URI uri, boolean write) {
        var body = write ? Payload.of("{}") : Payload.EMPTY;
        return new HttpCall(method, uri, Map.of("x-test", "1"), body, Duration.ofSeconds(5), write);
    }

    static HttpReply reply(int status) {
        return new HttpReply(status, Map.of(), Payload.EMPTY);
    }

    static Leave leave(Deadline deadline, Priority priority) {
        return new Leave(deadline, priority, () -> true);
    }

    static Operation operation() {
        return new Operation("addNote", Map.of(), Operation.Context.lookup(EVENT.value(), "es-MX"));
    }

    static Attempt attempt(int number) {
        return new Attempt(7, delivery(1), number, false, 1);
    }

    static Delivery delivery(int number) {
        return delivery(number, false);
    }

    static Delivery delivery(int number, boolean answers) {
        var contact = ContactKey.ofUser("MX." + number);
        var step = "order-status.note" + number;
        return new Delivery(
                EVENT.step(step),
                "crm",
                Priority.NORMAL,
                contact,
                EVENT,
                Instant.EPOCH,
                step,
                "addNote",
                Map.of("orderNumber", "1234"),
                "es-MX",
                answers);
    }

    /** Makes one write and calls everything below 400 done. */
    static Connector connector() {
        return connector(Samples::begin);
    }

    static Step begin(Operation operation) {
        return new Step.Call(write(), Samples::judge);
    }

    static Connector connector(Function<Operation, Step> begin) {
        return connector(begin, UnaryOperator.identity());
    }

    /** One that has words of its own for operations. */
    static Connector worded(UnaryOperator<Operation> words) {
        return connector(Samples::begin, words);
    }

    private static Connector connector(Function<Operation, Step> begin, UnaryOperator<Operation> words) {
        return new Connector() {
            @Override
            public Operation worded(Operation operation) {
                return words.apply(operation);
            }

            @Override
            public String name() {
                return "crm";
            }

            @Override
            public Set<String> operations() {
                return Set.of("addNote");
            }

            @Override
            public Step begin(Operation operation) {
                return begin.apply(operation);
            }
        };
    }

    static Step judge(HttpReply reply) {
        if (reply.status() == 429) return done(Outcome.of(Outcome.Kind.THROTTLED, "slow down"));
        if (reply.status() >= 500) return done(Outcome.of(Outcome.Kind.UNAVAILABLE, "down"));
        if (reply.status() >= 400) return done(Outcome.of(Outcome.Kind.INVALID, "bad"));
        return done(Outcome.done(Map.of("id", "n-1")));
    }

    static Step done(Outcome outcome) {
        return new Step.Done(outcome);
    }
}
