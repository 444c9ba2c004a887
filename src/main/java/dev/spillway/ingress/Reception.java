package dev.spillway.ingress;

import dev.spillway.event.Event;
import dev.spillway.inbox.Receipt;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One webhook from its head to its answer. */
final class Reception implements BodyReader.Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final long startedAt = System.nanoTime();
    private final HttpServerRequest request;
    private final Source source;
    private final SourceMeters meters;
    private final Desk desk;
    private final BodyReader body;
    private int events;

    Reception(HttpServerRequest request, Source source, SourceMeters meters, Desk desk) {
        this.request = request;
        this.source = source;
        this.meters = meters;
        this.desk = desk;
        this.body = new BodyReader(request, desk, this);
    }

    void start() {
        meters.received();
        body.start();
    }

    @Override
    public void withheld(Reason reason) {
        meters.refused(reason);
        if (reason != Reason.GONE) desk.replies().send(request, reason);
    }

    @Override
    public void whole(byte[] bytes) {
        var verification = source.verifier().verify(request.headers(), bytes);
        var refusal = verification.refusal();
        if (refusal != null) {
            body.release();
            withheld(refusal);
            return;
        }
        meters.signedBy(verification.secret());
        store(bytes);
    }

    /**
     * The bytes stay on the budget until the inbox lets go of them, however early we answer. Begins with a future of this
     * context: one without would run its timeout on a thread of Netty's that all event loops share.
     */
    private void store(byte[] bytes) {
        ContextInternal.current()
                .succeededFuture(bytes)
                .map(source.decoder()::decode)
                .compose(this::accept)
                .onComplete(done -> body.release())
                .timeout(desk.settings().acceptTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(this::answer, this::fail);
    }

    private Future<List<Receipt>> accept(List<Event> decoded) {
        events = decoded.size();
        meters.decoded(decoded);
        return decoded.isEmpty()
                ? Future.succeededFuture(List.of())
                : desk.inbox().accept(decoded);
    }

    private void answer(List<Receipt> receipts) {
        meters.stored(receipts);
        if (receipts.contains(Receipt.FAILED)) {
            refuse(Reason.PARTLY_FAILED);
            return;
        }
        meters.answered(System.nanoTime() - startedAt);
        ErrorReplies.watched(request.response().end());
    }

    private void fail(Throwable cause) {
        var reason = ErrorReplies.reason(cause);
        meters.notStored(events);
        if (reason == Reason.DEFECT) {
            LOG.atError().addKeyValue("source", source.name()).setCause(cause).log("webhook.defect");
        }
        refuse(reason);
    }

    private void refuse(Reason reason) {
        meters.refused(reason);
        desk.replies().send(request, reason);
    }
}
