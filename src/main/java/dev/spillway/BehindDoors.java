package dev.spillway;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;

/**
 * What works behind the doors, on an event loop that has less of the processor than theirs where there is not enough for all: an accepted event can
 * wait, a provider does not. The JVM minds it only when told to, by {@code -XX:ThreadPriorityPolicy=1}. Threads that it starts later, those of worker
 * pools, are as low.
 *
 * @param room shares its event loop with no other
 */
record BehindDoors(Deployable room) implements Deployable {
    @Override
    public Future<?> deploy(Context context) throws Exception {
        context.runOnContext(turn -> giveWay());
        return room.deploy(context);
    }

    /** Nothing is right or wrong by it, only sooner or later. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void giveWay() {
        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
    }

    @Override
    public Future<?> undeploy(Context context) throws Exception {
        return room.undeploy(context);
    }
}
