package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveLookupsTest {
    private final FakeTime time = new FakeTime();
    private final FakeOutbound outbound = new FakeOutbound();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Condition condition = Samples.condition(time);
    private final Pause pause = condition.pause();
    private final Map<String, Destination> known = Map.of("crm", destination());
    private final LiveLookups lookups = new LiveLookups(name -> Optional.ofNullable(known.get(name)), time, time);

    @Test
    void answersWithTheOutcomeAndGoesFirstInEveryLine() {
        var outcome = lookup("crm");

        outbound.last().answer(200);

        assertThat(outcome.result().succeeded()).isTrue();
        assertThat(outbound.last().priority()).isEqualTo(Priority.INTERACTIVE);
        assertThat(registry.get("gateway.outbound.lookup")
                        .tag("outcome", "done")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void isLateAtTheDeadlineWhateverBecomesOfTheCall() {
        var outcome = lookup("crm");

        time.passMs(2500);
        assertThat(outcome.result()).isEqualTo(Outcome.of(Outcome.Kind.UNAVAILABLE, "late"));

        outbound.last().answer(200);
        assertThat(outcome.result().kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
    }

    @Test
    void turnsAFailureIntoAnOutcome() {
        var outcome = lookup("crm");

        outbound.last().fail(CallFailure.Kind.NO_ANSWER);

        assertThat(outcome.result().kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(time.alarms()).isZero();
    }

    @Test
    void saysThatThereIsNoSuchDestination() {
        assertThat(lookup("sap").result()).isEqualTo(Outcome.of(Outcome.Kind.CONFIG, "no destination sap"));
    }

    @Test
    void asksNothingWhileTheDestinationIsPaused() {
        pause.extend(Duration.ofSeconds(9));

        var outcome = lookup("crm");

        assertThat(outbound.sent).isEmpty();
        assertThat(outcome.result().kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(outcome.result().retryAfter()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void pausesTheDestinationWhenItAsksForIt() {
        lookup("crm");

        outbound.last().answer(429);

        assertThat(pause.left()).isEqualTo(Duration.ofSeconds(1));
    }

    private Future<Outcome> lookup(String name) {
        return lookups.lookup(name, Samples.operation(), Deadline.after(time, Duration.ofMillis(2500)));
    }

    private Destination destination() {
        var connector = Samples.connector(operation -> new Step.Call(Samples.read(), Samples::judge));
        var metrics = new OutboundMetrics(registry, "crm");
        return new Destination(
                "crm",
                connector,
                Samples.settings(),
                Samples.runner(connector, outbound, time),
                List.of(pause),
                condition,
                new FakeLimits(),
                Tempo.AT_ONCE,
                metrics);
    }
}
