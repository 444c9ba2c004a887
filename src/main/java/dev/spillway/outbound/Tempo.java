package dev.spillway.outbound;

import dev.spillway.lane.Priority;
import io.vertx.core.Future;
import java.util.function.ToIntFunction;

/** Gives each call its time, where the other side counts by any second. Belongs to one event loop. */
interface Tempo {
    /** Where calls go at once. */
    Tempo AT_ONCE = new AtOnce();

    /**
     * Waits for a time; asked for when there is a connection to write to, which waits too. Fails with {@code REFUSED} if none comes
     * soon enough.
     */
    Future<Void> next(Leave leave);

    /** One is on its way to wait. */
    void enter(Leave leave);

    /** It comes no more, or has come and gone. */
    void over(Leave leave);

    /** How many more may come to wait, beside those who wait and those on their way. */
    int room();

    /** The same of those whom somebody waits for; they go before the others, however many of these wait already. */
    int roomForAwaited();

    /** How many may go in a second, by all nodes. */
    double perSecond();

    /** Who will wait as soon as there is room, and whom to tell when there is. */
    void before(ToIntFunction<Priority> waiting, Runnable wake);

    /** The part of them that goes to the lowest priority, however much the others want, 0..0.5. */
    double floor();

    /** The other side said that it was too much. False where that changes nothing. */
    boolean slow();

    /** No times are kept. */
    final class AtOnce implements Tempo {
        @Override
        public Future<Void> next(Leave leave) {
            return Future.succeededFuture();
        }

        @Override
        public void enter(Leave leave) {}

        @Override
        public void over(Leave leave) {}

        @Override
        public int room() {
            return Gate.OPEN;
        }

        @Override
        public int roomForAwaited() {
            return Gate.OPEN;
        }

        @Override
        public double perSecond() {
            return Double.MAX_VALUE;
        }

        @Override
        public double floor() {
            return 0;
        }

        @Override
        public void before(ToIntFunction<Priority> waiting, Runnable wake) {}

        @Override
        public boolean slow() {
            return false;
        }
    }
}
