package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Outcome.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HoldsTest {
    private static final Outcome DRIFT =
            Outcome.of(Kind.CONFIG, "no field Priority__c").withCode("INVALID_FIELD");
    private static final Outcome DONE = Outcome.done(Map.of());

    private final FakeTime time = new FakeTime();
    private final Holds holds = new Holds("crm", "here", time, Duration.ofMinutes(5), Duration.ofSeconds(30));

    private boolean tried(String operation, String id, Outcome outcome) {
        return holds.learn(holds.pass(operation).orElseThrow(), id, outcome);
    }

    private boolean flows(String operation) {
        var pass = holds.pass(operation);
        pass.ifPresent(it -> holds.learn(it, "", Outcome.of(Kind.UNAVAILABLE, "")));
        return pass.isPresent();
    }

    @Test
    void holdsTheOperationThatDoesNotFitAndNoOther() {
        assertThat(tried("createTicket", "d1", DRIFT)).isTrue();

        assertThat(holds.pass("createTicket")).isEmpty();
        assertThat(holds.pass("addNote")).isPresent();
        assertThat(holds.all())
                .containsExactly(
                        new Held("createTicket", "no field Priority__c (INVALID_FIELD)", "here", time.instant()));
    }

    @Test
    void holdsNothingForWhatTheDataOrTheBackendIsToBlameFor() {
        for (var kind : Kind.values()) {
            if (kind != Kind.CONFIG)
                assertThat(tried("addNote", "d1", Outcome.of(kind, ""))).isFalse();
        }
        assertThat(holds.all()).isEmpty();
    }

    @Test
    void triesWithOneAtATimeAndMoreAndMoreSeldom() {
        tried("addNote", "d0", DRIFT);
        var waits = new ArrayList<Long>();
        for (var i = 0; i < 12; i++) {
            var since = time.instant();
            while (holds.pass("addNote").isEmpty()) time.passMs(1000);
            assertThat(holds.pass("addNote")).as("another one beside the trial").isEmpty();
            holds.learn(new Hold.Pass("addNote", true), "d" + i, DRIFT);
            waits.add(Duration.between(since, time.instant()).toSeconds());
        }
        assertThat(waits).startsWith(1L, 2L, 4L, 8L).endsWith(300L, 300L);
    }

    @Test
    void goesOnWhenATrialWentWellAndBlamesTheOneThatIsOddAgain() {
        tried("addNote", "odd", DRIFT);
        time.passMs(1000);
        assertThat(tried("addNote", "fine", DONE)).isFalse();
        assertThat(holds.all()).isEmpty();

        assertThat(tried("addNote", "odd", DRIFT)).as("it is to blame itself").isFalse();
        assertThat(flows("addNote")).isTrue();
        assertThat(tried("addNote", "another", DRIFT)).isTrue();
        assertThat(flows("addNote")).isFalse();
    }

    @Test
    void isNotTalkedOutOfItByWhatBeganBefore() {
        var before = holds.pass("addNote").orElseThrow();
        tried("addNote", "d1", DRIFT);

        holds.learn(before, "d2", DONE);

        assertThat(holds.pass("addNote")).isEmpty();
    }

    @Test
    void triesAgainSoonWhenATrialTellsNothing() {
        tried("addNote", "d1", DRIFT);
        time.passMs(1000);
        tried("addNote", "d2", Outcome.of(Kind.UNAVAILABLE, "down"));
        assertThat(holds.pass("addNote")).isEmpty();

        time.passMs(1000);

        assertThat(holds.pass("addNote")).isPresent();
    }

    @Test
    void leavesWhatAProbeHasFoundToProbes() {
        holds.misfits("addNote", "ticket", "no field comment");
        time.pass(Duration.ofHours(1));
        assertThat(holds.pass("addNote")).isEmpty();

        holds.fits("addNote", "user");
        assertThat(holds.pass("addNote")).as("another probe").isEmpty();
        holds.fits("addNote", "ticket");

        assertThat(flows("addNote")).isTrue();
    }

    @Test
    void doesNotLetAProbeForgiveWhatAnAttemptHasFound() {
        tried("addNote", "d1", DRIFT);
        holds.fits("addNote", "ticket");
        assertThat(holds.pass("addNote")).isEmpty();
    }

    @Test
    void blamesNobodyAfterSomebodyHasActed() {
        tried("addNote", "d1", DRIFT);
        holds.resume("addNote");
        assertThat(flows("addNote")).isTrue();

        assertThat(tried("addNote", "d1", DRIFT)).isTrue();
    }

    @Test
    void tellsOthersOnceWhenItBeginsAndWhenItIsOver() {
        var told = new ArrayList<String>();
        holds.tell(begun -> told.add("+" + begun.operation()), over -> told.add("-" + over.operation()));
        tried("addNote", "d1", DRIFT);
        time.passMs(1000);
        tried("addNote", "d2", DRIFT);
        time.passMs(2000);
        tried("addNote", "d3", DONE);

        assertThat(told).containsExactly("+addNote", "-addNote");
    }

    @Test
    void namesTheFieldInTheMetricForAsLongAsItIsHeld() {
        var registry = new SimpleMeterRegistry();
        new OutboundMetrics(registry, "crm")
                .show(new Condition(new Pause(time, time), new Pause(time, time), new Stop(), holds, new Forcing()));
        assertThat(registry.find("gateway.outbound.operation.held").gauges()).isEmpty();
        tried("addNote", "d1", DRIFT);

        assertThat(registry.get("gateway.outbound.operation.held")
                        .tags("destination", "crm", "operation", "addNote")
                        .tag("misfit", "no field Priority__c (INVALID_FIELD)")
                        .gauge()
                        .value())
                .isEqualTo(1);
        holds.resume("addNote");
        assertThat(registry.find("gateway.outbound.operation.held").gauges()).isEmpty();
        assertThat(List.copyOf(holds.all())).isEmpty();
    }
}
