package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitLineTest {
    private final FakeTime time = new FakeTime();
    private final WaitLine line = new WaitLine("no slot", 3, time);
    private final List<String> turns = new ArrayList<>();

    @Test
    void callsTheHigherPriorityFirstAndThenWhoCameFirst() {
        join("bulk", Priority.BULK);
        join("note", Priority.NORMAL);
        join("lookup", Priority.INTERACTIVE);

        for (int i = 0; i < 3; i++) line.callNext();

        assertThat(turns).containsExactly("lookup", "note", "bulk");
    }

    @Test
    void callsNobodyWhenNobodyWaits() {
        assertThat(line.callNext()).isFalse();
    }

    @Test
    void refusesTheNewcomerWhenItIsFullOfTheSame() {
        for (int i = 0; i < 3; i++) join("note", Priority.NORMAL);

        var newcomer = join("late", Priority.NORMAL);

        assertThat(newcomer.cause()).hasMessage("no slot: the queue is full");
        assertThat(line.size()).isEqualTo(3);
    }

    @Test
    void sendsTheLastOfTheLowestPriorityAwayForAHigherOne() {
        var first = join("bulk1", Priority.BULK);
        var second = join("bulk2", Priority.BULK);
        join("note", Priority.NORMAL);

        var lookup = join("lookup", Priority.INTERACTIVE);

        assertThat(second.failed()).isTrue();
        assertThat(first.isComplete()).isFalse();
        assertThat(lookup.isComplete()).isFalse();
    }

    @Test
    void letsNobodyWaitPastTheDeadline() {
        var waiting = join("note", Priority.NORMAL);

        time.passMs(1000);

        assertThat(waiting.cause())
                .isInstanceOfSatisfying(
                        CallFailure.class, failure -> assertThat(failure.kind()).isEqualTo(CallFailure.Kind.REFUSED));
        assertThat(line.size()).isZero();
    }

    @Test
    void refusesWhoComesAfterTheDeadline() {
        var late = line.join(Deadline.after(time, Duration.ZERO), Priority.INTERACTIVE);

        assertThat(late.cause()).hasMessage("no slot: the deadline has passed");
    }

    @Test
    void leavesNoAlarmBehind() {
        join("note", Priority.NORMAL);
        line.callNext();
        join("other", Priority.NORMAL);
        line.dismissAll("closed");

        assertThat(time.alarms()).isZero();
    }

    private Future<Void> join(String name, Priority priority) {
        return line.join(Deadline.after(time, Duration.ofSeconds(1)), priority).onSuccess(turn -> turns.add(name));
    }
}
