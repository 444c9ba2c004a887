package dev.spillway.ingress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Collects one body, never more of it than allowed. Its bytes stay on the budget until {@link #release()}.
 *
 * <pre>
 *   reading ──end──► whole            reading ──too large, too slow, no budget──► refused: the rest is drained
 *      └──sender left──► gone
 * </pre>
 */
final class BodyReader {
    /** Who wants the body; called once. */
    interface Reader {
        void whole(byte[] body);

        /** It did not come, or must not. */
        void withheld(Reason reason);
    }

    private final HttpServerRequest request;
    private final Desk desk;
    private final Reader reader;
    private final long endsAt;
    private @Nullable Buffer body;
    private int taken;
    private boolean done;

    BodyReader(HttpServerRequest request, Desk desk, Reader reader) {
        this.request = request;
        this.desk = desk;
        this.reader = reader;
        this.endsAt = System.nanoTime() + desk.settings().bodyTimeout().toNanos();
    }

    void start() {
        request.exceptionHandler(cause -> finish(Reason.GONE));
        request.handler(this::chunk);
        request.endHandler(end -> end());
        if (declaredBytes() > desk.settings().bodyBytesMax()) refuse(Reason.TOO_LARGE);
    }

    private long declaredBytes() {
        var length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return Long.MAX_VALUE;
        }
    }

    private void chunk(Buffer chunk) {
        var length = chunk.length();
        if (taken + length > desk.settings().bodyBytesMax()) {
            refuse(Reason.TOO_LARGE);
        } else if (System.nanoTime() - endsAt > 0) {
            refuse(Reason.TOO_SLOW);
        } else if (!desk.budget().take(length)) {
            refuse(Reason.OVERLOADED);
        } else {
            taken += length;
            keep(chunk);
        }
    }

    /** Most bodies are one chunk, which is not copied here. */
    private void keep(Buffer chunk) {
        body = body == null ? chunk : body.appendBuffer(chunk);
    }

    private void end() {
        if (done) return;
        done = true;
        var whole = body == null ? new byte[0] : body.getBytes();
        body = null;
        reader.whole(whole);
    }

    private void refuse(Reason reason) {
        request.handler(new Drain(request, desk.settings()));
        finish(reason);
    }

    private void finish(Reason reason) {
        if (done) return;
        done = true;
        body = null;
        release();
        reader.withheld(reason);
    }

    /** Gives the bytes back to the budget; more calls than one do nothing more. */
    void release() {
        desk.budget().give(taken);
        taken = 0;
    }
}
