package dev.spillway.faults;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Questions for orders, each of another person, as fast as the gateway runs them: what waits is to wait in lanes. Blocks. */
final class Flood {
    private static final int WEBHOOKS = 8;
    private static final int WEBHOOK_EVENTS = 10;
    private static final long BUSY_MAX = 5_000;
    private static final long PAUSE_MS = 50;

    private final Post post;
    private final Stack stack;
    private final Stranger stranger;
    private int told;

    Flood(Post post, Stack stack, Stranger stranger) {
        this.post = post;
        this.stack = stack;
        this.stranger = stranger;
    }

    /** Tells until it is enough; false if it is not in time. */
    boolean until(Waiting.Question enough, int secondsMax) throws IOException, TimeoutException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsMax);
        while (!enough.ask()) {
            if (System.nanoTime() > end) return false;
            if (stack.busy() < BUSY_MAX) tell();
            else Waiting.sleep(PAUSE_MS);
        }
        return true;
    }

    /** Questions that were answered 200. */
    int told() {
        return told;
    }

    private void tell() throws TimeoutException {
        var posts = IntStream.range(0, WEBHOOKS)
                .mapToObj(n -> post.send(webhook(), stack.door()))
                .toList();
        Future.join(posts).await(30, TimeUnit.SECONDS);
        for (var one : posts) told += one.result().isOk() ? WEBHOOK_EVENTS : 0;
    }

    private Webhook webhook() {
        return Webhook.of(Stream.generate(() -> stranger.question(System.currentTimeMillis()))
                .limit(WEBHOOK_EVENTS)
                .toList());
    }
}
