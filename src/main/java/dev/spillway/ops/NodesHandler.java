package dev.spillway.ops;

import dev.spillway.dispatch.NodesAnswer;
import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** {@code GET /nodes} for machines and {@code GET /nodes.html} for people: who owns what, and what waits there. */
final class NodesHandler {
    private final Supplier<Future<NodesAnswer>> nodes;

    NodesHandler(Supplier<Future<NodesAnswer>> nodes) {
        this.nodes = nodes;
    }

    void json(RoutingContext context) {
        nodes.get()
                .onSuccess(answer -> Replies.json(context, 200, answer))
                .onFailure(cause -> Replies.failure(context, cause));
    }

    void page(RoutingContext context) {
        nodes.get()
                .onSuccess(answer -> show(context, 200, NodesTable.of(answer)))
                .onFailure(cause -> failed(context, cause));
    }

    private static void failed(RoutingContext context, Throwable cause) {
        if (cause instanceof GatewayException known) {
            var why = Html.escape(String.valueOf(known.getMessage()));
            show(context, Replies.status(known.kind()), Html.tag("p", "bad", why));
        } else {
            context.fail(cause);
        }
    }

    private static void show(RoutingContext context, int status, String inner) {
        context.response().setStatusCode(status);
        Replies.text(context, "text/html; charset=utf-8", """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Spillway: nodes</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="/ops.css"></head><body>
                <h1>Nodes</h1>
                %s
                <p><a href="/">back</a>
                </body></html>
                """.formatted(inner));
    }
}
