package dev.spillway.load;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** What is posted next. Thread-safe. */
@FunctionalInterface
interface Supply {
    Webhook next();

    /** New events, one a webhook, but for a share of webhooks that were posted before. */
    static Supply fresh(Told told, Press press, double repeatShare) {
        return () -> {
            var random = ThreadLocalRandom.current();
            var before = told.size();
            var isRepeat = before > 0 && random.nextDouble() < repeatShare;
            return press.webhook(isRepeat ? random.nextInt(before) : told.take(1), 1);
        };
    }

    /** New events, in batches of these sizes in turn. */
    static Supply batched(Told told, Press press, List<Integer> sizes) {
        var turn = new AtomicInteger();
        return () -> {
            var size = sizes.get(turn.getAndIncrement() % sizes.size());
            return press.webhook(told.take(size), size);
        };
    }

    /** So many webhooks of one event each, then the same again, and again. */
    static Supply storm(Told told, Press press, int distinct) {
        var turn = new AtomicInteger();
        return () -> {
            var number = turn.getAndIncrement();
            return press.webhook(number < distinct ? told.take(1) : number % distinct, 1);
        };
    }
}
