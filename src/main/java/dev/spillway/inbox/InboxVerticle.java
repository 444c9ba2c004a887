package dev.spillway.inbox;

import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives an inbox an event loop, so that it can be used from all others; answers come on the caller's. {@code UNAVAILABLE} before it
 * starts and when it has ended.
 */
public final class InboxVerticle extends VerticleBase implements Inbox {
    private final Supplier<? extends Inbox> opening;
    private volatile @Nullable Inbox inbox;

    /** @param opening called once, on the event loop that will use it */
    public InboxVerticle(Supplier<? extends Inbox> opening) {
        this.opening = opening;
    }

    @Override
    public Future<?> start() {
        inbox = opening.get();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        inbox = null;
        return Future.succeededFuture();
    }

    @Override
    public Future<List<Receipt>> accept(List<Event> events) {
        var open = inbox;
        if (open == null) {
            return Future.failedFuture(
                    new GatewayException(GatewayException.Kind.UNAVAILABLE, "this node is starting or ending"));
        }
        var caller = vertx.getOrCreateContext();
        var answer = Promise.<List<Receipt>>promise();
        context.runOnContext(turn -> Future.succeededFuture(events)
                .compose(open::accept)
                .onComplete((receipts, cause) -> caller.runOnContext(back -> answer.complete(receipts, cause))));
        return answer.future();
    }
}
