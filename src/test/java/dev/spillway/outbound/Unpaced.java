package dev.spillway.outbound;

import dev.spillway.limit.Beats;
import dev.spillway.limit.Even;
import dev.spillway.limit.Lease;
import dev.spillway.limit.Wish;
import io.vertx.core.Future;
import java.time.Duration;

/** Beats nobody asks for. */
final class Unpaced implements Beats {
    static final Beats BEATS = new Unpaced();

    @Override
    public Future<Lease> lease(Even even, Wish wish) {
        return Future.failedFuture("nobody is paced here");
    }

    @Override
    public void count(Even even, int times) {}

    @Override
    public void slow(Even even) {}

    @Override
    public void learn(Even even, int perSecond) {}

    @Override
    public void rest(Even even, Duration delay) {}
}
