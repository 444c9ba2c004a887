package dev.spillway.outbound;

import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a turn: the higher priority first, then who came first. Bounded: when it is full, whoever came last of the
 * lowest priority goes, which may be the newcomer. Nobody waits past the deadline. Who has to go is {@code REFUSED}.
 */
final class WaitLine {
    private final String what;
    private final int max;
    private final Alarms alarms;
    private final Map<Priority, Deque<Waiter>> waiting = new EnumMap<>(Priority.class);
    private int size;

    private record Waiter(Priority priority, Promise<Void> turn) {}

    /**
     * @param what is waited for, for messages
     * @param max how many may wait
     */
    WaitLine(String what, int max, Alarms alarms) {
        this.what = what;
        this.max = max;
        this.alarms = alarms;
        for (var priority : Priority.values()) waiting.put(priority, new ArrayDeque<>());
    }

    int size() {
        return size;
    }

    /** Waits for a turn. */
    Future<Void> join(Deadline deadline, Priority priority) {
        if (deadline.passed()) return Future.failedFuture(refused("the deadline has passed"));
        var waiter = new Waiter(priority, Promise.promise());
        add(waiter);
        if (size > max) dismiss(last(), "the queue is full");
        if (waiter.turn.future().isComplete()) return waiter.turn.future();
        var cancel = alarms.set(deadline.remaining(), () -> dismiss(waiter, "the deadline has passed"));
        return waiter.turn.future().onComplete(done -> cancel.run());
    }

    /** Gives the next one its turn; false if nobody waits. */
    boolean callNext() {
        var next = first();
        if (next == null) return false;
        remove(next);
        next.turn.complete();
        return true;
    }

    /** Sends everybody away. */
    void dismissAll(String why) {
        for (var next = first(); next != null; next = first()) dismiss(next, why);
    }

    private void dismiss(Waiter waiter, String why) {
        if (remove(waiter)) waiter.turn.fail(refused(why));
    }

    private CallFailure refused(String why) {
        return new CallFailure(CallFailure.Kind.REFUSED, what + ": " + why);
    }

    private @Nullable Waiter first() {
        return waiting.values().stream()
                .filter(queue -> !queue.isEmpty())
                .findFirst()
                .map(Deque::getFirst)
                .orElse(null);
    }

    private Waiter last() {
        return Arrays.stream(Priority.values())
                .map(this::queue)
                .filter(queue -> !queue.isEmpty())
                .reduce((higher, lower) -> lower)
                .orElseThrow()
                .getLast();
    }

    private void add(Waiter waiter) {
        queue(waiter.priority).addLast(waiter);
        size++;
    }

    private boolean remove(Waiter waiter) {
        var removed = queue(waiter.priority).remove(waiter);
        if (removed) size--;
        return removed;
    }

    private Deque<Waiter> queue(Priority priority) {
        return Objects.requireNonNull(waiting.get(priority));
    }
}
