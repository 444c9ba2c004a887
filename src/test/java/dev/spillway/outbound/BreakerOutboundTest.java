package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.HttpReply;
import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real loop: the library's timers are its own. */
class BreakerOutboundTest {
    private final Loop loop = new Loop();
    private final FakeOutbound next = new FakeOutbound();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Forcing forcing = new Forcing();
    private final AtomicInteger closings = new AtomicInteger();
    private final BreakerOutbound breaker = new BreakerOutbound(
                    next,
                    "erp",
                    new BreakerSettings(4, 50, Duration.ofSeconds(30), Duration.ofMillis(200)),
                    loop.vertx,
                    Clock.systemUTC())
            .forcedBy(forcing)
            .closing(closings::incrementAndGet)
            .shownBy(new OutboundMetrics(registry, "erp"));

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void opensWhenHalfOfEnoughCallsFail() {
        answer(200, 200, 500);
        assertThat(level()).isZero();

        answer(500);

        awaitLevel(2);
        assertThat(breaker.free()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 404, 409, 429})
    void staysClosedWhateverElseIsAnswered(int status) {
        for (int i = 0; i < 20; i++) answer(status);

        assertThat(level()).isZero();
        assertThat(breaker.free()).isEqualTo(Gate.OPEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = CallFailure.Kind.class,
            names = {"NOT_SENT", "NO_ANSWER"})
    void opensWhenCallsDoNotArriveOrAreNotAnswered(CallFailure.Kind kind) {
        for (int i = 0; i < 4; i++) fail(kind);

        awaitLevel(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = CallFailure.Kind.class,
            names = {"REFUSED", "TOO_LARGE"})
    void staysClosedWhenTheFailureIsNotTheDestinations(CallFailure.Kind kind) {
        for (int i = 0; i < 20; i++) fail(kind);

        assertThat(level()).isZero();
    }

    @Test
    void isNotDistractedByRefusalsBetweenFailures() {
        for (int i = 0; i < 3; i++) {
            fail(CallFailure.Kind.NO_ANSWER);
            fail(CallFailure.Kind.REFUSED);
        }
        fail(CallFailure.Kind.NO_ANSWER);

        awaitLevel(2);
    }

    @Test
    void givesFailuresAndBadAnswersThroughUnchanged() {
        assertThat(answer(503).result().status()).isEqualTo(503);
        assertThat(fail(CallFailure.Kind.NO_ANSWER).cause()).hasMessage("as the test wants");
    }

    @Test
    void refusesWhileOpenAndSaysWhenToComeAgain() {
        open();
        var calls = next.sent.size();

        var refused = Loop.failure(send());

        assertThat(refused.kind()).isEqualTo(CallFailure.Kind.REFUSED);
        assertThat(refused.comeAgain()).isBetween(Duration.ofMillis(1), Duration.ofMillis(200));
        assertThat(next.sent).hasSize(calls);
    }

    @Test
    void asksFirstAndLetsNoWorkThroughWhileTheAnswerIsThatItIsDown() {
        var question = Promise.<Sign>promise();
        breaker.asking(question::future);
        open();
        awaitLevel(1);
        var calls = next.sent.size();

        assertThat(breaker.free()).isZero();
        assertThat(Loop.failure(send()).kind()).isEqualTo(CallFailure.Kind.REFUSED);
        var asked =
                breaker.send(Samples.read(), Leave.asking(Deadline.after(Clock.systemUTC(), Duration.ofSeconds(9))));
        assertThat(next.sent).hasSize(calls + 1);
        assertThat(asked.isComplete()).isFalse();
        question.complete(Sign.FAILING);

        assertThat(level()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Sign.class,
            names = {"ALIVE", "NONE"})
    void letsOneProbeThroughAfterTheAnswerThatItIsUpOrNone(Sign sign) {
        var question = Promise.<Sign>promise();
        var woken = new AtomicInteger();
        breaker.asking(question::future).onFree(woken::incrementAndGet);
        open();
        awaitLevel(1);
        var before = woken.get();
        question.complete(sign);

        assertThat(breaker.free()).isEqualTo(1);
        assertThat(woken).hasValue(before + 1);
        answer(200);
        awaitLevel(0);
    }

    @Test
    void letsOneProbeThroughAndClosesWhenItIsAnswered() {
        var woken = new AtomicInteger();
        breaker.onFree(woken::incrementAndGet);
        open();
        awaitLevel(1);
        assertThat(breaker.free()).isEqualTo(1);

        var probe = send();
        var second = Loop.failure(send());

        assertThat(breaker.free()).isZero();
        assertThat(second.kind()).isEqualTo(CallFailure.Kind.REFUSED);
        later(call -> call.answer(200));
        Loop.await(probe);
        awaitLevel(0);
        assertThat(breaker.free()).isEqualTo(Gate.OPEN);
        assertThat(woken).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void opensAgainWhenTheProbeFails() {
        open();
        awaitLevel(1);

        answer(500);

        awaitLevel(2);
        awaitLevel(1);
    }

    @Test
    void opensAgainWhenTheProbeWasRefusedHere() {
        open();
        awaitLevel(1);

        fail(CallFailure.Kind.REFUSED);

        awaitLevel(2);
    }

    @Test
    void ignoresWhatBeganBeforeItOpened() {
        var slow = send();
        var slowCall = next.last();
        var other = send();
        var otherCall = next.last();
        open();
        awaitLevel(1);

        onLoop(() -> slowCall.fail(CallFailure.Kind.NO_ANSWER));
        onLoop(() -> otherCall.answer(200));

        assertThat(Loop.failure(slow).kind()).isEqualTo(CallFailure.Kind.NO_ANSWER);
        assertThat(Loop.await(other).status()).isEqualTo(200);
        loop.on(Future::succeededFuture);
        assertThat(level()).isEqualTo(1);
    }

    @Test
    void beginsWithACleanSheetAfterItHasClosed() {
        open();
        awaitLevel(1);
        answer(200);
        awaitLevel(0);

        answer(500, 500, 500);

        assertThat(level()).isZero();
    }

    @Test
    void passesADefectOnWithoutLosingTheCall() {
        var broken = new BreakerOutbound(
                (call, leave) -> {
                    throw new IllegalStateException("a defect");
                },
                "erp",
                Samples.settings().breaker(),
                loop.vertx,
                Clock.systemUTC());

        var result = loop.start(() -> broken.send(Samples.read(), Samples.leave(deadline(), Priority.NORMAL)));

        Awaitility.await().until(result::isComplete);
        assertThat(result.cause()).hasMessage("a defect");
    }

    private void open() {
        answer(500, 500, 500, 500);
        awaitLevel(2);
    }

    private Future<HttpReply> answer(int... statuses) {
        var replies = new ArrayList<Future<HttpReply>>(List.of());
        for (var status : statuses) {
            replies.add(send());
            later(call -> call.answer(status));
            Loop.await(replies.get(replies.size() - 1));
        }
        return replies.get(replies.size() - 1);
    }

    private Future<HttpReply> fail(CallFailure.Kind kind) {
        var reply = send();
        later(call -> call.fail(kind));
        Loop.failure(reply);
        return reply;
    }

    /** Begins a call and waits until it was begun. */
    private Future<HttpReply> send() {
        return loop.on(
                () -> Future.succeededFuture(breaker.send(Samples.read(), Samples.leave(deadline(), Priority.NORMAL))));
    }

    private void later(Consumer<FakeOutbound.Sent> ending) {
        onLoop(() -> ending.accept(next.last()));
    }

    private void onLoop(Runnable work) {
        loop.on(() -> {
            work.run();
            return Future.succeededFuture();
        });
    }

    private static Deadline deadline() {
        return Deadline.after(Clock.systemUTC(), Duration.ofSeconds(5));
    }

    private double level() {
        return registry.get("gateway.outbound.breaker.state").gauge().value();
    }

    private void awaitLevel(int level) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> level() == level);
    }

    @Test
    void opensWithinTheFirstCallsOfADestinationThatFailsAllOfThem() {
        for (var call = 1; call <= 3; call++) answer(503);
        assertThat(level()).isZero();

        answer(503);

        awaitLevel(2);
        assertThat(next.sent).hasSize(4);
    }

    @Test
    void letsNothingOutWhileItIsKeptOpen() {
        onLoop(() -> forcing.set(Forced.OPEN));

        var refused = Loop.failure(send());

        assertThat(refused.kind()).isEqualTo(CallFailure.Kind.REFUSED);
        assertThat(next.sent).isEmpty();
        assertThat(breaker.free()).isZero();
        assertThat(level()).isEqualTo(2);
    }

    @Test
    void letsEverythingOutWhileItIsKeptClosedAndCountsNothing() {
        open();
        onLoop(() -> forcing.set(Forced.CLOSE));
        for (var call = 0; call < 20; call++) answer(500);
        assertThat(level()).isZero();
        assertThat(breaker.free()).isEqualTo(Gate.OPEN);

        onLoop(() -> forcing.set(Forced.AUTO));
        awaitLevel(1);
        answer(200);

        awaitLevel(0);
        answer(500);
        assertThat(level()).isZero();
        assertThat(closings).hasValueGreaterThan(0);
    }

    @Test
    void wakesThePumpWhenItIsForced() {
        var woken = new AtomicInteger();
        breaker.onFree(woken::incrementAndGet);
        onLoop(() -> forcing.set(Forced.OPEN));
        var before = woken.get();

        onLoop(() -> forcing.set(Forced.AUTO));

        assertThat(woken).hasValueGreaterThan(before);
        assertThat(breaker.free()).isEqualTo(Gate.OPEN);
    }
}
