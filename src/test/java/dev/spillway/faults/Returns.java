package dev.spillway.faults;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Brings victims back, side by side: one may need the other to be ready. */
final class Returns implements AutoCloseable {
    private static final long MINUTES_MAX = 2;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Victim, Future<?>> coming = new HashMap<>();

    /** Something that is done to a victim. */
    interface Deed {
        void doTo(Victim victim) throws IOException;
    }

    /** Begins; whoever needs the victim waits for it. */
    void later(Victim victim, Deed deed) {
        coming.put(victim, threads.submit(() -> {
            deed.doTo(victim);
            return victim;
        }));
    }

    /** Returns when all of them are back. */
    void together(List<Victim> victims, Deed deed) throws IOException {
        victims.forEach(victim -> later(victim, deed));
        for (var victim : victims) await(victim);
    }

    /** Waits until it is back, if it is away. */
    void await(Victim victim) throws IOException {
        var future = coming.remove(victim);
        if (future != null) await(victim, future);
    }

    /** Waits for everybody. */
    void await() throws IOException {
        for (var victim : List.copyOf(coming.keySet())) await(victim);
    }

    private static void await(Victim victim, Future<?> future) throws IOException {
        try {
            future.get(MINUTES_MAX, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(victim.name() + " did not come back: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
