package dev.spillway.outbound;

import dev.spillway.event.ContactKey;
import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.gate.Facts;
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
import java.util.Comparator;
import java.util.HashMap;
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
    /** What each attempt at somebody comes with. */
    final Map<ContactKey, Facts> facts = new HashMap<>();

    int takes;
    int outMax;
    boolean away;
    boolean held = true;
    /** Whether Redis takes what is to be kept. */
    boolean keeps = true;
    /** What was kept, in its order. */
    final List<Payload> kept = new ArrayList<>();

    private final Map<String, Payload> progress = new HashMap<>();
    private final Clock clock;
    private final Alarms alarms;
    /** By id, in the order they were appended, which those that come back keep. */
    private final Map<String, Queued> queue = new LinkedHashMap<>();

    private final Map<String, Integer> order = new HashMap<>();
    private final Set<ContactKey> out = new HashSet<>();
    /** How many are out beside the first of a contact. */
    private final Map<ContactKey, Integer> together = new HashMap<>();

    private Runnable wake = () -> {};

    record Finished(Attempt attempt, Verdict verdict, List<LedgerEntry> entries, Optional<Payload> answer) {}

    private record Queued(
            Delivery delivery, Instant due, int attempts, boolean ambiguous, Instant since, String aside) {}

    FakeLanes(FakeTime time) {
        this(time, time);
    }

    FakeLanes(Clock clock, Alarms alarms) {
        this.clock = clock;
        this.alarms = alarms;
    }

    void append(Delivery... deliveries) {
        for (var delivery : deliveries) {
            order.put(delivery.id(), order.size());
            put(new Queued(delivery, clock.instant(), 0, false, Instant.EPOCH, ""));
        }
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
        for (var next : inOrder()) if (taken.size() < max && ready(next, least)) taken.add(takeOut(next));
        outMax = Math.max(outMax, out.size());
        return Future.succeededFuture(taken);
    }

    /** Those next in the queue of the same contact and operation. */
    @Override
    public Future<List<Attempt>> more(Attempt first, int max) {
        takes++;
        var taken = new ArrayList<Attempt>();
        for (var next : inOrder()) {
            if (!next.delivery.contact().equals(first.delivery().contact())) continue;
            if (taken.size() == max
                    || !next.delivery.operation().equals(first.delivery().operation())) break;
            queue.remove(next.delivery.id());
            together.merge(next.delivery.contact(), 1, Integer::sum);
            taken.add(attempt(next));
        }
        return Future.succeededFuture(taken);
    }

    /** Those due of other contacts, of the same operation and priority. */
    @Override
    public Future<List<Attempt>> alike(Attempt first, int max) {
        takes++;
        var taken = new ArrayList<Attempt>();
        for (var next : inOrder()) {
            if (taken.size() == max || !ready(next, first.delivery().priority())) continue;
            if (next.delivery.priority() != first.delivery().priority()) continue;
            if (next.delivery.operation().equals(first.delivery().operation())) taken.add(takeOut(next));
        }
        return Future.succeededFuture(taken);
    }

    private List<Queued> inOrder() {
        return queue.values().stream()
                .sorted(Comparator.comparing(next -> order.getOrDefault(next.delivery.id(), 0)))
                .toList();
    }

    /** The first of its contact, which holds up those behind it. */
    private boolean ready(Queued next, Priority least) {
        var contact = next.delivery.contact();
        if (next.delivery.priority().compareTo(least) > 0) return false;
        if (next.due.isAfter(clock.instant()) || out.contains(contact)) return false;
        var place = order.getOrDefault(next.delivery.id(), 0);
        return queue.values().stream()
                .filter(other -> other.delivery.priority() == next.delivery.priority())
                .filter(other -> other.aside.equals(next.aside))
                .noneMatch(other ->
                        other.delivery.contact().equals(contact) && order.getOrDefault(other.delivery.id(), 0) < place);
    }

    private Attempt takeOut(Queued next) {
        queue.remove(next.delivery.id());
        out.add(next.delivery.contact());
        return attempt(next);
    }

    private Attempt attempt(Queued next) {
        var since = next.ambiguous ? next.since : clock.instant();
        var far = progress.getOrDefault(next.delivery.id(), Payload.EMPTY);
        var known = facts.getOrDefault(next.delivery.contact(), Facts.NONE);
        return new Attempt(SHARD, next.delivery, next.attempts + 1, next.ambiguous, since, far, takes, known, null);
    }

    @Override
    public boolean mayLeave(Attempt attempt) {
        return held && out.contains(attempt.delivery().contact());
    }

    @Override
    public Future<Void> keep(Attempt attempt, Payload far) {
        if (!keeps) return Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "away"));
        kept.add(far);
        progress.put(attempt.delivery().id(), far);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> finish(Attempt attempt, Verdict verdict, List<LedgerEntry> entries, Optional<Payload> answer) {
        end(attempt.delivery().contact());
        finished.add(new Finished(attempt, verdict, entries, answer));
        var delay = Verdicts.delay(verdict);
        if (delay.isZero()) progress.remove(attempt.delivery().id());
        else putBack(attempt, verdict, delay);
        wake.run();
        return Future.succeededFuture();
    }

    private void end(ContactKey contact) {
        if (!out.contains(contact)) throw new AssertionError("finished twice");
        var others = together.getOrDefault(contact, 0);
        if (others == 0) out.remove(contact);
        else together.put(contact, others - 1);
    }

    private void putBack(Attempt attempt, Verdict verdict, Duration delay) {
        var spent = verdict instanceof Verdict.Retry retry && retry.spent();
        var ambiguous = verdict instanceof Verdict.Retry retry ? retry.ambiguous() : attempt.ambiguous();
        var attempts = spent ? attempt.number() : attempt.number() - 1;
        var aside = verdict instanceof Verdict.PutOff off ? off.why() : "";
        put(new Queued(attempt.delivery(), clock.instant().plus(delay), attempts, ambiguous, attempt.since(), aside));
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
