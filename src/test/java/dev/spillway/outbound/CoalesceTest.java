package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.Redaction;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Verdict;
import dev.spillway.ledger.LedgerEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Notes of one ticket become one call; each keeps its own end. */
final class CoalesceTest {
    private static final String YAML = """
            connector: crm
            operations:
              addNote:
                write: true
                idempotency: {strategy: %s}
                coalesce: {window: PT20S, max: 5, by: in.ticket, join: "$merge([items[0], {'text': $join(items.text, '|')}])"}
                steps:
                  - call: {method: POST, url: "https://crm.test/{in.ticket|seg}"}
                    body: "{'text': in.text}"
                    out: "{'id': body.id}"
              createTask:
                write: true
                idempotency: {strategy: externalId}
                steps:
                  - call: {method: POST, url: "https://crm.test/tasks"}
                    out: "{'id': body.id}"
            """;

    private final FakeTime time = new FakeTime();
    private final FakeLanes lanes = new FakeLanes(time);
    private final FakeOutbound outbound = new FakeOutbound();
    private final Condition condition = Samples.condition(time);

    private void start(String strategy) {
        var connector = ConnectorLoader.load("crm.yaml", YAML.formatted(strategy), Map.of());
        var runner = Samples.runner(connector, outbound, time);
        var destination = new Destination(
                "crm",
                connector,
                Samples.settings(4),
                runner,
                List.of(condition.pause()),
                condition,
                new FakeLimits(),
                Tempo.AT_ONCE,
                new OutboundMetrics(new SimpleMeterRegistry(), "crm"));
        var verdicts = new Verdicts(destination.settings(), new SplittableRandom(1));
        var report = new AttemptReport(Delivery::id, "", Redaction.NONE);
        new LanePump(destination, lanes, new LanePump.Desk(time, time, verdicts, report, Precheck.NONE)).start();
    }

    private void note(int number, String ticket) {
        lanes.append(delivery(number, "addNote", Map.of("ticket", ticket, "text", "t" + number)));
    }

    private Delivery delivery(int number, String operation, Map<String, Object> more) {
        var like = Samples.delivery(1);
        var input =
                new LinkedHashMap<String, Object>(Map.of("waId", "525512345678", "occurredAt", "x", "subject", "s"));
        input.putAll(more);
        return new Delivery(
                like.event().step("note" + number),
                like.destination(),
                like.priority(),
                like.contact(),
                like.event(),
                time.instant(),
                "note" + number,
                operation,
                input,
                like.locale(),
                false);
    }

    private List<String> texts() {
        return outbound.sent.stream()
                .map(sent -> sent.call().body())
                .map(body -> body.isEmpty()
                        ? "null"
                        : String.valueOf(Json.object(body).get("text")))
                .toList();
    }

    private void answer(int status) {
        outbound.last().answer(status, Payload.of("{\"id\":\"n1\"}"));
    }

    private List<Object> together() {
        var all = new ArrayList<Object>();
        for (var end : lanes.finished) {
            for (var entry : end.entries()) {
                if (entry instanceof LedgerEntry.Row row && row.kind() == LedgerEntry.Kind.ATTEMPT)
                    all.add(row.detail().getOrDefault("together", 1));
            }
        }
        return all;
    }

    @Test
    void sendsOneCallForAllThatWasSaidWithinTheWindow() {
        start("ledger-only");
        note(1, "77");
        time.passMs(5_000);
        note(2, "77");
        note(3, "77");
        assertThat(outbound.sent).isEmpty();
        time.passMs(15_000);

        assertThat(texts()).containsExactly("t1|t2|t3");
        answer(200);

        assertThat(lanes.done()).hasSize(3).doesNotHaveDuplicates();
        assertThat(together()).containsExactly(3, 3, 3);
        assertThat(lanes.waiting()).isZero();
    }

