package dev.spillway.outbound;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import io.vertx.core.Future;

/** Lets so many calls through side by side; the rest wait in a bounded line, at most till their deadline. */
final class BulkheadOutbound implements Outbound, Gate {
    private final Outbound next;
    private final int concurrency;
    private final WaitLine line;
    private int running;
    private Runnable wake = () -> {};

    BulkheadOutbound(Outbound next, int concurrency, WaitLine line, OutboundMetrics metrics) {
        this.next = next;
        this.concurrency = concurrency;
        this.line = line;
        metrics.showWaiting("bulkhead", line::size);
    }

    @Override
    public Future<HttpReply> send(HttpCall call, Leave leave) {
        return enter(leave).compose(in -> next.send(call, leave).onComplete(done -> leave()));
    }

    @Override
    public int free() {
        return Math.max(0, concurrency - running - line.size());
    }

    @Override
    public void onFree(Runnable wake) {
        this.wake = wake;
    }

    private Future<Void> enter(Leave leave) {
        if (running >= concurrency) return line.join(leave.deadline(), leave.priority());
        running++;
        return Future.succeededFuture();
    }

    /** Hands the slot straight to who waits next; only a slot nobody waits for becomes free. */
    private void leave() {
        if (line.callNext()) return;
        running--;
        wake.run();
    }
}
