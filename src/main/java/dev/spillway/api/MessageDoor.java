package dev.spillway.api;

import dev.spillway.api.Senders.Sender;
import dev.spillway.connector.Operation;
import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.Receipt;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Looks at a message, and has the inbox take it once. */
public final class MessageDoor implements Messages {
    private final Parts parts;

    /**
     * What it works with.
     *
     * @param inbox callable from any event loop
     * @param shards how many there are
     * @param repeatsKnown how long a message is known
     */
    public record Parts(Inbox inbox, Senders senders, int shards, Duration repeatsKnown, ApiMetrics metrics) {}

    public MessageDoor(Parts parts) {
        this.parts = parts;
    }

    @Override
    public Future<Taken> send(Payload body) {
        try {
            return take(event(Posted.read(body)));
        } catch (IllegalArgumentException e) {
            parts.metrics.invalid();
            return Future.failedFuture(e);
        }
    }

    private Event event(Posted posted) {
        var sender = parts.senders.choose(posted.from());
        objection(posted, sender);
        return SendEvents.of(posted, sender, parts.shards, parts.repeatsKnown);
    }

    private void objection(Posted posted, Sender sender) {
        var context = Operation.Context.lookup("", posted.locale());
        var operation = new Operation(posted.operation(), posted.asked(sender.tenant()), context);
        parts.senders.objection(sender, operation).ifPresent(rule -> {
            throw new IllegalArgumentException(rule.startsWith("operation ") ? rule : "input: " + rule);
        });
    }

    private Future<Taken> take(Event event) {
        return parts.inbox
                .accept(List.of(event))
                .compose(receipts -> taken(event, receipts.get(0)))
                .onFailure(cause -> parts.metrics.notTaken());
    }

    private Future<Taken> taken(Event event, Receipt receipt) {
        if (receipt == Receipt.FAILED) {
            return Future.failedFuture(new GatewayException(
                    GatewayException.Kind.UNAVAILABLE, "the message cannot be stored at the moment: send it again"));
        }
        var repeated = receipt == Receipt.DUPLICATE;
        parts.metrics.taken(repeated);
        return Future.succeededFuture(new Taken(event.id().value(), repeated));
    }
}
