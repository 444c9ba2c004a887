package dev.spillway.ingress;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Throws away the rest of a body that was refused, so that the sender gets to read our answer; closes the connection on one
 * that does not end. Holds nothing.
 */
final class Drain implements Handler<Buffer> {
    private static final int BODIES_MAX = 4;

    private final HttpServerRequest request;
    private final long bytesMax;
    private final long endsAt;
    private long bytes;

    Drain(HttpServerRequest request, IngressSettings settings) {
        this.request = request;
        this.bytesMax = (long) BODIES_MAX * settings.bodyBytesMax();
        this.endsAt = System.nanoTime() + settings.bodyTimeout().toNanos();
    }

    @Override
    public void handle(Buffer chunk) {
        bytes += chunk.length();
        if (bytes > bytesMax || System.nanoTime() - endsAt > 0)
            ErrorReplies.watched(request.connection().close());
    }
}
