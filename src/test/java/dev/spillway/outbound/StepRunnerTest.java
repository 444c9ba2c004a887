package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Connector;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepRunnerTest {
    private final FakeTime time = new FakeTime();
    private final FakeOutbound outbound = new FakeOutbound();

    @Test
    void makesNoCallWhenTheConnectorNeedsNone() {
        var ending = run(operation -> Samples.done(Outcome.of(Outcome.Kind.INVALID, "no phone")));

        assertThat(ending.result().outcome().kind()).isEqualTo(Outcome.Kind.INVALID);
        assertThat(ending.result().calls()).isZero();
    }

    @Test
    void makesOneCallAfterTheOtherUntilTheOutcomeIsKnown() {
        var ending = run(
                operation -> new Step.Call(Samples.read(), found -> new Step.Call(Samples.write(), Samples::judge)));

        outbound.last().answer(200);
        outbound.last().answer(201);

        assertThat(outbound.sent).hasSize(2);
        assertThat(ending.result().outcome()).isEqualTo(Outcome.done(Map.of("id", "n-1")));
        assertThat(ending.result().calls()).isEqualTo(2);
        assertThat(ending.result().wrote()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_SENT, true, UNAVAILABLE, false",
        "NOT_SENT, false, UNAVAILABLE, false",
        "NO_ANSWER, true, AMBIGUOUS, false",
        "NO_ANSWER, false, UNAVAILABLE, false",
        "TOO_LARGE, true, AMBIGUOUS, false",
        "TOO_LARGE, false, CONFIG, false",
        "REFUSED, true, UNAVAILABLE, true",
        "REFUSED, false, UNAVAILABLE, true"
    })
    void knowsWhatATransportFailureMeans(CallFailure.Kind kind, boolean write, Outcome.Kind meaning, boolean refused) {
        var ending = run(operation -> new Step.Call(write ? Samples.write() : Samples.read(), Samples::judge));

        outbound.last().fail(kind);

        assertThat(ending.result().outcome().kind()).isEqualTo(meaning);
        assertThat(ending.result().outcome().reason()).isEqualTo("as the test wants");
        assertThat(ending.result().refused()).isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource({"NOT_SENT", "NO_ANSWER", "TOO_LARGE", "REFUSED", "NO_LEASE"})
    void isAmbiguousWhenACallFailsAfterAWriteWasTaken(CallFailure.Kind kind) {
        var ending =
                run(operation -> new Step.Call(Samples.write(), made -> new Step.Call(Samples.read(), Samples::judge)));

        outbound.last().answer(201);
        outbound.last().fail(kind);

        assertThat(ending.result().outcome().kind()).isEqualTo(Outcome.Kind.AMBIGUOUS);
        assertThat(ending.result().refused()).isFalse();
        assertThat(ending.result().wrote()).isTrue();
    }

    @Test
    void isNoRefusalWhenSomethingHadLeftTheHouse() {
        var ending = run(
                operation -> new Step.Call(Samples.read(), found -> new Step.Call(Samples.write(), Samples::judge)));

        outbound.last().answer(200);
        outbound.last().fail(CallFailure.Kind.REFUSED);

        assertThat(ending.result().outcome().kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(ending.result().refused()).isFalse();
    }

    @Test
    void isRefusedWhenTheLeaseIsGoneBeforeAnyWrite() {
        var ending = run(
                operation -> new Step.Call(Samples.read(), found -> new Step.Call(Samples.write(), Samples::judge)));

        outbound.last().answer(200);
        outbound.last().fail(CallFailure.Kind.NO_LEASE);

        assertThat(ending.result().outcome().kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(ending.result().refused()).isTrue();
    }

    @Test
    void leavesItToTheConnectorWhatTheReplyToAWriteMeans() {
        var ending = run(operation -> new Step.Call(
                Samples.write(), reply -> Samples.done(Outcome.of(Outcome.Kind.LOCKED, "200, and yet locked"))));

        outbound.last().answer(200);

        assertThat(ending.result().wrote()).isFalse();
    }

    @Test
    void remembersAnEarlierWriteWhenALaterCallIsTurnedDown() {
        var ending = run(
                operation -> new Step.Call(Samples.write(), made -> new Step.Call(Samples.write(), Samples::judge)));

        outbound.last().answer(201);
        outbound.last().answer(429);

        assertThat(ending.result().outcome().kind()).isEqualTo(Outcome.Kind.THROTTLED);
        assertThat(ending.result().wrote()).isTrue();
    }

    @Test
    void stopsAConnectorThatNeverHasEnough() {
        var ending = run(operation -> again());

        while (!ending.isComplete()) outbound.last().answer(200);

        assertThat(outbound.sent).hasSize(Connector.CALLS_MAX);
        assertThat(ending.result().outcome().kind()).isEqualTo(Outcome.Kind.CONFIG);
        assertThat(ending.result().outcome().reason()).isEqualTo("crm wants more than 100 calls");
    }

    @Test
    void turnsADefectAtTheBeginningIntoAnOutcome() {
        var ending = run(operation -> {
            throw new IllegalStateException("a defect");
        });

        assertThat(ending.result().outcome()).isEqualTo(Outcome.of(Outcome.Kind.CONFIG, "defect in connector crm"));
    }

    @Test
    void remembersTheWriteWhenTheConnectorChokesOnItsReply() {
        var ending = run(operation -> new Step.Call(Samples.write(), reply -> {
            throw new IllegalStateException("a defect");
        }));

        outbound.last().answer(200);

        assertThat(ending.result().outcome().kind()).isEqualTo(Outcome.Kind.CONFIG);
        assertThat(ending.result().wrote()).isTrue();
    }

    @Test
    void turnsADefectOfTheWayOutIntoAnOutcome() {
        Outbound broken = new Outbound() {
            @Override
            public Future<HttpReply> send(HttpCall call, Leave leave) {
                throw new IllegalStateException("a defect");
            }
        };
        Outbound failing = (call, leave) -> Future.failedFuture(new IllegalStateException("a defect"));

        assertThat(run(Samples::begin, broken).result().outcome().kind()).isEqualTo(Outcome.Kind.CONFIG);
        assertThat(run(Samples::begin, failing).result().outcome().kind()).isEqualTo(Outcome.Kind.CONFIG);
    }

    private static Step again() {
        return new Step.Call(Samples.read(), reply -> again());
    }

    private Future<Ending> run(Function<Operation, Step> begin) {
        return run(begin, outbound);
    }

    private Future<Ending> run(Function<Operation, Step> begin, Outbound way) {
        return Samples.runner(Samples.connector(begin), way, time)
                .run(Samples.operation(), Samples.leave(Deadline.after(time, Duration.ofSeconds(10)), Priority.NORMAL));
    }
}
