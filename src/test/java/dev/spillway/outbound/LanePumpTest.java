package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Allowance;
import dev.spillway.connector.Connector;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Redaction;
import dev.spillway.connector.Step;
import dev.spillway.connector.Toll;
import dev.spillway.event.CallbackData;
import dev.spillway.json.Json;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import dev.spillway.lane.Verdict;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.ledger.PastDeliveries.Past;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The pump and its gates, on lanes and a way out that do what the test says. */
class LanePumpTest {
    private final FakeTime time = new FakeTime();
    private final FakeLanes lanes = new FakeLanes(time);
    private final FakeOutbound outbound = new FakeOutbound();
    private final FakeGate gate = new FakeGate();
    private final FakeLimits limits = new FakeLimits();
    private final Condition condition = Samples.condition(time);
    private Precheck precheck = Precheck.NONE;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OutboundMetrics metrics = new OutboundMetrics(registry, "crm");

    /** Lets so many calls through in all. */
    private final class FakeGate implements Gate {
        private int calls = OPEN;
        private Runnable wake = () -> {};

        void set(int calls) {
            this.calls = calls;
            wake.run();
        }

        @Override
        public int free() {
            return calls == OPEN ? OPEN : calls - outbound.sent.size();
        }

        @Override
        public void onFree(Runnable wake) {
            this.wake = wake;
        }
    }

    @Test
    void takesNoMoreThanTheDestinationsConcurrencyWhileItHangs() {
        start();

        append(1, 100);

        assertThat(outbound.sent).hasSize(4);
        assertThat(lanes.outMax).isEqualTo(4);
        assertThat(lanes.waiting()).isEqualTo(96);
        assertThat(registry.get("gateway.outbound.in.flight.deliveries").gauge().value())
                .isEqualTo(4);
    }

    @Test
    void takesTheNextWhenOneIsDone() {
        start();
        append(1, 6);

        outbound.sent.get(2).answer(200);

        assertThat(outbound.sent).hasSize(5);
        assertThat(lanes.done()).containsExactly(Samples.delivery(3).id());
    }

    @Test
    void waitsForRoomForSomeOnceEnoughIsOut() {
        start(destination(Samples.connector(), outbound, gate, Samples.settings(72), Tempo.AT_ONCE), lanes);
        append(1, 100);
        for (var i = 0; i < 3; i++) outbound.sent.get(i).answer(200);
        assertThat(outbound.sent).hasSize(72);

        lanes.append(urgent(Samples.delivery(101), Priority.INTERACTIVE));
        assertThat(outbound.sent).hasSize(73);

        for (var i = 3; i < 5; i++) outbound.sent.get(i).answer(200);
        assertThat(outbound.sent).hasSize(77);
    }

    @Test
    void deliversEachOnceAfterTheDestinationWasDown() {
        var down = start();
        append(1, 20);
        for (int i = 0; i < 40; i++) answerAll(503);
        assertThat(lanes.done()).isEmpty();

        for (int second = 0; second < 60; second++) {
            answerAll(200);
            time.passMs(1000);
        }

        assertThat(lanes.done()).hasSize(20).doesNotHaveDuplicates();
        assertThat(down.inFlight()).isZero();
    }

    @Test
    void looksNeitherWhileTheLaneIsEmptyNorWhileNothingChanges() {
        start();
        var takes = lanes.takes;

        time.pass(Duration.ofHours(1));

        assertThat(lanes.takes).isEqualTo(takes);
        append(1, 1);
        assertThat(lanes.takes).isGreaterThan(takes);
    }

    @Test
    void sendsAdvertisingAtMostOnceAndTellsWhatNobodyKnows() {
        start();
        lanes.append(marketing("say"));
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        time.pass(Duration.ofMinutes(10));

        assertThat(outbound.sent).hasSize(1);
        assertThat(lanes.finished).hasSize(2);
        var end = lanes.finished.get(1);
        assertThat(((Verdict.Dead) end.verdict()).reason()).startsWith("unknown: ");
        assertThat(lanes.waiting()).isZero();
    }

    private static Delivery marketing(String step) {
        var like = Samples.delivery(1);
        return new Delivery(
                like.id(),
                like.destination(),
                Priority.BULK,
                like.contact(),
                like.event(),
                like.acceptedAt(),
                step,
                like.operation(),
                Map.of("class", "marketing"),
                like.locale(),
                false);
    }

