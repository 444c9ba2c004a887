package dev.spillway.ingress;

import dev.spillway.event.Event;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.util.List;

/** Where the webhooks of one source come in. Belongs to one event loop. */
record Door(Source source, SourceMeters meters, Vertx vertx) {
    /** To hash and decode so much takes about a millisecond. */
    static final int LARGE_BYTES = 65_536;

    /** Verifies and decodes a body. */
    Examined examine(MultiMap headers, byte[] body) {
        var verification = source.verifier().verify(headers, body);
        var events = verification.refusal() == null ? source.decoder().decode(body) : List.<Event>of();
        return new Examined(verification, events);
    }

    /**
     * The same on a worker thread, one body at a time, so that an event loop never keeps more than one core busy with them.
     * What waits is on the budget of bodies.
     */
    Future<Examined> examineElsewhere(MultiMap headers, byte[] body) {
        return vertx.executeBlocking(() -> examine(headers, body), true);
    }
}
