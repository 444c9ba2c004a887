package dev.spillway.outbound;

import dev.spillway.lane.Priority;
import dev.spillway.limit.Metronome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Times from a metronome: the higher priority first, with a part for the lowest. */
final class PacedTempo implements Tempo {
    /** Longer no connection waits unused: its other end might close it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration AGAIN = Duration.ofMillis(250);

    private final Metronome metronome;
    private final Alarms alarms;
    /** By identity: two attempts may have equal leaves. */
    private final Set<Leave> coming = Collections.newSetFromMap(new IdentityHashMap<>());

    PacedTempo(Metronome metronome, Alarms alarms) {
        this.metronome = metronome;
        this.alarms = alarms;
    }

    @Override
    public Future<Void> next(Leave leave) {
        coming.remove(leave);
        var turn = metronome.join(rank(leave.priority()));
        if (turn.come().isComplete()) return turn.come();
        Promise<Void> first = Promise.promise();
        var cancel = alarms.set(patience(leave), () -> {
            turn.leave();
            first.tryFail(new CallFailure(CallFailure.Kind.REFUSED, "no time to send came", AGAIN));
        });
        turn.come().onSuccess(come -> {
            cancel.run();
            first.tryComplete();
        });
        return first.future();
    }

    private static int rank(Priority priority) {
        return priority.compareTo(Priority.AUTHENTICATION);
    }

    private static Duration patience(Leave leave) {
        var left = leave.deadline().remaining();
        return left.compareTo(PATIENCE) < 0 ? left : PATIENCE;
    }

    @Override
    public void enter(Leave leave) {
        coming.add(leave);
    }

    @Override
    public void over(Leave leave) {
        coming.remove(leave);
    }

    @Override
    public int room() {
        return metronome.room(coming.size());
    }

    @Override
    public int roomForAwaited() {
        var awaited =
                coming.stream().filter(leave -> leave.priority().isAwaited()).count();
        return metronome.room(rank(Priority.INTERACTIVE), (int) awaited);
    }

    @Override
    public double perSecond() {
        return metronome.perSecond();
    }

    @Override
    public double floor() {
        return metronome.even().floorPercent() / 100.0;
    }

    @Override
    public void before(ToIntFunction<Priority> waiting, Runnable wake) {
        var priorities = Priority.values();
        metronome.ahead(rank -> waiting.applyAsInt(priorities[rank]));
        metronome.onGone(() -> {
            if (room() > 0) wake.run();
        });
    }

    @Override
    public boolean slow() {
        metronome.slow();
        return true;
    }
}
