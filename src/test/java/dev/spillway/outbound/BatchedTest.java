package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.Redaction;
import dev.spillway.event.ContactKey;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Priority;
import dev.spillway.lane.Verdict;
import dev.spillway.ledger.LedgerEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Contacts of many people go in few calls; each ends for itself. */
final class BatchedTest {
    private static final String YAML = """
            connector: crm
            operations:
              upsertContact:
                write: true
                idempotency: {strategy: %s}
                %s
                steps:
                  - call: {method: PUT, url: "https://crm.test/one/{in.waId}"}
                    out: "{'id': body.id}"
                batch:
                  max: 8
                  window: %s
                  steps:
                    - call: {method: POST, url: "https://crm.test/many"}
                      body: "[items.in.waId]"
                      ok: [200, 207]
                      out: "[body.results]"
                  match: {piece: in.waId, result: item.wa}
                  outcomes:
                    - {when: "item.why = 'busy'", is: unavailable}
                    - {when: "item.why = 'slow'", is: throttled, retryAfter: "'7'"}
                    - {when: "item.why", is: invalid, reason: item.why}
                  out: "{'id': item.wa}"
              createTask:
                write: true
                idempotency: {strategy: externalId}
                steps:
                  - call: {method: POST, url: "https://crm.test/tasks"}
                    out: "{'id': body.id}"
            """;

    private static final String VERIFY = "verify: [{call: {method: GET, url: \"https://crm.test/look/{in.waId}\"},"
            + " out: \"{'found': body.there, 'value': {'id': 'x'}}\"}]";

    private final FakeTime time = new FakeTime();
    private final FakeLanes lanes = new FakeLanes(time);
    private final FakeOutbound outbound = new FakeOutbound();
    private final Condition condition = Samples.condition(time);

    private void start(String strategy, String verify, String window, int concurrency) {
        var yaml = YAML.formatted(strategy, verify, window);
        var connector = ConnectorLoader.load("crm.yaml", yaml, Map.of());
        var destination = new Destination(
                "crm",
                connector,
                Samples.settings(concurrency),
                Samples.runner(connector, outbound, time),
                List.of(condition.pause()),
                condition,
                new FakeLimits(),
                Tempo.AT_ONCE,
                new OutboundMetrics(new SimpleMeterRegistry(), "crm"));
        var verdicts = new Verdicts(destination.settings(), new SplittableRandom(1));
        var report = new AttemptReport(Delivery::id, "", Redaction.NONE);
        new LanePump(destination, lanes, new LanePump.Desk(time, time, verdicts, report, Precheck.NONE)).start();
    }

    private void start() {
        start("externalId", "", "PT0S", 1);
    }

    private void contacts(int from, int to) {
        lanes.append(IntStream.rangeClosed(from, to)
                .mapToObj(number -> delivery(number, "upsertContact", Map.of("waId", "w" + number)))
                .toArray(Delivery[]::new));
    }

    private Delivery delivery(int number, String operation, Map<String, Object> input) {
        var like = Samples.delivery(number);
        return new Delivery(
                like.event().step("s" + number),
                "crm",
                Priority.NORMAL,
                ContactKey.ofUser("MX." + number),
                like.event(),
                time.instant(),
                "s" + number,
                operation,
                input,
                "es-MX",
                false);
    }

    private String sent(int number) {
        var call = outbound.sent.get(number).call();
        return call.uri().getPath() + (call.body().isEmpty() ? "" : call.body().text());
    }

    private List<String> calls() {
        return IntStream.range(0, outbound.sent.size()).mapToObj(this::sent).toList();
    }

    private void answerAll() {
        for (var i = 0; i < outbound.sent.size(); i++) {
            var sent = outbound.sent.get(i);
            if (sent.reply().future().isComplete()) continue;
            if (sent.call().uri().getPath().equals("/many")) answer(sent, Map.of());
            else sent.answer(200, Payload.of("{\"id\":\"x\"}"));
        }
    }

    private void answer(Map<String, String> why) {
        answer(outbound.last(), why);
    }

    /** Of all in a call, those that are not named are done. */
    private static void answer(FakeOutbound.Sent sent, Map<String, String> why) {
        var results = ((List<?>) Objects.requireNonNull(Json.read(sent.call().body())))
                .stream()
                        .map(wa -> why.containsKey(String.valueOf(wa))
                                ? Map.of("wa", wa, "why", why.getOrDefault(String.valueOf(wa), ""))
                                : Map.of("wa", wa))
                        .toList();
        sent.answer(why.isEmpty() ? 200 : 207, Json.write(Map.of("results", results)));
    }