    @Test
    void sendsAdvertisingOnceMoreThatAPersonHasPutBack() {
        var again = new Attempt(7, marketing("say~1"), 1, true, 1);

        assertThat(AtMostOnce.forbids(again)).isFalse();
        assertThat(AtMostOnce.forbids(new Attempt(7, marketing("say~1"), 2, true, 1)))
                .isTrue();
        assertThat(AtMostOnce.forbids(new Attempt(7, marketing("say"), 1, false, 1)))
                .isFalse();
        assertThat(AtMostOnce.forbids(new Attempt(7, Samples.delivery(1), 2, true, 1)))
                .isFalse();
    }

    @Test
    void keepsTheOrderOfOneContact() {
        start();
        var first = Samples.delivery(1);
        var second = sameContact(first, "second");
        lanes.append(first, second);

        assertThat(outbound.sent).hasSize(1);
        outbound.last().answer(200);
        outbound.last().answer(200);

        assertThat(lanes.done()).containsExactly(first.id(), second.id());
    }

    @Test
    void takesNothingThroughAShutGateAndGoesOnWhenItOpens() {
        gate.calls = 0;
        start();
        append(1, 3);
        assertThat(lanes.takes).isZero();

        gate.set(1);
        assertThat(outbound.sent).hasSize(1);

        gate.set(Gate.OPEN);
        assertThat(outbound.sent).hasSize(3);
    }

    @Test
    void keepsPlacesForWhatPeopleWaitForWhereEachCallHasATimeOfItsOwn() {
        start(destination(Samples.connector(), outbound, gate, Samples.settings(16), new FakeTempo()), lanes);
        append(1, 20);
        assertThat(outbound.sent).hasSize(14);

        lanes.append(urgent(Samples.delivery(21), Priority.INTERACTIVE));
        lanes.append(urgent(Samples.delivery(22), Priority.AUTHENTICATION));
        lanes.append(urgent(Samples.delivery(23), Priority.INTERACTIVE));
        assertThat(outbound.sent).hasSize(16);

        answerAll(200);
        assertThat(lanes.waiting()).isZero();
    }

    @Test
    void staysAwayAsLongAsTheDestinationWantsAndThenStartsWithOne() {
        start();
        append(1, 10);
        outbound.sent.get(0).answer(429);
        outbound.sent.get(1).answer(200);
        outbound.sent.get(2).answer(200);
        outbound.sent.get(3).answer(200);
        assertThat(outbound.sent).hasSize(4);
        assertThat(lanes.finished.get(0).verdict()).isInstanceOf(Verdict.Park.class);

        time.passMs(999);
        assertThat(outbound.sent).hasSize(4);
        time.passMs(251);

        assertThat(outbound.sent).hasSize(8);
    }

    @Test
    void spendsNoAttemptOnAPause() {
        start();
        append(1, 1);
        for (int i = 0; i < 20; i++) {
            outbound.last().answer(429);
            time.pass(Duration.ofMinutes(20));
        }
        outbound.last().answer(200);

        assertThat(lanes.finished).hasSize(21);
        assertThat(lanes.finished.get(20).attempt().number()).isEqualTo(1);
        var steps = lanes.finished.stream().map(end -> row(end).step()).toList();
        assertThat(steps).doesNotHaveDuplicates();
    }

    @Test
    void restsWhenItWasRefusedHereInsteadOfRunningThroughTheBacklog() {
        start(Samples.connector());
        append(1, 50);
        outbound.sent.subList(0, 4).forEach(call -> call.fail(CallFailure.Kind.REFUSED));

        assertThat(outbound.sent.size()).isLessThanOrEqualTo(7);
        var sent = outbound.sent.size();
        time.passMs(999);
        assertThat(outbound.sent).hasSize(sent);
        time.passMs(2);
        assertThat(outbound.sent).hasSizeGreaterThan(sent);
    }

    @Test
    void asksTheLanesWhetherEachCallMayLeave() {
        start();
        append(1, 1);

        assertThat(outbound.last().leave().held().getAsBoolean()).isTrue();
        lanes.held = false;
        assertThat(outbound.last().leave().held().getAsBoolean()).isFalse();
    }

    @Test
    void givesBackUnspentWhatMayNotLeave() {
        start();
        append(1, 1);

        outbound.last().fail(CallFailure.Kind.NO_LEASE);

        assertThat(lanes.finished.get(0).verdict()).isInstanceOf(Verdict.Park.class);
        time.passMs(1000);
        outbound.last().answer(200);
        assertThat(lanes.finished.get(1).attempt().number()).isEqualTo(1);
    }

