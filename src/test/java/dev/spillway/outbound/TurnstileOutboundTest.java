package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Allowance;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Toll;
import dev.spillway.event.Deadline;
import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.lane.Priority;
import dev.spillway.limit.Rate;
import dev.spillway.limit.Ruling;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnstileOutboundTest {
    private static final Toll SEARCH =
            new Toll("", "search", "", new Allowance.Within(5, Duration.ofSeconds(1)), 1, 0, null);
    private static final Toll TICKET =
            new Toll("", "ticket", "77", new Allowance.Within(30, Duration.ofMinutes(10)), 1, 0, null);
    private static final Toll DAY = new Toll("", "day", "", new Allowance.Within(100, Duration.ofDays(1)), 1, 20, null);
    private static final Toll SIDE = new Toll("", "side", "", new Allowance.Concurrency(3), 1, 0, null);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();
    private final FakeOutbound next = new FakeOutbound();
    private final FakeLimits limits = new FakeLimits();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TurnstileOutbound turnstile = turnstile(new Rate(10, 10), 10);

    @Test
    void asksOnceForAllWhoWaitWhileAQuestionIsUnderWay() {
        for (int i = 0; i < 5; i++) send(Priority.NORMAL);

        assertThat(limits.counts()).containsExactly(1);
        limits.grant(1, Duration.ZERO, null);
        assertThat(limits.counts()).containsExactly(1, 4);
        assertThat(registry.get("gateway.outbound.waiting.calls").gauge().value())
                .isEqualTo(4);
    }

    @Test
    void letsThroughAsManyAsWereGrantedLookupsFirst() {
        send(Priority.BULK);
        send(Priority.NORMAL);
        send(Priority.INTERACTIVE);

        limits.grant(1, Duration.ZERO, null);
        limits.grant(1, Duration.ofMillis(100));

        assertThat(next.sent)
                .extracting(FakeOutbound.Sent::priority)
                .containsExactly(Priority.INTERACTIVE, Priority.NORMAL);
    }

    @Test
    void asksAgainNotBeforeTheWaitIsOver() {
        send(Priority.NORMAL);
        limits.grant(0, Duration.ofMillis(100));
        send(Priority.NORMAL);

        time.passMs(99);
        assertThat(limits.asked).hasSize(1);
        time.passMs(1);
        assertThat(limits.counts()).containsExactly(1, 2);
    }

    @Test
    void letsInAtOnceWhatNeedsNothingButItsTimeAndNoMoreThanThereIsRoomFor() {
        var tempo = new FakeTempo();
        var paced = paced(tempo);
        for (int i = 0; i < 5; i++) send(paced, Samples.read(), Priority.BULK);

        assertThat(limits.asked).isEmpty();
        assertThat(next.sent).hasSize(3);
        assertThat(tempo.before.applyAsInt(Priority.BULK)).isEqualTo(2);

        tempo.waiting.add(Promise.promise());
        send(paced, Samples.read(), Priority.INTERACTIVE);
        tempo.give();
        assertThat(next.sent)
                .extracting(FakeOutbound.Sent::priority)
                .containsExactly(Priority.BULK, Priority.BULK, Priority.BULK, Priority.INTERACTIVE);
    }

    @Test
    void hasRoomForWhatPeopleWaitForWhereTheRestHasNone() {
        var tempo = new FakeTempo();
        var paced = paced(tempo);
        for (int i = 0; i < 5; i++) send(paced, Samples.read(), Priority.BULK);
        tempo.roomForAwaited = 1;

        send(paced, Samples.read(), Priority.INTERACTIVE);

        assertThat(next.sent)
                .extracting(FakeOutbound.Sent::priority)
                .containsExactly(Priority.BULK, Priority.BULK, Priority.BULK, Priority.INTERACTIVE);
    }

    @Test
    void takesWorkForASecondOfWhatTheTempoLetsGo() {
        assertThat(paced(new FakeTempo()).free()).isEqualTo(50);
    }

    private TurnstileOutbound paced(Tempo tempo) {
        var parts = new TurnstileOutbound.Parts(
                "main",
                "here",
                Tolls.withoutBucket(List.of()),
                limits,
                new WaitLine("no token", 20, time, tempo.floor()),
                Slots.fixed(100),
                time,
                time,
                SECOND,
                tempo);
        return new TurnstileOutbound(next, parts, new OutboundMetrics(registry, "main"));
    }

    @Test
    void asksForNothingWhenNobodyWaitsAnyMore() {
        send(Priority.NORMAL);
        limits.grant(1, Duration.ofMillis(100));

        time.passMs(500);

        assertThat(limits.asked).hasSize(1);
    }

    @Test
    void sendsACallWhoseTurnIsAheadAtItsTime() {
        send(Priority.NORMAL);

        limits.answer(new Ruling(List.of(Duration.ofMillis(40)), Duration.ZERO, null, List.of()));
        assertThat(next.sent).isEmpty();
        assertThat(turnstile.free()).isEqualTo(9);
        time.passMs(40);

        assertThat(next.sent).hasSize(1);
    }

    /** In a long line the first are those whose time runs out: what they get and cannot use is lost to the whole cluster. */
    @Test
    void losesNoTurnToACallWhoseTimeIsOverWhenItComes() {
        send(Priority.NORMAL);
        limits.grant(0, Duration.ofMillis(700));
        time.passMs(700);
        var other = send(Priority.NORMAL);

        limits.answer(new Ruling(List.of(Duration.ofMillis(101)), Duration.ofSeconds(1), null, List.of()));
        time.passMs(101);

        assertThat(next.sent).hasSize(1);
        next.sent.get(0).answer(200);
        assertThat(other.succeeded()).isTrue();
    }

    @Test
    void letsNoMoreThroughThanItsSlotsAndGivesAFreedOneToTheLookupFirst() {
        var narrow = turnstile(new Rate(1000, 1000), 2);
        for (int i = 0; i < 4; i++) send(narrow, Samples.read(), Priority.NORMAL);
        limits.grant(1, Duration.ZERO, null);
        limits.grant(1, Duration.ZERO, null);
        send(narrow, Samples.read(), Priority.INTERACTIVE);
        assertThat(limits.asked).hasSize(2);

        next.sent.get(0).fail(CallFailure.Kind.NO_ANSWER);
        limits.grant(1, Duration.ZERO, null);

        assertThat(next.last().priority()).isEqualTo(Priority.INTERACTIVE);
        assertThat(next.sent).hasSize(3);
    }

    @Test
    void refusesAtOnceWhoCannotGetATokenBeforeTheDeadline() {
        var waiting = send(Priority.NORMAL);

        limits.grant(0, Duration.ofSeconds(6));

        assertThat(waiting.cause()).isInstanceOfSatisfying(CallFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(CallFailure.Kind.REFUSED);
            assertThat(failure.comeAgain()).isEqualTo(Duration.ofSeconds(6));
        });
    }

    @Test
    void refusesAtTheDeadline() {
        var waiting = send(Priority.NORMAL);
        limits.grant(0, Duration.ofMillis(700));
        time.passMs(700);
        limits.grant(0, Duration.ofMillis(50));

        time.passMs(100);

        assertThat(waiting.cause()).hasMessage("no token: the deadline has passed");
        assertThat(next.sent).isEmpty();
    }

    @Test
    void refusesEverybodyAtOnceWhileTheLimitsAreAway() {
        var waiting = send(Priority.NORMAL);

        limits.fail(new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis is not available"));

        assertThat(waiting.cause()).hasMessage("no token: the limits cannot be reached");
        send(Priority.NORMAL);
        assertThat(limits.asked).hasSize(2);
    }

    @Test
    void wantsNoMoreWorkAheadThanGetsItsTokenWithinASecond() {
        var woken = new AtomicInteger();
        turnstile.onFree(woken::incrementAndGet);
        for (int i = 0; i < 10; i++) send(Priority.NORMAL);

        assertThat(turnstile.free()).isZero();
        limits.grant(1, Duration.ofMillis(100));
        assertThat(woken).hasValue(1);
        assertThat(turnstile(new Rate(1, 1 / 6.0), 10).free()).isEqualTo(1);
    }

    @Test
    void takesOfAllLimitsTogetherAndLeavesTheReserveToPeople() {
        send(turnstile, calling(DAY, SEARCH), Priority.BULK);
        limits.grant(0, Duration.ofMillis(10), null);
        time.passMs(10);
        send(turnstile, calling(DAY), Priority.INTERACTIVE);

        assertThat(limits.asked.get(0).get(0).needs())
                .extracting(need -> need.limit().group() + " " + need.floor())
                .containsExactly("destination:erp 0.0", "limit:day 20.0", "limit:search 0.0");
        limits.grant(0, Duration.ofMillis(10), null);
        time.passMs(10);
        assertThat(limits.asked.get(2).get(0).needs().get(1).floor()).isZero();
    }

    @Test
    void putsOffWhoseRecordIsUsedUpAndLetsTheOthersPast() {
        var held = send(turnstile, calling(TICKET), Priority.NORMAL);
        send(Priority.NORMAL);

        limits.grant(0, Duration.ofMinutes(4), Tolls.limit(TICKET));

        assertThat(held.cause()).isInstanceOfSatisfying(CallFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(CallFailure.Kind.HELD);
            assertThat(failure.comeAgain()).isEqualTo(Duration.ofMinutes(4));
        });
        assertThat(registry.get("gateway.outbound.limit.refused")
                        .tag("group", "limit:ticket")
                        .counter()
                        .count())
                .isEqualTo(1);
        limits.grant(1, Duration.ZERO, null);
        assertThat(next.sent).hasSize(1);
    }

    @Test
    void sendsBackToTheirLanesThoseWhoWouldWaitLongForAnOperationsOwnLimit() {
        var wide = turnstile(new Rate(100, 100), 100, DAY);
        var notes = IntStream.range(0, 15)
                .mapToObj(n -> send(wide, calling(SEARCH), Priority.BULK))
                .toList();

        limits.grant(0, Duration.ofMillis(200), Tolls.limit(SEARCH)); // asked for the first as it came
        time.passMs(200);
        limits.grant(0, Duration.ofMillis(200), Tolls.limit(SEARCH));

        var sentBack = notes.stream().filter(Future::failed).map(Future::cause).toList();
        assertThat(notes.stream().limit(5)).noneMatch(Future::isComplete);
        assertThat(sentBack)
                .hasSizeBetween(9, 10)
                .extracting(cause -> ((CallFailure) cause).comeAgain())
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(wait -> wait.compareTo(SECOND) > 0);
    }

    @Test
    void letsAReadPastABulkCallThatTheReserveHolds() {
        var mixed = turnstile(new Rate(10, 10), 10, DAY);
        send(mixed, calling(DAY), Priority.BULK);
        limits.grant(0, Duration.ofMillis(500), Tolls.limit(DAY));

        send(mixed, calling(DAY), Priority.INTERACTIVE);

        assertThat(limits.asked).hasSize(2);
        limits.grant(1, Duration.ZERO, null);
        assertThat(next.last().priority()).isEqualTo(Priority.INTERACTIVE);
        assertThat(limits.asked).hasSize(2);
    }

    @Test
    void keepsNoRoomFromNotesForSearchesThatWaitForTheirOwnBudget() {
        for (int i = 0; i < 10; i++) send(turnstile, calling(SEARCH), Priority.INTERACTIVE);
        limits.grant(0, Duration.ofMillis(200), Tolls.limit(SEARCH));

        var withNotes = turnstile(new Rate(10, 10), 10, DAY);
        for (int i = 0; i < 10; i++) send(withNotes, calling(DAY, SEARCH), Priority.INTERACTIVE);
        limits.grant(0, Duration.ofMillis(200), Tolls.limit(SEARCH));

        assertThat(withNotes.free()).isEqualTo(10);
    }

    @Test
    void givesASlotBackHoweverTheCallEnds() {
        var call = calling(SIDE);
        send(turnstile, call, Priority.NORMAL);
        limits.grant(1, Duration.ZERO, null);
        next.last().fail(CallFailure.Kind.NO_ANSWER);

        assertThat(limits.told).containsExactly("giveBack limit:side here:erp:0.1");
    }

    @Test
    void tellsTheLimitWhatAnAnswerSaysIsLeftOfIt() {
        var points = Loaded.toll("bucket: {max: 100, restorePerSecond: 5}, feedback: {header: x-left}");
        send(turnstile, calling(points), Priority.NORMAL);
        send(turnstile, calling(points), Priority.NORMAL);
        limits.grant(1, Duration.ZERO, null);
        limits.answer(new Ruling(List.of(Duration.ZERO), Duration.ZERO, null, List.of(2.0, 42.0)));

        next.last().reply().complete(new HttpReply(200, Map.of("x-left", "61"), Payload.EMPTY));

        assertThat(limits.told).containsExactly("correct limit:g 56.0 42.0");
    }

    @Test
    void timesHowLongCallsWaited() {
        send(Priority.NORMAL);
        limits.grant(1, Duration.ZERO, null);

        assertThat(registry.get("gateway.outbound.token.wait").timer().count()).isEqualTo(1);
    }

    private TurnstileOutbound turnstile(Rate rate, int slots, Toll... tolls) {
        var parts = new TurnstileOutbound.Parts(
                "erp",
                "here",
                new Tolls("erp", rate, List.of(tolls)),
                limits,
                new WaitLine("no token", 20, time),
                Slots.fixed(slots),
                time,
                time,
                SECOND,
                Tempo.AT_ONCE);
        return new TurnstileOutbound(next, parts, new OutboundMetrics(registry, "erp"));
    }

    private static HttpCall calling(Toll... tolls) {
        return new HttpCall(
                "GET", URI.create("http://erp.test/x"), Map.of(), Payload.EMPTY, SECOND, false, List.of(tolls));
    }

    private Future<HttpReply> send(Priority priority) {
        return send(turnstile, Samples.read(), priority);
    }

    private Future<HttpReply> send(TurnstileOutbound through, HttpCall call, Priority priority) {
        return through.send(call, Samples.leave(Deadline.after(time, SECOND), priority));
    }
}