    private void refuse() {
        outbound.last().answer(400, Payload.of("{}"));
    }

    private void answerOne() {
        outbound.last().answer(200, Payload.of("{\"id\":\"x\",\"there\":true}"));
    }

    private Map<String, String> verdicts() {
        return lanes.finished.stream()
                .filter(end -> !Verdicts.name(end.verdict()).equals("park"))
                .collect(Collectors.toMap(
                        end -> end.attempt().delivery().step(),
                        end -> Verdicts.name(end.verdict()),
                        (one, other) -> one + "," + other,
                        TreeMap::new));
    }

    @Test
    void sendsOneCallForManyPeopleThoughOneIsAllThatMayBeOut() {
        start();
        contacts(1, 1);
        contacts(2, 7);
        answerOne();

        assertThat(calls()).containsExactly("/one/w1", "/many[\"w2\",\"w3\",\"w4\",\"w5\",\"w6\",\"w7\"]");
        answer(Map.of());
        assertThat(lanes.done()).hasSize(7).doesNotHaveDuplicates();
        assertThat(lanes.waiting()).isZero();
        assertThat(together()).containsExactly(1, 6, 6, 6, 6, 6, 6);
    }

    private List<Object> together() {
        return lanes.finished.stream()
                .flatMap(end -> end.entries().stream())
                .filter(LedgerEntry.Row.class::isInstance)
                .map(LedgerEntry.Row.class::cast)
                .filter(row -> row.kind() == LedgerEntry.Kind.ATTEMPT)
                .map(row -> row.detail().getOrDefault("together", 1))
                .toList();
    }

