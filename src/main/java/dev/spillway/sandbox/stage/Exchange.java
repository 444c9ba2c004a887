package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** The answering side of one call; quietly does nothing when the caller has gone. */
public final class Exchange {
    private final RoutingContext context;

    public Exchange(RoutingContext context) {
        this.context = context;
    }

    public boolean isOpen() {
        return !response().closed() && !response().ended();
    }

    public void onClose(Runnable action) {
        response().closeHandler(closed -> action.run());
    }

    public Future<Void> answer(Answer answer) {
        if (!isOpen()) return Future.failedFuture("the caller has gone");
        if (answer.retryAfterS() > 0) response().putHeader("Retry-After", String.valueOf(answer.retryAfterS()));
        var file = answer.file();
        return file == null ? json(answer.status(), answer.body()) : bytes(file);
    }

    public Future<Void> json(int status, JsonNode body) {
        return response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(body.toString());
    }

    private Future<Void> bytes(Answer.File file) {
        return response().putHeader("Content-Type", file.contentType()).end(file.content());
    }

    /** Closes the connection without an answer. */
    public void reset() {
        context.request().connection().close().onFailure(problem -> {}); // closed already: just as well
    }

    private HttpServerResponse response() {
        return context.response();
    }
}
