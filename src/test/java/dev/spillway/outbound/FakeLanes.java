package dev.spillway.outbound;

import dev.spillway.event.ContactKey;
import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Delivery;
import dev.spillway.lane.Lanes;
import dev.spillway.lane.Priority;
import dev.spillway.lane.Verdict;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lanes in memory that keep the contract and complain when the pump does not. */
final class FakeLanes implements Lanes {
    private static final int SHARD = 7;

    final List<Finished> finished = new ArrayList<>();
    int takes;
    int outMax;
    boolean away;
    boolean held = true;
    private final Clock clock;
    private final Alarms alarms;
    private final Map<String, Queued> queue = new LinkedHashMap<>();
    private final Set<ContactKey> out = new HashSet<>();
    private Runnable wake = () -> {};

    record Finished(Attempt attempt, Verdict verdict, List<LedgerEntry> entries, Optional<Payload> answer) {}

    private record Queued(Delivery delivery, Instant due, int attempts, boolean ambiguous) {}

    FakeLanes(FakeTime time) {
        this(time, time);
    }

    FakeLanes(Clock clock, Alarms alarms) {
        this.clock = clock;
        this.alarms = alarms;
    }

    void append(Delivery... deliveries) {
        for (var delivery : deliveries) put(new Queued(delivery, clock.instant(), 0, false));
        wake.run();
    }

    int waiting() {
        return queue.size();
    }

    List<String> done() {
        return finished.stream()
                .filter(end -> end.verdict() instanceof Verdict.Done)
                .map(end -> end.attempt().delivery().id())
                .toList();
    }

    @Override
    public Future<List<Attempt>> take(String destination, int max, Priority least) {
        takes++;
        if (max <= 0) throw new AssertionError("asked for " + max);
        if (away) return Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "away"));
        var taken = new ArrayList<Attempt>();
        for (var next : List.copyOf(queue.values()))
            if (taken.size() < max && ready(next, least)) taken.add(takeOut(next));
        outMax = Math.max(outMax, out.size());
        return Future.succeededFuture(taken);
    }

    private boolean ready(Queued next, Priority least) {
        return next.delivery.priority().compareTo(least) <= 0
                && !next.due.isAfter(clock.instant())
                && !out.contains(next.delivery.contact());
    }

    private Attempt takeOut(Queued next) {
        queue.remove(next.delivery.id());
        out.add(next.delivery.contact());
        return new Attempt(SHARD, next.delivery, next.attempts + 1, next.ambiguous, takes);
    }

    @Override
    public boolean mayLeave(Attempt attempt) {
        return held && out.contains(attempt.delivery().contact());
    }

    @Override
    public Future<Void> finish(Attempt attempt, Verdict verdict, List<LedgerEntry> entries, Optional<Payload> answer) {
        if (!out.remove(attempt.delivery().contact())) throw new AssertionError("finished twice");
        finished.add(new Finished(attempt, verdict, entries, answer));
        var delay = Verdicts.delay(verdict);
        if (!delay.isZero()) putBack(attempt, verdict, delay);
        wake.run();
        return Future.succeededFuture();
    }

    private void putBack(Attempt attempt, Verdict verdict, Duration delay) {
        var spent = verdict instanceof Verdict.Retry retry && retry.spent();
        var ambiguous = verdict instanceof Verdict.Retry retry ? retry.ambiguous() : attempt.ambiguous();
        var attempts = spent ? attempt.number() : attempt.number() - 1;
        put(new Queued(attempt.delivery(), clock.instant().plus(delay), attempts, ambiguous));
        alarms.set(delay, () -> wake.run());
    }

    private void put(Queued one) {
        if (queue.putIfAbsent(one.delivery.id(), one) != null) throw new AssertionError("queued twice");
    }

    @Override
    public void onWork(String destination, Runnable wake) {
        this.wake = wake;
    }
}
