package dev.spillway.sandbox;

import dev.spillway.sandbox.meta.Meta;
import dev.spillway.sandbox.stage.Behaviour;
import dev.spillway.sandbox.stage.Call;
import dev.spillway.sandbox.stage.Faults;
import dev.spillway.sandbox.stage.Stage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/**
 * Simulators of what a gateway talks to, on one HTTP server on 127.0.0.1: the Cloud API below {@code /meta}, an ERP below
 * {@code /erp}, a CRM below {@code /crm}; their controls below {@code /_sim}, see {@link ControlRoutes}. They start without
 * faults and with the documented limits, and keep nothing when closed.
 */
public final class Simulators {
    private static final long BODY_BYTES_MAX = 1 << 20;

    private final SimulatorSettings settings;
    private final Meta meta;
    private final HttpServer server;

    private Simulators(Vertx vertx, Clock clock, SimulatorSettings settings) {
        this.settings = settings;
        var ground = new Stage.Ground(vertx, clock, settings.arrivalsMax());
        this.meta = new Meta(ground, settings.metaAccount());
        var erp = new ErpSimulator(settings.erpToken(), new Orders());
        var erpStage = new Stage(ground, new Behaviour(Faults.NONE), Call::path);
        var crm = new CrmSimulator(settings.crmToken());
        var crmStage = new Stage(ground, new Behaviour(Faults.NONE), CrmSimulator::key);

        var router = Router.router(vertx);
        meta.mountUploads(router);
        router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
        meta.mount(router);
        erp.mount(router, erpStage);
        crm.mount(router, crmStage);
        var control = new ControlRoutes(Map.of("meta", meta.stage(), "erp", erpStage, "crm", crmStage));
        control.mount(router);
        this.server = vertx.createHttpServer(new HttpServerOptions()).requestHandler(router);
    }

    /** Starts them; fails when the port is taken. */
    public static Future<Simulators> start(Vertx vertx, SimulatorSettings settings) {
        return start(vertx, Clock.systemUTC(), settings);
    }

    static Future<Simulators> start(Vertx vertx, Clock clock, SimulatorSettings settings) {
        var simulators = new Simulators(vertx, clock, settings);
        return simulators.server.listen(settings.port(), "127.0.0.1").map(simulators);
    }

    /** The port they listen on. */
    public int port() {
        return server.actualPort();
    }

    /** Their address, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What they were started with. */
    public SimulatorSettings settings() {
        return settings;
    }

    /** Where webhooks go from now on. */
    public void callbackUrl(URI url) {
        meta.callbackUrl(url);
    }

    /** Ends the server; calls that hang are cut off, webhooks that wait are dropped. */
    public Future<Void> close() {
        return Future.join(server.close(), meta.close()).mapEmpty();
    }
}
