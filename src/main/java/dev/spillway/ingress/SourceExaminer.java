package dev.spillway.ingress;

import dev.spillway.event.Event;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Verifies and decodes by a source's own verifier and decoder. */
record SourceExaminer(Source source, Vertx vertx) implements Examiner {
    /** To hash and decode so much takes about a millisecond. */
    private static final int LARGE_BYTES = 65_536;

    /**
     * A large body would hold up all other webhooks of this event loop, so a worker thread reads it: one body at a time, so that
     * an event loop never keeps more than one core busy with them. What waits is on the budget of bodies.
     */
    @Override
    public Future<Examined> examine(HttpServerRequest request, byte[] body) {
        var headers = request.headers();
        if (body.length > LARGE_BYTES) return vertx.executeBlocking(() -> examined(headers, body), true);
        return Future.succeededFuture(examined(headers, body));
    }

    private Examined examined(MultiMap headers, byte[] body) {
        var verification = source.verifier().verify(headers, body);
        var events = verification.refusal() == null ? source.decoder().decode(body) : List.<Event>of();
        return new Examined(verification, events);
    }
}
