package dev.spillway.support;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A connection whose event loop does something when it reads from it, between other connections and before its timers. */
public final class Wire implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Socket far;

    /** Whatever is read on the loop of that context, does this. */
    public Wire(Context loop, Runnable action) throws Exception {
        var near = Promise.<NetSocket>promise();
        loop.runOnContext(turn -> loop.owner()
                .createNetClient()
                .connect(server.getLocalPort(), "127.0.0.1")
                .onSuccess(socket -> socket.handler(word -> action.run()))
                .onComplete(near));
        near.future().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        far = server.accept();
    }

    /** A loop that stands still while it reads, as in a pause of the JVM or on a full machine. */
    public static Runnable standstill(Duration time) {
        return () -> {
            try {
                TimeUnit.MILLISECONDS.sleep(time.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Sends something. */
    public void pull() throws IOException {
        far.getOutputStream().write(1);
    }

    @Override
    public void close() throws IOException {
        far.close();
        server.close();
    }
}
