package dev.spillway.ladder;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The client that ships with the ladder: one event loop in this JVM, bytes that were prepared. */
final class OwnClient implements Client {
    private static final int MORE_SECONDS_MAX = 20;

    @Override
    public Outcome run(Drive drive) throws IOException {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        try (var requests = drive.files().open()) {
            var done = Promise.<Outcome>promise();
            vertx.runOnContext(turn -> new Run(drive, requests, vertx.createNetClient())
                    .start(vertx)
                    .onComplete(done));
            return done.future().await(drive.seconds() + MORE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the client does not end", e);
        } finally {
            vertx.close();
        }
    }

    /** One run, on its event loop. */
    private static final class Run implements Wire.Listener {
        private final Drive drive;
        private final Requests requests;
        /** Every wire holds this run, and so the client: Vert.x closes the connections of one that nobody holds. */
        private final NetClient client;

        private final Tally tally = new Tally();
        private boolean ended;

        private Run(Drive drive, Requests requests, NetClient client) {
            this.drive = drive;
            this.requests = requests;
            this.client = client;
        }

        private Future<Outcome> start(Vertx vertx) {
            var connected = Future.<Void>succeededFuture();
            for (var n = 0; n < drive.connections(); n++) {
                var port = drive.ports().get(n % drive.ports().size());
                connected = connected.compose(before -> connect(port));
            }
            return connected
                    .compose(all -> vertx.timer(drive.seconds(), TimeUnit.SECONDS))
                    .map(over -> end());
        }

        private Future<Void> connect(int port) {
            return client.connect(port, "127.0.0.1")
                    .onSuccess(socket -> next(new Wire(socket, this)))
                    .mapEmpty();
        }

        private Outcome end() {
            ended = true;
            client.close();
            return tally.take();
        }

        @Override
        public void answered(Wire wire, int status, long since) {
            if (ended) return;
            tally.answered(status, since);
            next(wire);
        }

        private void next(Wire wire) {
            try {
                var request = requests.next();
                if (request != null) wire.send(request, System.nanoTime());
                else tally.exhausted();
            } catch (IOException e) {
                tally.error();
            }
        }

        @Override
        public void broken(Wire wire, boolean wasBusy) {
            if (wasBusy && !ended) tally.error();
        }
    }
}
