package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.event.Deadline;
import dev.spillway.event.Payload;
import dev.spillway.json.Thinking;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThinkingTest {
    private final Loop loop = new Loop();

    @AfterEach
    void close() {
        loop.close();
    }

    private static String yaml(String out) {
        return """
                connector: erp
                operations:
                  getStock:
                    write: false
                    steps:
                      - call: {method: GET, url: "https://erp.test/{in.sku|seg}"}
                        out: "%s"
                """.formatted(out);
    }

    private Outcome ask(String out, String answer) {
        var connector = ConnectorLoader.load("erp.yaml", yaml(out), Map.of());
        return loop.on(() -> {
            var alarms = Alarms.of(loop.vertx);
            var clock = Clock.systemUTC();
            var desk = new LoginDesk.Parts("here", new OwnLogins(clock), clock, alarms, new SplittableRandom(1));
            Outbound way = (call, leave) -> Future.succeededFuture(new HttpReply(200, Map.of(), Payload.of(answer)));
            var runner = new StepRunner("erp", connector, way, desk, Thinking.of(loop.vertx), Errands.NONE);
            var operation = new Operation("getStock", Map.of("sku", "a"), Operation.Context.lookup("e", "es-MX"));
            return runner.run(operation, Leave.live(Deadline.after(clock, Duration.ofSeconds(9))))
                    .map(Ending::outcome)
                    .onComplete(
                            done -> assertThat(Context.isOnEventLoopThread()).isTrue());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$sum($map([1..9000], function($a) { $sum($map([1..9000], function($b) { $a * $b })) }))",
                "$map([1..9999], function($a) { $map([1..9999], function($b) { $string($a) & $string($b) }) })"
            })
    void holdsNoEventLoopUpForAnExpressionThatTakesLong(String hostile) {
        var before = loopCpu();

        var outcome = ask("{'sku': 'a', 'available': " + hostile + "}", "{}");

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.CONFIG);
        assertThat(outcome.reason()).startsWith("erp.getStock.steps[0].out: ");
        // 20 ms of its turn, where it needs 250; the rest is the first run of everything else.
        assertThat(loopCpu().minus(before)).isLessThan(Duration.ofMillis(150));
    }

    /** What the event loop has used of the processor: a busy machine may keep it waiting, too. */
    private Duration loopCpu() {
        return loop.on(() -> Future.succeededFuture(
                Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime())));
    }

    @Test
    void readsALargeAnswerElsewhereAndComesBack() {
        var filler = "x".repeat(100_000);

        var outcome =
                ask("{'sku': body.sku, 'available': body.n}", "{\"sku\":\"a\",\"n\":3,\"filler\":\"" + filler + "\"}");

        assertThat(outcome.value()).containsEntry("available", 3);
    }
}
