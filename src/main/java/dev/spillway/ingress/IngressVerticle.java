package dev.spillway.ingress;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Binds the door on one event loop. Instances of one deployment share the port. */
public final class IngressVerticle extends VerticleBase {
    private final IngressSettings settings;
    private final Connections connections;
    private final Supplier<? extends Handler<HttpServerRequest>> handlers;
    private @Nullable HttpServer server;
    private volatile int port;

    /**
     * Makes one instance.
     *
     * @param connections counts those of all instances
     * @param handlers makes the handler of this instance; called once, on its event loop
     */
    public IngressVerticle(
            IngressSettings settings,
            Connections connections,
            Supplier<? extends Handler<HttpServerRequest>> handlers) {
        this.settings = settings;
        this.connections = connections;
        this.handlers = handlers;
    }

    @Override
    public Future<?> start() {
        var bound = vertx.createHttpServer(options(settings))
                .connectionHandler(connections::admit)
                .requestHandler(handlers.get());
        server = bound;
        return bound.listen().onSuccess(listening -> port = listening.actualPort());
    }

    @Override
    public Future<?> stop() {
        var bound = server;
        if (bound == null) return Future.succeededFuture();
        return bound.shutdown(settings.shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The port it listens on, once deployed. Callable from any thread. */
    public int port() {
        return port;
    }

    static HttpServerOptions options(IngressSettings settings) {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port() == 0 ? -1 : settings.port()) // -1: free, and the same for all instances
                .setIdleTimeout((int) settings.idleTimeout().toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(settings.headerBytesMax())
                .setMaxHeaderSize(settings.headerBytesMax())
                .setMaxChunkSize(65_536)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false);
    }
}
