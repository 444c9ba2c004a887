package dev.spillway.faults;

import dev.spillway.faults.Nodes.Door;
import dev.spillway.sandbox.LocalRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before the nodes as a load balancer would: hands each webhook to one of them in turn, and to the next if it is not taken. */
final class Relay implements AutoCloseable {
    private static final int NOBODY = 503;

    private final Post post;
    private final HttpServer server;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Door> doors = List.of();

    private Relay(Vertx vertx) throws IOException {
        this.post = new Post(vertx);
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(LocalRedis.freePort());
        this.server = vertx.createHttpServer(options).requestHandler(this::pass);
    }

    /** One that has nobody to hand anything to yet. */
    static Relay start(Vertx vertx) throws IOException {
        var relay = new Relay(vertx);
        try {
            relay.server.listen().await(10, TimeUnit.SECONDS);
            return relay;
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.actualPort() + "/webhooks/meta";
    }

    void to(Nodes nodes) {
        doors = nodes.doors();
    }

    private void pass(HttpServerRequest request) {
        var signature = String.valueOf(request.getHeader(Post.SIGNATURE));
        request.body()
                .compose(body -> pass(body, signature, turn.getAndIncrement(), doors.size()))
                .otherwise(NOBODY)
                .onSuccess(status -> request.response().setStatusCode(status).end());
    }

    private Future<Integer> pass(Buffer body, String signature, int to, int tries) {
        if (tries == 0) return Future.succeededFuture(NOBODY);
        return post.send(body, signature, doors.get(Math.floorMod(to, doors.size())))
                .compose(answer -> answer.isOk()
                        ? Future.succeededFuture(answer.status())
                        : pass(body, signature, to + 1, tries - 1));
    }

    @Override
    public void close() throws IOException {
        try {
            server.close().await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }
}
