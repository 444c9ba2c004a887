package dev.spillway.ingress;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * Where the webhooks of one source come in. Belongs to one event loop.
 *
 * @param handshake answers its GET; null if it knows none
 */
record Door(String name, Examiner examiner, @Nullable Handshake handshake, SourceMeters meters) {
    static Door of(Source source, SourceMeters meters, Vertx vertx) {
        return new Door(source.name(), new SourceExaminer(source, vertx), source.handshake(), meters);
    }
}
