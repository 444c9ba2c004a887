package dev.spillway.inbox;

import dev.spillway.event.Event;

/** An event on its way into a store. */
final class Waiting {
    private final Event event;
    private final byte[] stored;
    private final long since;
    private final AcceptBatch batch;
    private final int index;

    /**
     * Of one place in a batch.
     *
     * @param stored its stored form, not to be changed any more
     * @param since when it came, by the clock of whoever made it
     */
    Waiting(Event event, byte[] stored, long since, AcceptBatch batch, int index) {
        this.event = event;
        this.stored = stored;
        this.since = since;
        this.batch = batch;
        this.index = index;
    }

    Event event() {
        return event;
    }

    byte[] stored() {
        return stored;
    }

    long since() {
        return since;
    }

    void settle(Receipt receipt) {
        batch.settle(index, receipt);
    }

    void fail(Throwable cause) {
        batch.fail(index, cause);
    }
}
