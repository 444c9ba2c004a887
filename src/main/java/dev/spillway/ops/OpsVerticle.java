package dev.spillway.ops;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/** Listens on the management port. */
public final class OpsVerticle extends VerticleBase {
    /** Enough for any id of ours in a query; a longer line is refused with 414. */
    private static final int LINE_BYTES_MAX = 8192;

    private static final int IDLE_SECONDS_MAX = 60;

    private final OpsSettings settings;
    private final OpsParts parts;
    private volatile int actualPort;

    public OpsVerticle(OpsSettings settings, OpsParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    @Override
    public Future<?> start() {
        var options = new HttpServerOptions()
                .setMaxInitialLineLength(LINE_BYTES_MAX)
                .setIdleTimeout(IDLE_SECONDS_MAX)
                .setCompressionSupported(true);
        return vertx.createHttpServer(options)
                .requestHandler(new OpsRoutes(parts, settings).router(vertx))
                .listen(settings.port(), settings.host())
                .onSuccess(this::listening);
    }

    private void listening(HttpServer server) {
        actualPort = server.actualPort();
    }

    /** The port it listens on; 0 before it does. */
    public int actualPort() {
        return actualPort;
    }
}
