package dev.spillway.outbound;

import dev.spillway.lane.Priority;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToIntFunction;

/** A tempo that gives a time when the test says so. */
final class FakeTempo implements Tempo {
    final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    int room = 3;
    int roomForAwaited;
    int coming;
    ToIntFunction<Priority> before = priority -> 0;
    private Runnable wake = () -> {};

    /** The next one's time has come, and there is room for another one. */
    void give() {
        waiting.remove().complete();
        room++;
        wake.run();
    }

    @Override
    public Future<Void> next(Leave leave) {
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return turn.future();
    }

    @Override
    public void enter(Leave leave) {
        coming++;
        room--;
    }

    @Override
    public void over(Leave leave) {
        coming--;
    }

    @Override
    public int room() {
        return room;
    }

    @Override
    public int roomForAwaited() {
        return roomForAwaited;
    }

    @Override
    public double perSecond() {
        return 50;
    }

    @Override
    public double floor() {
        return 0.05;
    }

    @Override
    public void before(ToIntFunction<Priority> waiting, Runnable wake) {
        this.before = waiting;
        this.wake = wake;
    }

    @Override
    public boolean slow() {
        return true;
    }
}
