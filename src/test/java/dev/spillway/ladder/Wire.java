package dev.spillway.ladder;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** One connection: one request at a time. Belongs to an event loop. */
final class Wire {
    private final NetSocket socket;
    private final Listener listener;
    private final Answers answers = new Answers();
    private long since;
    private boolean busy;

    /** Hears what becomes of requests. */
    interface Listener {
        /**
         * The connection is free again.
         *
         * @param since when the request was due
         */
        void answered(Wire wire, int status, long since);

        /**
         * The connection has gone, or does not speak HTTP.
         *
         * @param wasBusy a request was not answered; else the server closed it for having been silent
         */
        void broken(Wire wire, boolean wasBusy);
    }

    Wire(NetSocket socket, Listener listener) {
        this.socket = socket;
        this.listener = listener;
        socket.handler(this::take);
        socket.closeHandler(closed -> listener.broken(this, busy));
    }

    /** @param dueAt nano time from which its latency counts */
    void send(byte[] request, long dueAt) {
        since = dueAt;
        busy = true;
        socket.write(Buffer.buffer(request)).onFailure(gone -> {}); // the close is heard of
    }

    private void take(Buffer bytes) {
        var status = answers.take(bytes);
        if (status == 0) return;
        if (status < 0) {
            socket.close();
            return;
        }
        busy = false;
        listener.answered(this, status, since);
    }
}
