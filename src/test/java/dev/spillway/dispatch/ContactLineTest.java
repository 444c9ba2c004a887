package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.inbox.Entry;
import dev.spillway.inbox.Position;
import dev.spillway.support.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactLineTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final ContactLine line = new ContactLine();

    private static Work message(int n) {
        return Work.ofInbox(new Entry(new Position(n, 0), Events.message("e" + n, "521", 8), false));
    }

    private static Work status(int n) {
        return Work.ofInbox(new Entry(new Position(n, 0), Events.status("s" + n, "521", 8), false));
    }

    private static Work again(Work work, int attempt) {
        return Work.ofDelayed(work.entry(), attempt, NOW);
    }

    private void hold(Work work) {
        line.ended(work, Ended.PUT_OFF);
        line.hold(work.position(), work.event().id(), NOW.plusSeconds(30));
    }

    @Test
    void leavesInTheInboxWhatComesBehindAFailedEvent() {
        hold(message(1));
        assertThat(line.place(message(2), NOW)).isEqualTo(ContactLine.Place.INBOX);
    }

    @Test
    void letsStatusesRunBesideAFailedEvent() {
        hold(message(1));
        assertThat(line.place(status(2), NOW)).isEqualTo(ContactLine.Place.BESIDE);
    }

    @Test
    void doesNotLetEarlierEventsWaitBehindALaterOne() {
        hold(message(2));
        assertThat(line.place(message(1), NOW)).isEqualTo(ContactLine.Place.QUEUE);
    }

    @Test
    void takesNothingPastWhatItLeftInTheInbox() {
        line.skip(message(5));
        assertThat(line.place(message(6), NOW)).isEqualTo(ContactLine.Place.INBOX);
        assertThat(line.wanted(NOW)).isEqualTo(new Position(5, 0));
        line.turned(new Position(4, 0), NOW);
        assertThat(line.place(message(6), NOW)).isEqualTo(ContactLine.Place.QUEUE);
    }

    @Test
    void goesOnLeavingThingsInTheInboxWhileThatIsReadFromFurtherBehind() {
        line.skip(message(5));
        line.turned(new Position(5, 0), NOW);
        assertThat(line.place(message(6), NOW)).isEqualTo(ContactLine.Place.INBOX);
        assertThat(line.wanted(NOW)).isEqualTo(new Position(5, 0));
    }

    @Test
    void runsTheRetryOfAFailedEventThoughItIsWaitedFor() {
        var first = message(1);
        hold(first);
        line.add(again(first, 2));
        assertThat(line.next(NOW)).isNotNull();
    }

    @Test
    void putsOffOnceMoreWhatWasPutOffBehindAnEventThatIsWaitedFor() {
        hold(message(1));
        assertThat(line.place(again(message(2), 2), NOW)).isEqualTo(ContactLine.Place.DELAYED);
    }

    @Test
    void letsTheRetryOfAStatusRunBesideAFailedEvent() {
        hold(message(1));
        assertThat(line.place(again(status(2), 2), NOW)).isEqualTo(ContactLine.Place.BESIDE);
    }

    @Test
    void handsOutWhateverIsQueuedBehindAnEventThatFails() {
        line.add(again(message(2), 2));
        line.add(message(3));
        var first = message(1);
        assertThat(line.hold(first.position(), first.event().id(), NOW.plusSeconds(30)))
                .hasSize(2);
        assertThat(line.next(NOW)).isNull();
    }

    @Test
    void saysWhomItGoesPastOnceTheWaitIsOver() {
        var first = message(1);
        hold(first);
        line.skip(message(2));
        assertThat(line.expire(NOW.plusSeconds(31))).isEqualTo(1);
        line.add(message(2));
        assertThat(line.next(NOW.plusSeconds(31)))
                .isEqualTo(message(2).passing(first.event().id()));
    }

    @Test
    void waitsNoLongerBecauseTheEventFailsAgain() {
        var first = message(1);
        hold(first);
        line.add(again(first, 2));
        var second = Objects.requireNonNull(line.next(NOW));
        line.ended(second, Ended.PUT_OFF);
        assertThat(line.place(message(2), NOW.plusSeconds(29))).isEqualTo(ContactLine.Place.INBOX);
        assertThat(line.place(message(2), NOW.plusSeconds(30))).isEqualTo(ContactLine.Place.QUEUE);
    }

    @Test
    void waitsAnewWhenItCouldNotBeRunAndThenGoesPastNobody() {
        var first = message(1);
        hold(first);
        line.skip(message(2));
        assertThat(line.expire(NOW.plusSeconds(31))).isEqualTo(1);
        line.hold(first.position(), first.event().id(), NOW.plusSeconds(60));
        assertThat(line.place(message(2), NOW.plusSeconds(31))).isEqualTo(ContactLine.Place.INBOX);
        line.add(again(first, 2));
        line.ended(Objects.requireNonNull(line.next(NOW.plusSeconds(32))), Ended.DONE);
        line.add(message(2));
        assertThat(line.next(NOW.plusSeconds(33))).isEqualTo(message(2));
    }

    @Test
    void isNotWaitedForALesserTimeBecauseAnOlderEndIsHeardOf() {
        var first = message(1);
        line.hold(first.position(), first.event().id(), NOW.plusSeconds(60));
        line.hold(first.position(), first.event().id(), NOW.plusSeconds(30));
        assertThat(line.expire(NOW.plusSeconds(31))).isZero();
    }

    @Test
    void isOverWhenNothingIsLeftToRemember() {
        var only = message(1);
        line.add(only);
        assertThat(line.isOver()).isFalse();
        assertThat(line.next(NOW)).isEqualTo(only);
        line.ended(only, Ended.DONE);
        assertThat(line.isOver()).isTrue();
    }

    /** Reads, runs, failures and retries in any order: within the wait, events run in the order accepted. */
    @Property(tries = 300)
    void runsInTheOrderAcceptedWhateverFails(@ForAll @Size(max = 60) List<@IntRange(max = 3) Integer> steps) {
        var model = new Model(new ContactLine());
        steps.forEach(model::step);
        model.finish();
        assertThat(model.done).isSorted().hasSize(model.accepted);
    }

    /** A shard in miniature: the inbox is a map, the delayed set another. */
    private static final class Model {
        private final ContactLine line;
        private final TreeMap<Position, Work> inbox = new TreeMap<>();
        private final TreeMap<Position, Work> delayed = new TreeMap<>();
        private final TreeMap<Position, Work> here = new TreeMap<>();
        private final List<Integer> done = new ArrayList<>();
        private Position cursor = Position.START;
        private @Nullable Work running;
        private int accepted;

        Model(ContactLine line) {
            this.line = line;
        }

        void step(int what) {
            switch (what) {
                case 0 -> accept();
                case 1 -> read();
                case 2 -> end(true);
                default -> end(false);
            }
        }

        private void accept() {
            var work = message(++accepted);
            inbox.put(work.position(), work);
        }

        private void read() {
            for (var work : List.copyOf(inbox.tailMap(cursor, false).values())) {
                cursor = work.position();
                offer(work);
            }
            for (var work : List.copyOf(delayed.values())) offer(work);
            pump();
        }

        private void offer(Work work) {
            if (here.containsKey(work.position())) return;
            switch (line.place(work, NOW)) {
                case QUEUE -> {
                    here.put(work.position(), work);
                    line.add(work);
                }
                case DELAYED -> delayed.put(work.position(), work);
                default -> line.skip(work);
            }
        }

        private void pump() {
            if (running == null) running = line.next(NOW);
            var from = line.wanted(NOW);
            if (from == null || from.before().compareTo(cursor) >= 0) return;
            cursor = from.before();
            line.turned(cursor, NOW);
        }

        private void end(boolean well) {
            var work = running;
            if (work == null) return;
            running = null;
            line.ended(work, well ? Ended.DONE : Ended.PUT_OFF);
            here.remove(work.position());
            inbox.remove(work.position());
            delayed.remove(work.position());
            if (well) done.add((int) work.position().ms());
            else putOff(work);
            pump();
        }

        private void putOff(Work work) {
            delayed.put(work.position(), again(work, work.attempt() + 1));
            for (var behind : line.hold(work.position(), work.event().id(), NOW.plusSeconds(30))) {
                here.remove(behind.position());
                offer(behind);
            }
        }

        void finish() {
            while (done.size() < accepted) {
                read();
                end(true);
            }
        }
    }
}
