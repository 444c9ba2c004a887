package dev.spillway.dispatch;

import dev.spillway.event.EventId;
import dev.spillway.event.EventKind;
import dev.spillway.inbox.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of one contact on this node, the earliest accepted first. Behind an event that failed the later ones wait, until
 * it is done or the wait has lasted long enough; only opt-outs, statuses and messages of business systems pass. What waits, or is too much to keep here,
 * is left in the inbox: the line only remembers from where on.
 */
final class ContactLine {
    /** More than this many events of one contact are not kept in memory. */
    static final int LENGTH_MAX = 64;

    /** What a business system sends may be a code: it is no consequence of what the person wrote before. */
    private static final Set<EventKind> PASSING =
            EnumSet.of(EventKind.STATUS, EventKind.PREFERENCE, EventKind.CONSENT, EventKind.SEND);

    private final PriorityQueue<Work> queue = new PriorityQueue<>(Comparator.comparing(Work::position));
    private final TreeMap<Position, Hold> holds = new TreeMap<>();
    private @Nullable Work running;
    private @Nullable Position skipped;
    private @Nullable Passed passed;

    /** An event that failed, and until when it is waited for. */
    private record Hold(EventId event, Instant until) {
        Hold later(Hold other) {
            return other.until.isAfter(until) ? other : this;
        }
    }

    /** An event that was waited for long enough, whose successors have not been told yet. */
    private record Passed(Position position, EventId event) {}

    /** What to do with an event that is offered. */
    enum Place {
        QUEUE,
        BESIDE,
        INBOX,
        /** It was put off before, and is once more. */
        DELAYED
    }

    Place place(Work work, Instant now) {
        var isDelayed = work.from() == Work.From.DELAYED;
        if (isHeld(work.position(), now)) return mayPass(work) ? Place.BESIDE : isDelayed ? Place.DELAYED : Place.INBOX;
        if (isDelayed) return Place.QUEUE;
        if (skipped != null && work.position().compareTo(skipped) > 0) return Place.INBOX;
        return queue.size() >= LENGTH_MAX ? Place.INBOX : Place.QUEUE;
    }

    private static boolean mayPass(Work work) {
        return PASSING.contains(work.event().kind());
    }

    void add(Work work) {
        queue.add(work);
    }

    /** The event stays in the inbox, and so do all behind it. */
    void skip(Work work) {
        if (skipped == null || work.position().compareTo(skipped) < 0) skipped = work.position();
    }

    /** The next one to run; null if none may. */
    @Nullable
    Work next(Instant now) {
        var first = queue.peek();
        if (running != null || first == null || isHeld(first.position(), now)) return null;
        queue.remove();
        running = told(first);
        return running;
    }

    private Work told(Work first) {
        var before = passed;
        if (before == null || first.position().compareTo(before.position()) <= 0) return first;
        passed = null;
        return first.passing(before.event());
    }

    /** The running one has ended. Unless it is done with, whoever waits for it goes on waiting, no longer than before. */
    void ended(Work work, Ended how) {
        running = null;
        if (how instanceof Ended.Done) holds.remove(work.position());
    }

    /**
     * Later events wait for this one, until the later of both ends if they do already.
     *
     * @return those that were queued behind it, to be run beside or left where they came from: here they would take the room
     *     that the one they wait for needs
     */
    List<Work> hold(Position position, EventId event, Instant until) {
        holds.merge(position, new Hold(event, until), Hold::later);
        if (passed != null && passed.position().equals(position)) passed = null;
        var behind = new ArrayList<Work>();
        for (var work : queue) {
            if (work.position().compareTo(position) > 0) behind.add(work);
        }
        queue.removeAll(behind);
        return behind;
    }

    private boolean isHeld(Position position, Instant now) {
        return holds.headMap(position).values().stream().anyMatch(hold -> now.isBefore(hold.until()));
    }

    /** Forgets waits that have lasted long enough; answers how many. */
    int expire(Instant now) {
        var over = holds.entrySet().stream()
                .filter(hold -> !now.isBefore(hold.getValue().until()))
                .toList();
        for (var hold : over) {
            if (isSomethingBehind(hold.getKey())) {
                passed = new Passed(hold.getKey(), hold.getValue().event());
            }
            holds.remove(hold.getKey());
        }
        return over.size();
    }

    private boolean isSomethingBehind(Position position) {
        return (skipped != null && skipped.compareTo(position) > 0)
                || queue.stream().anyMatch(work -> work.position().compareTo(position) > 0);
    }

    /** When the first of the waits is over; null if nobody is waited for. */
    @Nullable
    Instant heldUntil() {
        return holds.values().stream()
                .map(Hold::until)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** From where on to read the inbox again, now that there is room; null if there is no need. */
    @Nullable
    Position wanted(Instant now) {
        var from = skipped;
        return from == null || running != null || !queue.isEmpty() || isHeld(from, now) ? null : from;
    }

    /** The inbox is read again from behind this place on: what was left there comes again. */
    void turned(Position to, Instant now) {
        var from = wanted(now);
        if (from != null && from.isAfter(to)) skipped = null;
    }

    /** Takes out all that is not running. */
    List<Work> clear() {
        var all = List.copyOf(queue);
        queue.clear();
        return all;
    }

    boolean isHeld() {
        return !holds.isEmpty();
    }

    boolean isOver() {
        return running == null && queue.isEmpty() && holds.isEmpty() && skipped == null && passed == null;
    }
}
