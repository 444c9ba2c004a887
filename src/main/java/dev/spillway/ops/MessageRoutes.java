package dev.spillway.ops;

import dev.spillway.api.Messages;
import dev.spillway.event.Payload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * Messages that business systems want sent, over HTTP.
 *
 * <pre>
 * POST /messages {…}   202 {id, repeated} once it is durable
 * </pre>
 */
final class MessageRoutes {
    /** The largest message, an order with its goods, has a tenth of it. */
    private static final int BODY_BYTES_MAX = 256 * 1024;

    private final Messages messages;

    MessageRoutes(Messages messages) {
        this.messages = messages;
    }

    void mount(Router router) {
        router.post("/messages")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
                .handler(this::send);
    }

    private void send(RoutingContext context) {
        var body = context.body().buffer();
        messages.send(body == null ? Payload.EMPTY : Payload.of(body.getBytes()))
                .onSuccess(taken -> Replies.json(context, 202, taken))
                .onFailure(cause -> Replies.refusal(context, cause));
    }
}
