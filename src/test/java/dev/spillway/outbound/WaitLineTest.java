package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import dev.spillway.limit.Limit;
import dev.spillway.limit.Need;
import dev.spillway.limit.Rate;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitLineTest {
    private static final List<Need> ONE = List.of(Need.one(Limit.bucket("crm", new Rate(1, 1))));
    private static final List<Need> SEARCH = List.of(Need.one(Limit.bucket("search", new Rate(1, 1))));

    private final FakeTime time = new FakeTime();
    private final WaitLine line = new WaitLine("no slot", 3, time);
    private final List<String> turns = new ArrayList<>();

    @Test
    void callsTheHigherPriorityFirstAndThenWhoCameFirst() {
        join("bulk", Priority.BULK);
        join("note", Priority.NORMAL);
        join("lookup", Priority.INTERACTIVE);

        for (int i = 0; i < 3; i++) callNext(ONE);

        assertThat(turns).containsExactly("lookup", "note", "bulk");
    }

    @Test
    void keepsAPartOfTheTurnsForWhoeverIsLast() {
        var fair = new WaitLine("no slot", 1_000, time, 0.05);
        for (int i = 0; i < 100; i++) {
            join(fair, "bulk", Priority.BULK);
            join(fair, "reply", Priority.INTERACTIVE);
        }
        for (int i = 0; i < 84; i++) fair.next(ONE).ifPresent(turn -> turn.complete(new Pass(ONE, "", List.of())));

        assertThat(turns).filteredOn("bulk"::equals).hasSize(4);
        assertThat(turns.get(20)).isEqualTo("bulk");
    }

    @Test
    void callsNobodyWhenNobodyWaits() {
        assertThat(line.next(ONE)).isEmpty();
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
    void letsNobodyWaitUntilThereIsNoTimeLeftForTheTurn() {
        var waiting = join("note", Priority.NORMAL);

        time.passMs(799);
        assertThat(waiting.isComplete()).isFalse();
        time.passMs(1);

        assertThat(waiting.cause())
                .isInstanceOfSatisfying(
                        CallFailure.class, failure -> assertThat(failure.kind()).isEqualTo(CallFailure.Kind.REFUSED));
        assertThat(line.size()).isZero();
    }

    @Test
    void leavesOfAShortTimeMostToTheWait() {
        var waiting = line.join(Deadline.after(time, Duration.ofMillis(100)), Priority.NORMAL, ONE);

        time.passMs(74);
        assertThat(waiting.isComplete()).isFalse();
        time.passMs(1);
        assertThat(waiting.failed()).isTrue();
    }

    @Test
    void givesATurnThatIsToComeToTheFirstWhoWillHaveTheTimeForIt() {
        var late = join("late", Priority.NORMAL);
        time.passMs(750);
        join("later", Priority.NORMAL);

        line.next(ONE, Duration.ofMillis(51)).ifPresent(turn -> turn.complete(new Pass(ONE, "", List.of())));
        time.passMs(50);

        assertThat(turns).containsExactly("later");
        assertThat(late.cause()).hasMessage("no slot: the deadline has passed");
        assertThat(line.next(ONE, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void refusesWhoComesAfterTheDeadline() {
        var late = line.join(Deadline.after(time, Duration.ZERO), Priority.INTERACTIVE, ONE);

        assertThat(late.cause()).hasMessage("no slot: the deadline has passed");
    }

    @Test
    void leavesNoAlarmBehind() {
        join("note", Priority.NORMAL);
        callNext(ONE);
        join("other", Priority.NORMAL);
        line.dismissAll("closed");

        assertThat(time.alarms()).isZero();
    }

    @Test
    void callsOnlyWhoNeedsWhatWasGiven() {
        join("search", Priority.INTERACTIVE, SEARCH);
        join("note", Priority.NORMAL);

        callNext(ONE);

        assertThat(turns).containsExactly("note");
    }

    @Test
    void putsThoseTogetherWhoWaitOneBehindTheOtherForTheSame() {
        join("note", Priority.NORMAL);
        join("search", Priority.INTERACTIVE, SEARCH);
        join("other", Priority.NORMAL);

        assertThat(line.first(3, needs -> true))
                .containsExactly(new WaitLine.Group(SEARCH, 1), new WaitLine.Group(ONE, 2));
        assertThat(line.first(2, needs -> true)).hasSize(2);
        assertThat(line.first(3, ONE::equals)).containsExactly(new WaitLine.Group(ONE, 2));
        assertThat(line.count(SEARCH::equals)).isEqualTo(1);
    }

    @Test
    void sendsOnlyThoseAwayWhoNeedWhatIsUsedUpOrWouldBeTooLate() {
        var late = join("note", Priority.NORMAL);
        var search = join("search", Priority.NORMAL, SEARCH);
        var why = new CallFailure(CallFailure.Kind.HELD, "used up", Duration.ofSeconds(3));

        line.dismiss(SEARCH, why);
        assertThat(search.cause()).isSameAs(why);
        assertThat(late.isComplete()).isFalse();

        line.dismissLate(ONE, new CallFailure(CallFailure.Kind.REFUSED, "soon", Duration.ofMillis(700)));
        assertThat(late.isComplete()).isFalse();
        line.dismissLate(ONE, why);
        assertThat(late.failed()).isTrue();
    }

    private void callNext(List<Need> needs) {
        line.next(needs).ifPresent(turn -> turn.complete(new Pass(needs, "", List.of())));
    }

    private Future<Pass> join(String name, Priority priority) {
        return join(name, priority, ONE);
    }

    private void join(WaitLine there, String name, Priority priority) {
        there.join(Deadline.after(time, Duration.ofSeconds(1)), priority, ONE).onSuccess(turn -> turns.add(name));
    }

    private Future<Pass> join(String name, Priority priority, List<Need> needs) {
        return line.join(Deadline.after(time, Duration.ofSeconds(1)), priority, needs)
                .onSuccess(turn -> turns.add(name));
    }
}
