package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Redaction;
import dev.spillway.connector.Step;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A backend renames a field, seen from two nodes with lanes of their own and one board. */
final class DriftTest {
    private final FakeTime time = new FakeTime();
    private final OwnBoard board = new OwnBoard(time);
    private final Node one = new Node("n-1");
    private final Node other = new Node("n-2");
    private boolean renamed = true;

    /** One of the nodes: its calls are answered at once. */
    private final class Node {
        final FakeLanes lanes = new FakeLanes(time);
        final List<String> written = new ArrayList<>();
        final Liaison liaison;
        int refused;

        Node(String name) {
            var metrics = new OutboundMetrics(new SimpleMeterRegistry(), "crm");
            var condition = new Condition(
                    new Pause(time, time),
                    new Pause(time, time),
                    new Stop(),
                    new Holds("crm", name, time, Duration.ofMinutes(5), Duration.ofSeconds(30)),
                    new Forcing());
            Outbound way = (call, leave) -> Future.succeededFuture(Samples.reply(200));
            var connector = Samples.connector(operation -> new Step.Call(
                    Samples.write(),
                    reply -> judged(operation.name(), operation.context().idempotencyKey(), reply)));
            var destination = new Destination(
                    "crm",
                    connector,
                    Samples.settings(4),
                    Samples.runner(connector, way, time),
                    List.of(condition.stop(), condition.pause()),
                    condition,
                    new FakeLimits(),
                    Tempo.AT_ONCE,
                    metrics);
            var notices = new Notices(board, time);
            liaison = new Liaison(destination, notices, name, time);
            liaison.start();
            notices.start();
            var verdicts = new Verdicts(destination.settings(), new SplittableRandom(1));
            var report = new AttemptReport(Delivery::id, "", Redaction.NONE);
            new LanePump(destination, lanes, new LanePump.Desk(time, time, verdicts, report, Precheck.NONE)).start();
        }

        private Step judged(String operation, String key, HttpReply reply) {
            if (renamed && operation.equals("createTicket")) {
                refused++;
                return Samples.done(
                        Outcome.of(Outcome.Kind.CONFIG, "no field prioridad").withCode("INVALID_FIELD"));
            }
            written.add(key);
            return Samples.judge(reply);
        }

        void append(String operation, int from, int to) {
            lanes.append(IntStream.rangeClosed(from, to)
                    .mapToObj(number -> delivery(number, operation))
                    .toArray(Delivery[]::new));
        }
    }

    private static Delivery delivery(int number, String operation) {
        var like = Samples.delivery(number);
        return new Delivery(
                like.id(),
                like.destination(),
                like.priority(),
                like.contact(),
                like.event(),
                like.acceptedAt(),
                like.step(),
                operation,
                like.input(),
                like.locale(),
                false);
    }

    @Test
    void letsOtherOperationsPassThoseThatWait() {
        one.append("createTicket", 1, 200);
        one.append("addNote", 201, 220);
        time.passMs(3000);

        assertThat(one.written).hasSize(20);
        assertThat(one.refused).as("trials").isLessThanOrEqualTo(3);
        assertThat(one.lanes.waiting()).isEqualTo(200);
    }

    @Test
    void spendsNoAttemptHoweverLongItTakes() {
        one.append("createTicket", 1, 3);
        time.pass(Duration.ofHours(12));

        assertThat(one.lanes.finished)
                .hasSizeGreaterThan(100)
                .allSatisfy(end -> assertThat(end.verdict()).isInstanceOf(Verdict.Park.class))
                .allSatisfy(end -> assertThat(end.attempt().number()).isEqualTo(1));
        assertThat(one.refused).as("trials, every five minutes").isLessThan(170);
    }

    @Test
    void looksAtThoseThatWaitNoMoreThanAHundredTimesASecondHoweverManyThereAre() {
        for (var lot = 0; lot < 15; lot++) one.append("createTicket", 100 * lot + 1, 100 * lot + 100);
        time.passMs(40_000);
        var looks = one.lanes.finished.size();
        time.passMs(10_000);

        assertThat(one.lanes.finished.size() - looks).isBetween(500, 1010);
    }

    @Test
    void deliversEachOnceWhenSomebodyHasActedOnTheOtherNode() {
        one.append("createTicket", 1, 50);
        other.append("createTicket", 51, 100);
        time.pass(Duration.ofMinutes(2));
        assertThat(one.written).isEmpty();
        assertThat(other.written).isEmpty();

        renamed = false;
        other.liaison.resume("createTicket");
        time.pass(Duration.ofSeconds(10));

        assertThat(one.written).hasSize(50).doesNotHaveDuplicates();
        assertThat(other.written).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void waitsOnTheOtherNodeWithoutTryingItself() {
        one.append("createTicket", 1, 1);
        time.passMs(1000);
        other.append("createTicket", 2, 20);

        assertThat(other.refused).isZero();
        assertThat(other.lanes.waiting()).isEqualTo(19);
    }

    @Test
    void triesWithOneOfAllNodes() {
        one.append("createTicket", 1, 3);
        time.passMs(1000);
        other.append("createTicket", 4, 6);
        var before = one.refused + other.refused;

        time.pass(Duration.ofHours(2));

        assertThat(one.refused + other.refused - before)
                .as("doubling up to five minutes, then every five minutes")
                .isBetween(24, 34);
    }

    @Test
    void triesFromAnotherNodeWhenTheOneWhoseTurnItIsSaysNothing() {
        one.append("createTicket", 1, 1);
        time.passMs(1000);
        // Its turn, and then it is gone.
        board.claim("crm|createTicket", "n-3", Duration.ofSeconds(30));
        other.append("createTicket", 2, 2);
        time.pass(Duration.ofSeconds(25));
        assertThat(other.refused + one.refused)
                .as("only the one that found it out")
                .isEqualTo(1);

        renamed = false;
        time.pass(Duration.ofSeconds(30));

        assertThat(board.up).isEmpty();
        assertThat(one.written.size() + other.written.size()).isEqualTo(2);
    }

    @Test
    void triesForItselfWhileNobodyCanBeAsked() {
        one.append("createTicket", 1, 5);
        time.passMs(500);
        board.away = true;

        renamed = false;
        time.pass(Duration.ofSeconds(30));

        assertThat(one.written).hasSize(5);
    }

    @Test
    void goesOnByItselfWhenTheFieldIsBack() {
        one.append("createTicket", 1, 10);
        time.pass(Duration.ofMinutes(1));

        renamed = false;
        time.pass(Duration.ofMinutes(2));

        assertThat(one.written).hasSize(10).doesNotHaveDuplicates();
        assertThat(board.up).isEmpty();
    }
}