    @Test
    void sendsNothingTwiceThatRedisForgotTheEndOf() {
        precheck = attempts -> Future.succeededFuture(
                Map.of(Samples.delivery(1).id(), Past.ENDED, Samples.delivery(2).id(), Past.TRIED));
        var contexts = new ArrayList<Boolean>();
        var pump = start(Samples.connector(operation -> {
            contexts.add(operation.context().ambiguous());
            return Samples.begin(operation);
        }));

        append(1, 3);

        assertThat(outbound.sent).hasSize(2);
        assertThat(contexts).containsExactly(true, false);
        assertThat(lanes.done()).containsExactly(Samples.delivery(1).id());
        assertThat(row(lanes.finished.get(0)).detail()).containsEntry("skipped", "done before the rollback");
        assertThat(pump.inFlight()).isEqualTo(2);
        assertThat(untried("ended")).isEqualTo(1);
    }

    @Test
    void givesBackForASecondWhatNobodyCanTellThePastOf() {
        precheck = attempts -> Future.failedFuture("Postgres is away");
        var pump = start();
        append(1, 6);
        assertThat(outbound.sent).isEmpty();
        assertThat(pump.inFlight()).isZero();
        assertThat(lanes.finished).allMatch(end -> end.verdict() instanceof Verdict.Park);
        var untried = untried("unknown");
        assertThat(untried).isLessThanOrEqualTo(8);

        precheck = Precheck.NONE;
        time.passMs(1000);

        assertThat(outbound.sent).hasSize(4);
        assertThat(lanes.finished).hasSize((int) untried);
    }

