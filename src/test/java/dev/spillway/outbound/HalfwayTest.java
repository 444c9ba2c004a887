package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.Redaction;
import dev.spillway.event.Payload;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A write of several steps that failed half way goes on where it stopped. */
final class HalfwayTest {
    private static final String YAML = """
            connector: shop
            params:
              token: {secret: true}
            redact: {body: [customer.email]}
            operations:
              createDraftOrder:
                write: true
                idempotency: {strategy: %s}
                steps:
                  - call: {method: POST, url: "https://shop.test/orders"}
                    save: order
                  - call: {method: POST, url: "https://shop.test/orders/{order.id}/holds"}
                    out: "{'id': order.id}"
              addNote:
                write: true
                idempotency: {strategy: none}
                steps:
                  - call: {method: POST, url: "https://shop.test/notes"}
                    out: "{'id': body.id}"
            """;

    private final FakeTime time = new FakeTime();
    private final FakeLanes lanes = new FakeLanes(time);
    private final FakeOutbound outbound = new FakeOutbound();
    private final Condition condition = Samples.condition(time);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private void start(String strategy, String edition) {
        start(strategy, edition, condition);
    }

    private void start(String strategy, String edition, Condition condition) {
        var connector = ConnectorLoader.load("shop.yaml", YAML.formatted(strategy), Map.of("token", "s3cr\"et"));
        var destination = new Destination(
                "crm",
                edition,
                connector,
                Samples.settings(4),
                Samples.runner(connector, outbound, time),
                List.of(condition.pause()),
                condition,
                null,
                new FakeLimits(),
                Tempo.AT_ONCE,
                new OutboundMetrics(registry, "crm"));
        var verdicts = new Verdicts(destination.settings(), new SplittableRandom(1));
        var report = new AttemptReport(Delivery::id, edition, Redaction.NONE);
        new LanePump(destination, lanes, new LanePump.Desk(time, time, verdicts, report, Precheck.NONE)).start();
    }

    private void append(String operation) {
        var like = Samples.delivery(1);
        var input = Map.<String, Object>of("lines", List.of(), "waId", "1", "text", "t", "occurredAt", "now");
        lanes.append(new Delivery(
                like.id(),
                like.destination(),
                like.priority(),
                like.contact(),
                like.event(),
                like.acceptedAt(),
                like.step(),
                operation,
                input,
                like.locale(),
                false));
    }

    private List<String> paths() {
        return outbound.sent.stream().map(sent -> sent.call().uri().getPath()).toList();
    }

    private void answer(int status, String body) {
        outbound.last().answer(status, Payload.of(body));
    }

    private double counted(String result) {
        var counter =
                registry.find("gateway.outbound.progress").tag("result", result).counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void doesNotRepeatTheWriteThatWasDoneEvenWhereNothingCouldTellOfIt() {
        start("none", "shop@1");
        append("createDraftOrder");
        answer(201, "{\"id\":\"o1\"}");
        answer(503, "{}");
        time.pass(Duration.ofMinutes(1));
        answer(201, "{}");

        assertThat(paths()).containsExactly("/orders", "/orders/o1/holds", "/orders/o1/holds");
        assertThat(lanes.done()).hasSize(1);
        assertThat(counted("kept")).isEqualTo(1);
        assertThat(counted("resumed")).isEqualTo(1);
    }

    @Test
    void spendsNoAttemptOnAThrottleBehindAWriteThatIsKept() {
        start("none", "shop@1");
        append("createDraftOrder");
        answer(201, "{\"id\":\"o1\"}");
        answer(429, "{}");

        assertThat(lanes.finished.get(0).verdict()).isInstanceOf(Verdict.Park.class);
    }

    @Test
    void repeatsTheSecondWriteUnderItsOwnKeyWhenItsAnswerWasLost() {
        start("key-header, header: Key", "shop@1");
        append("createDraftOrder");
        answer(201, "{\"id\":\"o1\"}");
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        time.pass(Duration.ofMinutes(5));
        answer(201, "{}");

        assertThat(paths()).containsExactly("/orders", "/orders/o1/holds", "/orders/o1/holds");
        assertThat(outbound.sent.get(2).call().headers().get("Key"))
                .isEqualTo(outbound.sent.get(1).call().headers().get("Key"))
                .endsWith("-2");
    }

    @Test
    void tellsAPersonThatAPartIsDone() {
        start("none", "shop@1");
        append("createDraftOrder");
        answer(201, "{\"id\":\"o1\"}");
        answer(422, "{}");

        var dead = (Verdict.Dead) lanes.finished.get(0).verdict();
        assertThat(dead.reason()).endsWith("; a part of it is done");
    }

    @Test
    void beginsAnewAndAsUncertainUnderOtherFiles() {
        start("key-header, header: Key", "shop@1");
        append("createDraftOrder");
        answer(201, "{\"id\":\"o1\"}");
        answer(503, "{}");
        condition.pause().extend(Duration.ofHours(1)); // The old one takes nothing more.
        start("none", "shop@2", Samples.condition(time));
        time.pass(Duration.ofMinutes(1));

        assertThat(((Verdict.Dead) lanes.finished.get(1).verdict()).reason()).startsWith("possible_duplicate");
        assertThat(counted("outdated")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"o1\",\"customer\":{\"email\":\"a@b.test\"}}",
                "{\"id\":\"o1\",\"link\":\"https://x.test/?t=s3cr\\\"et\"}"
            })
    void keepsNothingThatNobodyMaySee(String body) {
        start("none", "shop@1");
        append("createDraftOrder");
        answer(201, body);
        answer(503, "{}");

        assertThat(lanes.kept).isEmpty();
        assertThat(counted("hidden")).isEqualTo(1);
        assertThat(((Verdict.Retry) lanes.finished.get(0).verdict()).ambiguous())
                .isTrue();
    }

    @Test
    void keepsNothingLarge() {
        start("none", "shop@1");
        append("createDraftOrder");
        answer(201, "{\"id\":\"o1\",\"text\":\"" + "x".repeat(Bookmark.BYTES_MAX) + "\"}");
        answer(503, "{}");

        assertThat(lanes.kept).isEmpty();
        assertThat(counted("too_large")).isEqualTo(1);
    }

    @Test
    void isUncertainAsEverWhenNothingCouldBeKept() {
        lanes.keeps = false;
        start("none", "shop@1");
        append("createDraftOrder");
        answer(201, "{\"id\":\"o1\"}");
        answer(503, "{}");
        time.pass(Duration.ofMinutes(5));

        assertThat(paths()).containsExactly("/orders", "/orders/o1/holds");
        assertThat(counted("failed")).isEqualTo(1);
        assertThat(((Verdict.Dead) lanes.finished.get(1).verdict()).reason()).startsWith("possible_duplicate");
    }

    @Test
    void keepsNothingOfASingleWrite() {
        start("none", "shop@1");
        append("addNote");
        answer(201, "{\"id\":\"n1\"}");

        assertThat(lanes.done()).hasSize(1);
        assertThat(lanes.kept).isEmpty();
    }
}