    @Test
    void endsWhatIsDoneRepeatsWhatMayBeAndBuriesWhatIsWrong() {
        start("externalId", "", "PT0S", 8);
        contacts(1, 8);
        answer(Map.of("w2", "busy", "w5", "no such name"));

        assertThat(verdicts())
                .isEqualTo(Map.of(
                        "s1", "done", "s2", "retry", "s3", "done", "s4", "done", "s5", "dead", "s6", "done", "s7",
                        "done", "s8", "done"));
        var dead = lanes.finished.stream()
                .map(FakeLanes.Finished::verdict)
                .filter(Verdict.Dead.class::isInstance)
                .map(verdict -> ((Verdict.Dead) verdict).reason());
        assertThat(dead).containsExactly("invalid: no such name");
        time.pass(Duration.ofSeconds(2));
        assertThat(calls()).hasSize(2).endsWith("/one/w2");
        answerOne();
        assertThat(lanes.done()).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void pausesOnceForWhateverNumberOfPiecesSaysSo() {
        start("externalId", "", "PT0S", 8);
        contacts(1, 8);
        answer(Map.of("w2", "slow", "w5", "slow"));

        assertThat(condition.pause().left()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
        time.passMs(6_900);
        assertThat(calls()).hasSize(1);
        time.pass(Duration.ofSeconds(10));
        for (var turn = 0; turn < 3; turn++) answerAll();
        assertThat(lanes.done()).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void findsTheBadOneByHalvesWhenTheWholeIsRefused() {
        start("externalId", "", "PT0S", 8);
        contacts(1, 8);
        refuse();
        answer(Map.of());
        refuse();
        refuse();
        answerOne();
        refuse();
        answer(Map.of());

        assertThat(calls())
                .containsExactly(
                        "/many[\"w1\",\"w2\",\"w3\",\"w4\",\"w5\",\"w6\",\"w7\",\"w8\"]",
                        "/many[\"w1\",\"w2\",\"w3\",\"w4\"]",
                        "/many[\"w5\",\"w6\",\"w7\",\"w8\"]",
                        "/many[\"w5\",\"w6\"]",
                        "/one/w5",
                        "/one/w6",
                        "/many[\"w7\",\"w8\"]");
        assertThat(verdicts()).containsEntry("s6", "dead").containsEntry("s5", "done");
        assertThat(lanes.done()).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void looksForEachAloneWhenNobodyKnowsWhetherTheBatchArrived() {
        start("ledger-only", VERIFY, "PT0S", 8);
        contacts(1, 3);
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        time.pass(Duration.ofMinutes(3));
        for (var i = 0; i < 3; i++) outbound.sent.get(i + 1).answer(200, Payload.of("{\"there\":true}"));

        assertThat(calls().subList(1, 4)).containsExactlyInAnyOrder("/look/w1", "/look/w2", "/look/w3");
        assertThat(lanes.done()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void writesThemTogetherAgainWhereARepeatChangesNothing() {
        start("externalId", "", "PT0S", 8);
        contacts(1, 3);
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        time.pass(Duration.ofMinutes(4));

        assertThat(calls().subList(1, calls().size()))
                .allMatch(call -> call.startsWith("/many") || call.startsWith("/one"));
        for (var turn = 0; turn < 5; turn++) {
            answerAll();
            time.pass(Duration.ofMinutes(4));
        }
        assertThat(lanes.done()).hasSize(3);
        assertThat(lanes.done()).doesNotHaveDuplicates();
    }

    @Test
    void callsThemPossibleDuplicatesWhereNothingCanTell() {
        start("ledger-only", "", "PT0S", 8);
        contacts(1, 3);
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        time.pass(Duration.ofHours(1));

        assertThat(outbound.sent).hasSize(1);
        assertThat(lanes.finished.stream()
                        .map(FakeLanes.Finished::verdict)
                        .filter(Verdict.Dead.class::isInstance)
                        .map(verdict -> ((Verdict.Dead) verdict).reason()))
                .hasSize(3)
                .allMatch(reason -> reason.contains("possible_duplicate"));
    }

    @Test
    void waitsForOthersUntilItsStretchOfTimeIsOver() {
        start("externalId", "", "PT2S", 8);
        time.passMs(100);
        contacts(1, 1);
        time.passMs(900);
        contacts(2, 3);
        assertThat(outbound.sent).isEmpty();
        time.passMs(2_100);

        assertThat(calls()).containsExactly("/many[\"w1\",\"w2\",\"w3\"]");
        assertThat(lanes.finished).allMatch(end -> end.verdict() instanceof Verdict.Park);
    }

    @Test
    void leavesOtherWorkAndThePeopleBehindItInTheirOrder() {
        start("externalId", "", "PT0S", 2);
        lanes.append(
                delivery(1, "upsertContact", Map.of("waId", "w1")),
                delivery(2, "createTask", Map.of("subject", "s")),
                delivery(3, "upsertContact", Map.of("waId", "w3")),
                delivery(4, "upsertContact", Map.of("name", "nobody")));

        assertThat(new HashSet<>(calls())).isSubsetOf(Set.of("/one/w1", "/tasks", "/many[\"w1\",\"w3\"]", "/one/w3"));
        for (var turn = 0; turn < 5; turn++) {
            answerAll();
            time.passMs(10);
        }
        assertThat(verdicts()).containsEntry("s4", "dead").hasSize(4);
    }

    @Property(tries = 50)
    void losesNoneAndEndsNoneTwiceWhateverTheBackendSays(
            @ForAll @IntRange(min = 1, max = 40) int people,
            @ForAll @IntRange(min = 1, max = 6) int concurrency,
            @ForAll long seed) {
        var run = new BatchedTest();
        var chance = new SplittableRandom(seed);
        run.start("externalId", "", "PT0S", concurrency);
        run.contacts(1, people);
        var answered = new TreeSet<Integer>();
        for (var turn = 0; turn < 2_000 && run.lanes.waiting() + run.open(answered) > 0; turn++) {
            run.answerAny(answered, chance);
            run.time.pass(Duration.ofMinutes(11));
        }
        var ended = run.lanes.finished.stream()
                .filter(end -> end.verdict() instanceof Verdict.Done || end.verdict() instanceof Verdict.Dead)
                .map(end -> end.attempt().delivery().id())
                .toList();
        assertThat(ended).hasSize(people).doesNotHaveDuplicates();
    }

    private int open(Set<Integer> answered) {
        return outbound.sent.size() - answered.size();
    }

    private void answerAny(Set<Integer> answered, SplittableRandom chance) {
        for (var i = 0; i < outbound.sent.size(); i++) {
            if (!answered.add(i)) continue;
            var call = outbound.sent.get(i);
            var many = call.call().uri().getPath().equals("/many");
            switch (chance.nextInt(6)) {
                case 0 -> call.answer(400, Payload.of("{}"));
                case 1 -> call.answer(503, Payload.of("{}"));
                case 2 -> call.fail(CallFailure.Kind.NO_ANSWER);
                default -> call.answer(200, many ? some(call.call().body(), chance) : Payload.of("{\"id\":\"x\"}"));
            }
        }
    }

    private static Payload some(Payload body, SplittableRandom chance) {
        var results = ((List<?>) Objects.requireNonNull(Json.read(body)))
                .stream()
                        .filter(wa -> chance.nextInt(5) > 0)
                        .map(wa -> switch (chance.nextInt(4)) {
                            case 0 -> Map.of("wa", wa, "why", "busy");
                            case 1 -> Map.of("wa", wa, "why", "wrong");
                            default -> Map.of("wa", wa);
                        })
                        .toList();
        return Json.write(Map.of("results", results));
    }
}
