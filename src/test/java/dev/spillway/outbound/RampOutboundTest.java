package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RampOutboundTest {
    private final FakeTime time = new FakeTime();
    private final FakeOutbound next = new FakeOutbound();
    private final RampOutbound ramp = new RampOutbound(next, 8, new WaitLine("no slot", 100, time));

    private void send(int calls) {
        for (var call = 0; call < calls; call++) {
            var leave = Samples.leave(Deadline.after(time, Duration.ofSeconds(5)), Priority.NORMAL);
            ramp.send(Samples.read(), leave);
        }
    }

    /** Answers what is out, and tells how many that was. */
    private int answer(int status) {
        var out = next.sent.stream()
                .filter(call -> !call.reply().future().isComplete())
                .toList();
        out.forEach(call -> call.answer(status));
        return out.size();
    }

    @Test
    void isNotThereUntilTheBreakerHasClosed() {
        send(50);

        assertThat(next.sent).hasSize(50);
        assertThat(ramp.free()).isEqualTo(Gate.OPEN);
    }

    @Test
    void letsOneThroughThenTwiceAsManyEachTime() {
        ramp.startOver();
        send(40);
        assertThat(next.sent).hasSize(1);
        var rounds = new ArrayList<Integer>();
        for (var out = answer(200); out > 0; out = answer(200)) rounds.add(out);

        assertThat(rounds).startsWith(1, 2);
        assertThat(rounds.stream().mapToInt(round -> round).sum()).isEqualTo(40);
        assertThat(ramp.free()).isEqualTo(Gate.OPEN);
    }

    @Test
    void doesNotGrowOnFailures() {
        ramp.startOver();
        send(3);
        var rounds = List.of(answer(503), answer(500), answer(200));

        assertThat(rounds).containsExactly(1, 1, 1);
        assertThat(ramp.free()).isEqualTo(2);
    }

    @Test
    void refusesWhoHasWaitedUntilTheDeadline() {
        ramp.startOver();
        send(3);
        time.pass(Duration.ofSeconds(5));
        answer(200);

        assertThat(next.sent).hasSize(1);
        assertThat(ramp.free()).isEqualTo(2);
    }

    @Test
    void tellsThePumpWhenMoreMayGo() {
        ramp.startOver();
        var woken = new ArrayList<Integer>();
        ramp.onFree(() -> woken.add(ramp.free()));
        send(1);
        assertThat(ramp.free()).isZero();

        answer(200);

        assertThat(woken).containsExactly(2);
    }
}
