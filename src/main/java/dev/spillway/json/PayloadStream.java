package dev.spillway.json;

import dev.spillway.event.Payload;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a payload without copying it. */
final class PayloadStream extends InputStream {
    private final ByteBuffer view;

    PayloadStream(Payload payload) {
        this.view = payload.view();
    }

    @Override
    public int read() {
        return view.hasRemaining() ? view.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) return 0;
        if (!view.hasRemaining()) return -1;
        var count = Math.min(length, view.remaining());
        view.get(target, offset, count);
        return count;
    }
}
