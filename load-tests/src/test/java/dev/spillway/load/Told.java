package dev.spillway.load;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Which events were told, when, and which of them were answered 200: five bytes each at most. Thread-safe. */
final class Told {
    private static final int FIRST_SIZE = 1 << 16;

    private final AtomicInteger next = new AtomicInteger();
    private final BitSet answered = new BitSet();
    private final long epochMs = System.currentTimeMillis();
    private int[] sentAt = new int[FIRST_SIZE];

    /** Numbers for so many new events; answers the first. */
    int take(int count) {
        return next.getAndAdd(count);
    }

    /** It is about to be written, for the first time or again. */
    synchronized void sends(Webhook webhook) {
        var end = webhook.first() + webhook.count();
        if (end > sentAt.length) sentAt = Arrays.copyOf(sentAt, Math.max(end, 2 * sentAt.length));
        var now = (int) (System.currentTimeMillis() - epochMs) + 1;
        for (var number = webhook.first(); number < end; number++) if (sentAt[number] == 0) sentAt[number] = now;
    }

    synchronized void answered(Webhook webhook) {
        answered.set(webhook.first(), webhook.first() + webhook.count());
    }

    /** All that were told, answered or not. */
    int size() {
        return next.get();
    }

    synchronized int accepted() {
        return answered.cardinality();
    }

    synchronized boolean isAccepted(int number) {
        return answered.get(number);
    }

    /** When it was sent first, in ms since 1970. */
    synchronized long sentAtMs(int number) {
        return epochMs + sentAt[number] - 1;
    }
}
