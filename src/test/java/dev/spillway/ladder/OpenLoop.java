package dev.spillway.ladder;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends at a rate, whether or not the server keeps up: latency counts from when a request was due, so it holds what the client
 * itself was late by (up to a millisecond usually, as it looks once in each). What is due and finds no free connection waits,
 * bounded; beyond that it counts as an error, also when the client stood still for so long that more is due at once. Usable
 * from any thread.
 */
final class OpenLoop implements AutoCloseable {
    private static final int CONNECTIONS = 256;
    private static final int WAITING_MAX = 20_000;
    private static final int SECONDS_MAX = 30;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    private final Line line;

    private OpenLoop(int port) {
        this.line = new Line(vertx, port);
    }

    /** Connects; sends nothing yet. */
    static OpenLoop start(int port) throws IOException {
        var loop = new OpenLoop(port);
        try {
            loop.on(() -> loop.line.start());
            return loop;
        } catch (IOException e) {
            loop.close();
            throw e;
        }
    }

    /** From now on so many a second. */
    void rate(double perSecond) throws IOException {
        on(() -> line.rate(perSecond));
    }

    /**
     * From now on it sends these instead of making each at once, which costs as much as sending it.
     *
     * @param requests empty: it makes them again
     */
    void sends(Optional<Requests> requests) throws IOException {
        on(() -> line.sends(requests));
    }

    /** What has come of it since the last call. */
    Outcome take() throws IOException {
        return on(() -> Future.succeededFuture(line.tally.take()));
    }

    private <T> T on(Supplier<Future<T>> work) throws IOException {
        var done = Promise.<T>promise();
        vertx.runOnContext(turn -> work.get().onComplete(done));
        try {
            return done.future().await(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the client hangs", e);
        }
    }

    @Override
    public void close() {
        vertx.close();
    }

    /** What is due, and who is free to send it. On its event loop. */
    private static final class Line implements Wire.Listener {
        private final Payloads payloads = new Payloads(1);
        private Requests requests = payloads;
        private final Vertx vertx;
        private final NetClient client;
        private final int port;
        private final ArrayDeque<Wire> free = new ArrayDeque<>();
        private final ArrayDeque<Long> due = new ArrayDeque<>();
        private final Tally tally = new Tally();
        private final Beat beat = new Beat();

        private Line(Vertx vertx, int port) {
            this.vertx = vertx;
            this.client = vertx.createNetClient();
            this.port = port;
        }

        private Future<Void> start() {
            var connected = Future.<Void>succeededFuture();
            for (var n = 0; n < CONNECTIONS; n++) connected = connected.compose(before -> connect());
            vertx.setPeriodic(1, timer -> tick());
            return connected;
        }

        private Future<Void> connect() {
            return client.connect(port, "127.0.0.1")
                    .onSuccess(socket -> free.add(new Wire(socket, this)))
                    .mapEmpty();
        }

        private Future<Void> rate(double perSecond) {
            tick(); // what is due of the old rate
            beat.rate(perSecond, System.nanoTime());
            return Future.succeededFuture();
        }

        private void tick() {
            var now = System.nanoTime();
            while (beat.isDue(now)) {
                var at = beat.take();
                if (due.size() < WAITING_MAX) due.add(at);
                else tally.error();
            }
            while (!due.isEmpty() && !free.isEmpty()) send(free.remove());
        }

        private Future<Void> sends(Optional<Requests> ahead) {
            requests = ahead.orElse(payloads);
            return Future.succeededFuture();
        }

        private void send(Wire wire) {
            var at = due.remove();
            var request = next();
            if (request != null) wire.send(request, at);
            else free.add(wire);
        }

        private byte @Nullable [] next() {
            try {
                var request = requests.next();
                if (request == null) tally.exhausted();
                return request;
            } catch (IOException e) {
                tally.error();
                return null;
            }
        }

        @Override
        public void answered(Wire wire, int status, long since) {
            tally.answered(status, since);
            if (due.isEmpty()) free.add(wire);
            else send(wire);
        }

        @Override
        public void broken(Wire wire, boolean wasBusy) {
            if (wasBusy) tally.error();
            free.remove(wire);
            connect().onFailure(gone -> tally.error());
        }
    }
}
