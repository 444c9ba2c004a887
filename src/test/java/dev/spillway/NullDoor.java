package dev.spillway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/** The lowest rung: reads the body, looks at nothing, answers 200. What a server on Vert.x cannot be faster than. */
final class NullDoor implements Handler<HttpServerRequest> {
    @Override
    public void handle(HttpServerRequest request) {
        request.handler(chunk -> {});
        request.endHandler(end -> request.response().end());
    }
}
