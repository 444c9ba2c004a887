package dev.spillway.outbound;

import dev.spillway.event.Deadline;
import dev.spillway.lane.Priority;
import dev.spillway.limit.Need;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who waits for a turn, with what it needs: the higher priority first, then who came first. Bounded: when it is full, whoever
 * came last of the lowest priority goes, which may be the newcomer. Nobody waits until there is no time left for what the turn is
 * for: in a long line the first are those whose time runs out, and turns would be lost with them. Who has to go is
 * {@code REFUSED}. Of the turns a part may be kept for whoever is last: it would else never have one.
 */
final class WaitLine {
    /** Who has to wait longer for a limit that is not everybody's waits in the lane. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** What a turn must leave of the time: a call with less would hardly be answered, and nobody knew what came of it. */
    static final Duration TURN_LEAST = Duration.ofMillis(200);
    /** Of a short time at most such a part. */
    private static final int TURN_PART = 4;

    /** What a sum of doubles may be short of a whole. */
    private static final double HAIR = 1e-9;

    private final String what;
    private final int max;
    private final Alarms alarms;
    private final Map<Priority, Deque<Waiter>> waiting = new EnumMap<>(Priority.class);
    private final double floor;
    private double owed;
    private int size;

    /** @param latest when the turn must have come */
    private record Waiter(Deadline latest, Priority priority, List<Need> needs, Promise<Pass> turn) {
        /** How long it is worth waiting here. */
        Duration patience() {
            return priority.isAwaited() ? latest.remaining() : PATIENCE;
        }

        /** Whether a turn that comes so late is of use. */
        boolean has(Duration delay) {
            return latest.remaining().compareTo(delay) >= 0;
        }
    }

    /** So many who wait one behind the other, in their order, and need the same. */
    record Group(List<Need> needs, int count) {
        Group oneMore() {
            return new Group(needs, count + 1);
        }
    }

    /**
     * @param what is waited for, for messages
     * @param max how many may wait
     */
    WaitLine(String what, int max, Alarms alarms) {
        this(what, max, alarms, 0);
    }

    /** @param floor part of the turns that go to the lowest priority among those who wait */
    WaitLine(String what, int max, Alarms alarms, double floor) {
        this.floor = floor;
        this.what = what;
        this.max = max;
        this.alarms = alarms;
        for (var priority : Priority.values()) waiting.put(priority, new ArrayDeque<>());
    }

    int size() {
        return size;
    }

    /** How many of those who wait need such things. */
    int count(Predicate<List<Need>> such) {
        return (int) inOrder().filter(waiter -> such.test(waiter.needs)).count();
    }

    /** How many of that priority wait. */
    int count(Priority priority) {
        return queue(priority).size();
    }

    /** Waits for a turn. */
    Future<Pass> join(Deadline deadline, Priority priority, List<Need> needs) {
        if (deadline.passed()) return Future.failedFuture(refused("the deadline has passed"));
        var waiter = new Waiter(latest(deadline), priority, needs, Promise.promise());
        add(waiter);
        if (size > max) dismiss(last(), refused("the queue is full"));
        if (waiter.turn.future().isComplete()) return waiter.turn.future();
        var cancel = alarms.set(waiter.latest.remaining(), () -> dismiss(waiter, refused("the deadline has passed")));
        return waiter.turn.future().onComplete(done -> cancel.run());
    }

    private static Deadline latest(Deadline deadline) {
        var part = deadline.remaining().dividedBy(TURN_PART);
        var least = part.compareTo(TURN_LEAST) < 0 ? part : TURN_LEAST;
        return new Deadline(deadline.clock(), deadline.at().minus(least));
    }

    /** The first of those who may ask, at most so many, those who need the same put together. */
    List<Group> first(int max, Predicate<List<Need>> mayAsk) {
        return grouped(inOrder(), max, mayAsk);
    }

