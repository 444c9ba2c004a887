package dev.spillway.outbound;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import io.vertx.core.Future;

/** Counts and times every call, with all its waiting, by how it ended. */
final class MeteredOutbound implements Outbound {
    private final Outbound next;
    private final OutboundMetrics metrics;
    private int inFlight;

    MeteredOutbound(Outbound next, OutboundMetrics metrics) {
        this.next = next;
        this.metrics = metrics;
        metrics.showCalls(() -> inFlight);
    }

    @Override
    public Future<HttpReply> send(HttpCall call, Leave leave) {
        var since = metrics.start();
        inFlight++;
        return next.send(call, leave).onComplete(ended -> inFlight--).onComplete(ended -> metrics.called(since, ended));
    }
}
