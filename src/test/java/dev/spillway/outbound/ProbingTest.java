package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Connector;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Probe;
import dev.spillway.connector.Step;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ProbingTest {
    private final FakeTime time = new FakeTime();
    private final FakeOutbound outbound = new FakeOutbound();
    private final Condition condition = Samples.condition(time);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Probing probing = new Probing(destination(), time, time, new SplittableRandom(1));

    /** Answered 200 it is content, 404 something is missing. */
    private static final class Probed implements Connector {
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
            return Samples.begin(operation);
        }

        @Override
        public List<Probe> probes() {
            return List.of(new Probe("ticket", List.of("addNote"), Duration.ofHours(1), this::look));
        }

        private Step look() {
            return new Step.Call(
                    Samples.read(),
                    reply -> Samples.done(
                            reply.status() == 404
                                    ? Outcome.of(Outcome.Kind.CONFIG, "missing: comment")
                                    : Samples.judge(reply) instanceof Step.Done done
                                            ? done.outcome()
                                            : Outcome.of(Outcome.Kind.INVALID, "")));
        }
    }

    private Destination destination() {
        var connector = new Probed();
        var metrics = new OutboundMetrics(registry, "crm");
        var runner = Samples.runner(connector, outbound, time);
        return new Destination(
                "crm",
                connector,
                Samples.settings(4),
                runner,
                List.of(condition.pause()),
                condition,
                new FakeLimits(),
                Tempo.AT_ONCE,
                metrics);
    }

    private List<String> held() {
        return condition.holds().all().stream().map(Held::reason).toList();
    }

    @Test
    void looksSoonAfterTheStartAndHoldsWhatDoesNotFit() {
        probing.start();
        time.pass(Duration.ofSeconds(5));
        assertThat(outbound.sent).hasSize(1);

        outbound.last().answer(404);

        assertThat(held()).containsExactly("missing: comment");
        assertThat(registry.get("gateway.outbound.probes")
                        .tag("outcome", "config")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void looksMoreOftenWhileSomethingIsMissingAndLetsItGoOnItself() {
        probing.start();
        time.pass(Duration.ofSeconds(5));
        outbound.last().answer(404);
        time.pass(Duration.ofMinutes(5));
        assertThat(outbound.sent).hasSize(2);

        outbound.last().answer(200);

        assertThat(held()).isEmpty();
        time.pass(Duration.ofMinutes(59));
        assertThat(outbound.sent).hasSize(2);
        time.pass(Duration.ofMinutes(8));
        assertThat(outbound.sent).hasSize(3);
    }

    @Test
    void holdsNothingWhenItCannotBeTold() {
        probing.start();
        time.pass(Duration.ofSeconds(5));
        outbound.last().answer(503);

        assertThat(held()).isEmpty();
        time.pass(Duration.ofMinutes(5));
        assertThat(outbound.sent).hasSize(2);
    }

    @Test
    void doesNotDisturbADestinationThatAskedForPeace() {
        condition.pause().extend(Duration.ofMinutes(12));
        probing.start();
        time.pass(Duration.ofMinutes(11));
        assertThat(outbound.sent).isEmpty();

        time.pass(Duration.ofMinutes(5));

        assertThat(outbound.sent).hasSize(1);
    }

    @Test
    void looksNoMoreAfterItWasStopped() {
        probing.start();
        probing.stop();
        time.pass(Duration.ofDays(1));

        assertThat(outbound.sent).isEmpty();
    }
}
