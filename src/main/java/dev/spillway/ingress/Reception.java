package dev.spillway.ingress;

import dev.spillway.event.Event;
import dev.spillway.inbox.Receipt;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One webhook from its head to its answer.
 *
 * <pre>
 *   reading ──whole──► examined ──signed──► storing ──receipts──► answered
 *      │                  │                    ├──inbox failed, or late──► 503
 *      └──withheld        └──not signed        └──a mistake of ours──► 500
 * </pre>
 */
final class Reception implements BodyReader.Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final long startedAt = System.nanoTime();
    private final HttpServerRequest request;
    private final Door door;
    private final Desk desk;
    private final BodyReader body;
    private int events;
    private long storedAt;
    private boolean answered;

    Reception(HttpServerRequest request, Door door, Desk desk) {
        this.request = request;
        this.door = door;
        this.desk = desk;
        this.body = new BodyReader(request, desk, this);
    }

    void start() {
        door.meters().received();
        body.start();
    }

    @Override
    public void withheld(Reason reason) {
        withheld(reason, "");
    }

    private void withheld(Reason reason, String detail) {
        door.meters().refused(reason);
        if (reason != Reason.GONE) desk.replies().send(request, reason, detail);
    }

    @Override
    public void whole(byte[] bytes) {
        try {
            door.examiner().examine(request, bytes).onComplete(this::examined, this::defect);
        } catch (RuntimeException mistake) {
            defect(mistake);
        }
    }

    private void examined(Examined examined) {
        var refusal = examined.verification().refusal();
        if (refusal != null) {
            body.release();
            withheld(refusal, examined.detail());
            return;
        }
        door.meters().signedBy(examined.verification().secret());
        door.meters().decoded(examined.events());
        store(examined.events());
    }

    /** The bytes stay on the budget until the inbox lets go of them, however early we answer. */
    private void store(List<Event> decoded) {
        events = decoded.size();
        if (decoded.isEmpty()) {
            body.release();
            answer(List.of());
            return;
        }
        storedAt = System.nanoTime();
        desk.watch().add(this);
        desk.inbox().accept(decoded).onComplete(this::stored);
    }

    private void stored(AsyncResult<List<Receipt>> done) {
        body.release();
        if (answered) return;
        answered = true;
        if (done.succeeded()) answer(done.result());
        else fail(done.cause());
    }

    /** When the inbox was asked, by {@link System#nanoTime()}. */
    long storedAt() {
        return storedAt;
    }

    boolean isAnswered() {
        return answered;
    }

    /** The inbox takes too long. What it takes all the same is a repeat when the provider comes again. */
    void late() {
        if (answered) return;
        answered = true;
        door.meters().late(System.nanoTime() - startedAt);
        notStored(Reason.INBOX_LATE);
    }

    private void answer(List<Receipt> receipts) {
        door.meters().stored(receipts);
        if (receipts.contains(Receipt.FAILED)) {
            refuse(Reason.PARTLY_FAILED);
            return;
        }
        door.meters().answered(System.nanoTime() - startedAt);
        ErrorReplies.watched(request.response().end());
    }

    private void fail(Throwable cause) {
        var reason = ErrorReplies.reason(cause);
        if (reason == Reason.DEFECT) log(cause);
        notStored(reason);
    }

    private void defect(Throwable mistake) {
        answered = true;
        body.release();
        log(mistake);
        notStored(Reason.DEFECT);
    }

    private void log(Throwable defect) {
        LOG.atError().addKeyValue("source", door.name()).setCause(defect).log("webhook.defect");
    }

    private void notStored(Reason reason) {
        door.meters().notStored(events);
        refuse(reason);
    }

    private void refuse(Reason reason) {
        door.meters().refused(reason);
        desk.replies().send(request, reason);
    }
}