    private double untried(String reason) {
        return registry.get("gateway.outbound.untried")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void givesUpAfterTheLastAttemptWithADeadLetter() {
        start();
        append(1, 1);
        for (int i = 0; i < 5; i++) {
            outbound.last().answer(500);
            time.pass(Duration.ofMinutes(10));
        }

        var last = lanes.finished.get(4);
        assertThat(last.verdict()).isEqualTo(new Verdict.Dead("given up after 5 attempts: down"));
        assertThat(last.entries()).hasSize(3).last().isInstanceOfSatisfying(LedgerEntry.DeadLetter.class, letter -> {
            assertThat(letter.id()).isEqualTo(Samples.delivery(1).id());
            assertThat(letter.attempts()).isEqualTo(5);
            assertThat(letter.lastAnswer()).startsWith("500");
            assertThat(letter.body()).isEqualTo("stored " + letter.id());
        });
        assertThat(lanes.waiting()).isZero();
    }

    @Test
    void marksWhatNobodyKnowsAndTellsTheConnectorNextTime() {
        var contexts = new ArrayList<Boolean>();
        start(Samples.connector(operation -> {
            contexts.add(operation.context().ambiguous());
            return Samples.begin(operation);
        }));
        append(1, 1);
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        time.pass(Duration.ofSeconds(119));
        assertThat(contexts).containsExactly(false);

        time.pass(Duration.ofSeconds(1));

        assertThat(contexts).containsExactly(false, true);
    }

    /** With what this attempt may last (10 s), and a minute for clocks that differ. */
    @Test
    void tellsTheConnectorHowOldItsKeyWillBe() {
        var ages = new ArrayList<Duration>();
        start(Samples.connector(operation -> {
            ages.add(operation.context().age());
            return Samples.begin(operation);
        }));
        append(1, 1);
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        time.pass(Duration.ofMinutes(2));
        outbound.last().answer(500);
        time.pass(Duration.ofMinutes(10));

        assertThat(ages).hasSize(3).first().isEqualTo(Duration.ofSeconds(70));
        assertThat(ages.get(1)).isEqualTo(Duration.ofSeconds(190));
        assertThat(ages.get(2)).isGreaterThan(ages.get(1));
    }

    @Test
    void tellsTheConnectorWhoAsks() {
        var operations = new ArrayList<Operation>();
        start(Samples.connector(operation -> {
            operations.add(operation);
            return Samples.done(Outcome.done(Map.of()));
        }));
        append(1, 1);

        var id = Samples.delivery(1).id();
        var context = operations.get(0).context();
        assertThat(operations.get(0).name()).isEqualTo("addNote");
        assertThat(operations.get(0).input()).containsEntry("orderNumber", "1234");
        assertThat(context.idempotencyKey()).isEqualTo(id);
        assertThat(context.callbackData()).isEqualTo(new CallbackData(7, id).text());
        assertThat(context.attempt()).isEqualTo(1);
    }

    @Test
    void writesOneLineAnAttemptIntoTheLedger() {
        start();
        append(1, 1);
        outbound.last().answer(500);
        time.passMs(1000);
        outbound.last().answer(200);

        var rows = lanes.finished.stream().map(LanePumpTest::row).toList();
        assertThat(rows)
                .extracting(LedgerEntry.Row::step)
                .containsExactly("order-status.note1.attempt.1", "order-status.note1.attempt.2");
        assertThat(rows.get(0).kind()).isEqualTo(LedgerEntry.Kind.ATTEMPT);
        assertThat(rows.get(0).order()).isEqualTo("1234");
        assertThat(rows.get(0).detail())
                .containsEntry("destination", "crm")
                .containsEntry("result", "unavailable")
                .containsEntry("verdict", "retry")
                .containsEntry("reason", "down")
                .containsKeys("durationMs", "nextTryMs", "code", "operation");
    }

    @Test
    void tellsTheLedgerOfAMessageThatWasSent() {
        start(Samples.connector(operation -> Samples.done(Outcome.done(Map.of("messageId", "wamid.1")))));
        append(1, 1);

        assertThat(lanes.finished.get(0).entries())
                .last()
                .isEqualTo(new LedgerEntry.Message(
                        "wamid.1", Samples.delivery(1).id(), "crm", "u:MX.1", "accepted", 0, time.instant(), ""));
        assertThat(row(lanes.finished.get(0)).messageId()).isEqualTo("wamid.1");
    }

    @Test
    void handsTheAnswerToTheFlowOnlyWhenItIsTheLast() {
        start();
        lanes.append(Samples.delivery(1, true));
        outbound.last().answer(500);
        time.passMs(1000);
        outbound.last().answer(200);

        assertThat(lanes.finished.get(0).answer()).isEmpty();
        var answer = Json.object(lanes.finished.get(1).answer().orElseThrow());
        assertThat(answer)
                .containsEntry("outcome", "DONE")
                .containsEntry("value", Map.of("id", "n-1"))
                .containsEntry("step", "order-status.note1")
                .containsEntry("input", Map.of("orderNumber", "1234"));
    }

    @Test
    void handsNoAnswerToAFlowThatDoesNotWaitForOne() {
        start();
        append(1, 1);
        outbound.last().answer(200);

        assertThat(lanes.finished.get(0).answer()).isEmpty();
    }

    @Test
    void triesTheLanesAgainAfterARestWhenTheyCannotBeRead() {
        lanes.away = true;
        start();
        append(1, 1);
        var takes = lanes.takes;
        lanes.away = false;

        time.passMs(999);
        assertThat(lanes.takes).isEqualTo(takes);
        time.passMs(1);

        assertThat(outbound.sent).hasSize(1);
    }

    @Test
    void takesNothingAfterItWasStoppedAndIsDrainedWhenTheLastIsBack() {
        var pump = start();
        append(1, 6);

        var drained = pump.stop();
        outbound.sent.forEach(call -> assertThat(drained.isComplete()).isFalse());
        outbound.sent.forEach(call -> call.answer(200));

        assertThat(outbound.sent).hasSize(4);
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void doesNotConfuseTwoDestinations() {
        var otherLanes = new FakeLanes(time);
        var otherOutbound = new FakeOutbound();
        start();
        append(1, 10);
        start(destination(Samples.connector(), otherOutbound, new FakeGate()), otherLanes);

        otherLanes.append(Samples.delivery(1));
        otherOutbound.last().answer(200);

        assertThat(outbound.sent).hasSize(4);
        assertThat(otherLanes.done()).hasSize(1);
    }

    @Test
    void goesOnWithWhatPeopleWaitForWhileTheQuotaOfTheRestIsUsedUp() {
        start(Samples.connector(operation -> new Step.Call(
                Samples.write(),
                reply -> reply.status() == 403
                        ? Samples.done(Outcome.of(Outcome.Kind.QUOTA_EXHAUSTED, "no calls left"))
                        : Samples.judge(reply))));
        append(1, 1);
        outbound.last().answer(403);
        assertThat(condition.lowPause().left()).isGreaterThanOrEqualTo(Duration.ofHours(1));

        append(2, 3);
        assertThat(outbound.sent).hasSize(1);
        lanes.append(urgent(Samples.delivery(4), Priority.INTERACTIVE));

        assertThat(outbound.sent).hasSize(2);
        assertThat(outbound.last().priority()).isEqualTo(Priority.INTERACTIVE);
        outbound.last().answer(200);
        time.pass(Duration.ofHours(2));
        assertThat(outbound.sent.size()).isGreaterThan(2);
    }

    @Test
    void shutsOnlyTheLimitThatARefusalIsAbout() {
        var search = new Toll("search", "crm:search", "", new Allowance.Within(5, Duration.ofSeconds(1)), 1, 0, null);
        start(Samples.connector(operation -> new Step.Call(
                paying(search),
                reply -> Samples.done(
                        new Outcome(Outcome.Kind.THROTTLED, Map.of(), "slow", "", Duration.ofSeconds(4), "search")))));
        append(1, 1);

        outbound.last().answer(429);

        assertThat(limits.told).hasSize(1).allMatch(told -> told.startsWith("shut limit:crm:search PT4"));
        assertThat(lanes.finished.get(0).verdict()).isInstanceOf(Verdict.Park.class);
        append(2, 2);
        assertThat(outbound.sent).hasSize(2);
    }

    @Test
    void putsOffADeliveryWhoseRecordIsUsedUpWithoutAnAttemptAndTakesTheNext() {
        var first = new AtomicBoolean(true);
        Outbound way = (call, leave) -> first.getAndSet(false) ? refuse() : outbound.send(call, leave);
        start(destination(Samples.connector(), way, gate), lanes);

        append(1, 2);

        assertThat(lanes.finished).hasSize(1);
        assertThat(lanes.finished.get(0).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Park.class, park -> assertThat(park.delay()).isEqualTo(Duration.ofMinutes(4)));
        assertThat(outbound.sent).hasSize(1);
        time.pass(Duration.ofMinutes(4));
        assertThat(outbound.sent).hasSize(2);
    }

    private static Future<HttpReply> refuse() {
        return Future.failedFuture(new CallFailure(CallFailure.Kind.HELD, "used up", Duration.ofMinutes(4)));
    }

    @Test
    void takesOnlyWhatPeopleWaitForAfterALowerOneWasRefusedHere() {
        Outbound way = (call, leave) -> leave.priority() == Priority.INTERACTIVE
                ? outbound.send(call, leave)
                : Future.failedFuture(new CallFailure(CallFailure.Kind.REFUSED, "no token", Duration.ofSeconds(30)));
        start(destination(Samples.connector(), way, gate), lanes);

        append(1, 1);
        append(2, 3);
        assertThat(lanes.waiting()).isEqualTo(3);
        lanes.append(urgent(Samples.delivery(4), Priority.INTERACTIVE));

        assertThat(outbound.sent).hasSize(1);
    }

    private static HttpCall paying(Toll toll) {
        var call = Samples.write();
        return new HttpCall(
                call.method(), call.uri(), call.headers(), call.body(), call.timeouts(), true, List.of(toll));
    }

    private static Delivery urgent(Delivery of, Priority priority) {
        return new Delivery(
                of.id(),
                of.destination(),
                priority,
                of.contact(),
                of.event(),
                of.acceptedAt(),
                of.step(),
                of.operation(),
                of.input(),
                of.locale(),
                false);
    }

    private static LedgerEntry.Row row(FakeLanes.Finished finished) {
        return (LedgerEntry.Row) finished.entries().get(0);
    }

    private static Delivery sameContact(Delivery of, String step) {
        return new Delivery(
                of.event().step(step),
                of.destination(),
                of.priority(),
                of.contact(),
                of.event(),
                of.acceptedAt(),
                step,
                of.operation(),
                of.input(),
                of.locale(),
                false);
    }

    private void append(int from, int to) {
        lanes.append(IntStream.rangeClosed(from, to).mapToObj(Samples::delivery).toArray(Delivery[]::new));
    }

    private void answerAll(int status) {
        var open = outbound.sent.stream()
                .filter(call -> !call.reply().future().isComplete())
                .toList();
        open.forEach(call -> call.answer(status));
    }

    private LanePump start() {
        return start(Samples.connector());
    }

    private LanePump start(Connector connector) {
        return start(destination(connector, outbound, gate), lanes);
    }

    private LanePump start(Destination destination, FakeLanes from) {
        var verdicts = new Verdicts(destination.settings(), new SplittableRandom(1));
        var report = new AttemptReport(delivery -> "stored " + delivery.id(), "", Redaction.NONE);
        var pump = new LanePump(
                destination, from, new LanePump.Desk(time, time, verdicts, report, attempts -> precheck.of(attempts)));
        pump.start();
        return pump;
    }

    private Destination destination(Connector connector, Outbound way, Gate held) {
        return destination(connector, way, held, Samples.settings(4), Tempo.AT_ONCE);
    }

    private Destination destination(
            Connector connector, Outbound way, Gate held, DestinationSettings settings, Tempo tempo) {
        return new Destination(
                "crm",
                connector,
                settings,
                Samples.runner(connector, way, time),
                List.of(condition.pause(), held),
                condition,
                limits,
                tempo,
                metrics);
    }
}
