package dev.spillway.support;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a client and a store on this machine, and can lose an answer: the request goes through and takes effect, its
 * answer does not come back, and the connection is cut.
 */
public final class LossyProxy implements AutoCloseable {
    private static final String NOTHING = "\0nothing\0";

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final AtomicReference<String> marked = new AtomicReference<>(NOTHING);
    private final AtomicInteger pieces = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final NetServer server;
    private final int storePort;
    private volatile boolean mute;

    public LossyProxy(int storePort) {
        this.storePort = storePort;
        this.server = await(vertx.createNetServer().connectHandler(this::join).listen(0, "127.0.0.1"));
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where clients connect to. */
    public int port() {
        return server.actualPort();
    }

    /** The answer to the next request that holds this text gets lost. */
    public void loseAnswerTo(String text) {
        marked.set(text);
    }

    /** Whether the request has come whose answer gets lost. */
    public boolean losing() {
        return NOTHING.equals(marked.get());
    }

    /** How many answers were lost so far. */
    public int lost() {
        return lost.get();
    }

    /** How many connections were accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** New connections are accepted, and nothing ever comes back. */
    public void mute(boolean mute) {
        this.mute = mute;
    }

    /** How many pieces clients have sent, as they came. */
    public int pieces() {
        return pieces.get();
    }

    private void join(NetSocket from) {
        connections.incrementAndGet();
        if (mute) return;
        from.pause();
        client.connect(storePort, "127.0.0.1")
                .onSuccess(to -> new Pair(from, to).begin())
                .onFailure(cause -> from.close());
    }

    /** One client and its connection to the store. */
    private final class Pair {
        private final NetSocket from;
        private final NetSocket to;
        private final List<Buffer> tail = new ArrayList<>();
        private boolean losing;

        Pair(NetSocket from, NetSocket to) {
            this.from = from;
            this.to = to;
        }

        void begin() {
            from.handler(this::asked);
            to.handler(this::answered);
            from.closeHandler(end -> to.close());
            to.closeHandler(end -> from.close());
            from.resume();
        }

        /** A mark may be cut in two by the network: it is looked for in the last few pieces together. */
        private void asked(Buffer piece) {
            pieces.incrementAndGet();
            tail.add(piece);
            if (tail.size() > 3) tail.remove(0);
            var together = Buffer.buffer();
            tail.forEach(together::appendBuffer);
            var mark = marked.get();
            if (together.toString(StandardCharsets.ISO_8859_1).contains(mark) && marked.compareAndSet(mark, NOTHING)) {
                losing = true;
            }
            to.write(piece);
        }

        private void answered(Buffer piece) {
            if (!losing) {
                from.write(piece);
                return;
            }
            lost.incrementAndGet();
            losing = false;
            from.close();
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