    /** The same, only of those whom somebody waits for. */
    List<Group> firstAwaited(int max, Predicate<List<Need>> mayAsk) {
        var awaited = Arrays.stream(Priority.values()).filter(Priority::isAwaited);
        return grouped(awaited.map(this::queue).flatMap(Deque::stream), max, mayAsk);
    }

    private static List<Group> grouped(Stream<Waiter> waiters, int max, Predicate<List<Need>> mayAsk) {
        var groups = new ArrayList<Group>();
        waiters.filter(waiter -> mayAsk.test(waiter.needs)).limit(max).forEach(waiter -> add(groups, waiter.needs));
        return groups;
    }

    private static void add(List<Group> groups, List<Need> needs) {
        var last = groups.size() - 1;
        if (last >= 0 && groups.get(last).needs.equals(needs))
            groups.set(last, groups.get(last).oneMore());
        else groups.add(new Group(needs, 1));
    }

    /** Takes the next one who needs this out of the line, to be given its turn; empty if nobody does. */
    Optional<Promise<Pass>> next(List<Need> needs) {
        return next(needs, Duration.ZERO);
    }

    /** The same for a turn that begins so long from now: past those who will not have the time for it by then. */
    Optional<Promise<Pass>> next(List<Need> needs, Duration delay) {
        var next = inOrder()
                .filter(waiter -> waiter.needs.equals(needs) && waiter.has(delay))
                .findFirst();
        next.ifPresent(this::turn);
        return next.map(Waiter::turn);
    }

    /** Sends everybody away. */
    void dismissAll(String why) {
        inOrder().toList().forEach(waiter -> dismiss(waiter, refused(why)));
    }

    /** Sends away who needs this; answers how many. */
    int dismiss(List<Need> needs, CallFailure why) {
        return sendAway(inOrder().filter(waiter -> waiter.needs.equals(needs)).toList(), why);
    }

    /** Sends away who needs this and whose time would be over before {@code why} says to come again; answers how many. */
    int dismissLate(List<Need> needs, CallFailure why) {
        var wait = Objects.requireNonNull(why.comeAgain());
        var late = inOrder()
                .filter(waiter ->
                        waiter.needs.equals(needs) && waiter.latest.remaining().compareTo(wait) < 0)
                .toList();
        return sendAway(late, why);
    }

    /**
     * Sends away who needs such things and stands too far behind; answers how many. Who has a person waiting stays as long as
     * there is time.
     *
     * @param wait how long who stands at that place has to wait, 0 for the first
     * @param why for each of them
     */
    int dismissFar(Predicate<List<Need>> such, IntFunction<Duration> wait, Supplier<CallFailure> why) {
        var waiters = inOrder().filter(waiter -> such.test(waiter.needs)).toList();
        var far = IntStream.range(0, waiters.size())
                .filter(place -> wait.apply(place).compareTo(waiters.get(place).patience()) > 0)
                .mapToObj(waiters::get)
                .toList();
        far.forEach(waiter -> dismiss(waiter, why.get()));
        return far.size();
    }

    private int sendAway(List<Waiter> waiters, CallFailure why) {
        waiters.forEach(waiter -> dismiss(waiter, why));
        return waiters.size();
    }

    private void dismiss(Waiter waiter, CallFailure why) {
        if (remove(waiter)) waiter.turn.fail(why);
    }

    private CallFailure refused(String why) {
        return new CallFailure(CallFailure.Kind.REFUSED, what + ": " + why);
    }

    /** What is kept for the last gathers with the turns of the others, one at most. */
    private void turn(Waiter waiter) {
        var last = last().priority == waiter.priority;
        owed = last ? Math.max(0, owed - 1) : Math.min(1, owed + floor);
        remove(waiter);
    }

    private Stream<Waiter> inOrder() {
        var all = waiting.values().stream().flatMap(Deque::stream);
        if (owed < 1 - HAIR || size == 0) return all;
        var first = queue(last().priority).getFirst();
        return Stream.concat(Stream.of(first), all.filter(waiter -> !waiter.equals(first)));
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
