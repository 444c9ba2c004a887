package dev.spillway.inbox;

import dev.spillway.event.Event;
import io.vertx.core.buffer.Buffer;

/**
 * An event on its way into a store.
 *
 * @param stored its stored form
 * @param since when it came, by {@link System#nanoTime()}
 * @param index its place in the batch
 */
record Waiting(Event event, Buffer stored, long since, AcceptBatch batch, int index) {
    void settle(Receipt receipt) {
        batch.settle(index, receipt);
    }

    void fail(Throwable cause) {
        batch.fail(index, cause);
    }
}
