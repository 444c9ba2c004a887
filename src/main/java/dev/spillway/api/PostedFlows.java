package dev.spillway.api;

import dev.spillway.event.EventKind;
import dev.spillway.event.GatewayException;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Flows, and beside them what turns a message that was taken into a delivery of its lane: by the commit of the shard's owner. */
public final class PostedFlows implements Flows {
    private final Flows flows;
    private final Clock clock;

    public PostedFlows(Flows flows, Clock clock) {
        this.flows = flows;
        this.clock = clock;
    }

    @Override
    public boolean wantsSession(EventKind kind) {
        return flows.wantsSession(kind);
    }

    /** Fails for a message that this version cannot read: it then becomes a dead letter. */
    @Override
    public Future<Run> run(Occasion occasion) {
        if (occasion.event().kind() != EventKind.SEND) return flows.run(occasion);
        try {
            var sending = SendEvents.read(occasion.event(), occasion.acceptedAt());
            return flows.run(occasion)
                    .map(run -> run.beside(List.of(sending.delivery()), List.of(row(occasion, sending))));
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(
                    new GatewayException(GatewayException.Kind.REJECTED, "the message cannot be read"));
        }
    }

    private LedgerEntry row(Occasion occasion, SendEvents.Sending sending) {
        var delivery = sending.delivery();
        var detail = Map.<String, Object>of(
                "clientRef", sending.clientRef(),
                "destination", delivery.destination(),
                "operation", delivery.operation(),
                "priority", delivery.priority().name(),
                "locale", delivery.locale());
        return new LedgerEntry.Row(
                delivery.event(),
                occasion.acceptedAt(),
                delivery.step(),
                LedgerEntry.Kind.QUEUED,
                clock.instant(),
                delivery.contact().value(),
                "",
                delivery.id(),
                "",
                detail);
    }
}