    @Test
    void joinsNeitherOtherTargetsNorOtherOperationsAndKeepsTheOrder() {
        start("ledger-only");
        note(1, "77");
        note(2, "77");
        note(3, "88");
        lanes.append(delivery(4, "createTask", Map.of()));
        note(5, "88");
        time.pass(Duration.ofSeconds(20));
        for (var i = 0; i < 4; i++) {
            answer(200);
            time.passMs(10);
        }

        assertThat(texts()).containsExactly("t1|t2", "t3", "null", "t5");
        assertThat(lanes.done()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void joinsNoMoreThanTheMost() {
        start("ledger-only");
        IntStream.rangeClosed(1, 12).forEach(number -> note(number, "77"));
        time.pass(Duration.ofSeconds(20));
        for (var i = 0; i < 3; i++) answer(200);

        assertThat(texts()).containsExactly("t1|t2|t3|t4|t5", "t6|t7|t8|t9|t10", "t11|t12");
    }

    @Test
    void triesEachForItselfWhenTheJoinedOneIsRejected() {
        start("ledger-only");
        note(1, "77");
        note(2, "77");
        note(3, "77");
        time.pass(Duration.ofSeconds(20));
        answer(400);
        answer(200);
        answer(400);
        answer(200);

        assertThat(texts()).containsExactly("t1|t2|t3", "t1", "t2", "t3");
        assertThat(lanes.finished.stream()
                        .map(end -> Verdicts.name(end.verdict()))
                        .filter(name -> !name.equals("park")))
                .containsExactly("done", "dead", "done");
    }

    @Test
    void countsAnAttemptOfEachWhenItCouldNotBeDone() {
        start("ledger-only");
        note(1, "77");
        note(2, "77");
        time.pass(Duration.ofSeconds(20));
        answer(503);

        var last = lanes.finished.subList(lanes.finished.size() - 2, lanes.finished.size());
        assertThat(last).allSatisfy(end -> assertThat(end.verdict()).isInstanceOf(Verdict.Retry.class));
        time.pass(Duration.ofSeconds(2));

        assertThat(texts()).containsExactly("t1|t2", "t1|t2");
    }

    @Test
    void repeatsTheSameOnesUnderTheSameKeyWhenNobodyKnowsWhetherTheyArrived() {
        start("externalId");
        note(1, "77");
        note(2, "77");
        time.pass(Duration.ofSeconds(20));
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        note(3, "77");
        time.pass(Duration.ofMinutes(3));
        answer(200);
        time.pass(Duration.ofMinutes(1));
        answer(200);

        assertThat(texts()).containsExactly("t1|t2", "t1|t2", "t3");
        assertThat(lanes.done()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void doesNotRepeatWhatTheBackendCannotTellFromAnotherAndSaysSo() {
        start("ledger-only");
        note(1, "77");
        note(2, "77");
        time.pass(Duration.ofSeconds(20));
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        time.pass(Duration.ofDays(1));

        assertThat(outbound.sent).hasSize(1);
        assertThat(lanes.finished.stream().filter(end -> end.verdict() instanceof Verdict.Dead))
                .hasSize(2)
                .allSatisfy(end ->
                        assertThat(((Verdict.Dead) end.verdict()).reason()).contains("possible_duplicate"));
    }

    @Test
    void takesNoRoomFromOthersForThoseThatGoTogether() {
        start("ledger-only");
        IntStream.rangeClosed(1, 5).forEach(number -> note(number, "77"));
        time.pass(Duration.ofSeconds(20));
        assertThat(outbound.sent).hasSize(1);

        IntStream.rangeClosed(2, 9).forEach(number -> lanes.append(ofAnother(number)));

        assertThat(outbound.sent).as("four at once").hasSize(4);
    }

    private static Delivery ofAnother(int number) {
        var like = Samples.delivery(number);
        return new Delivery(
                like.id(),
                like.destination(),
                like.priority(),
                like.contact(),
                like.event(),
                like.acceptedAt(),
                like.step(),
                "createTask",
                Map.of("subject", "s"),
                like.locale(),
                false);
    }

    @Test
    void makesNobodyWaitLongerThanTheWindowWhenItsClockIsBehind() {
        start("ledger-only");
        var delivery = delivery(1, "addNote", Map.of("ticket", "77", "text", "t1"));
        lanes.append(new Delivery(
                delivery.id(),
                delivery.destination(),
                delivery.priority(),
                delivery.contact(),
                delivery.event(),
                Instant.parse("2030-01-01T00:00:00Z"),
                delivery.step(),
                delivery.operation(),
                delivery.input(),
                delivery.locale(),
                false));
        var first = lanes.finished.get(0).verdict();

        assertThat(Verdicts.delay(first)).isEqualTo(Duration.ofSeconds(20));
    }
}
