package dev.spillway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.sandbox.stage.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stands in for the gateway where only the sandbox is on trial: no verification, no stores, no order, just the calls of one
 * conversation. Part of it can be left out, to see the sandbox notice.
 */
final class FakeGateway implements GatewayLauncher.Gateway {
    private final Vertx vertx = Vertx.vertx();
    private final WebClient client = WebClient.create(vertx);
    private final List<JsonNode> rows = new CopyOnWriteArrayList<>();
    private final Map<String, String> environment;
    private final boolean withNote;
    private final HttpServer webhooks;
    private final HttpServer management;

    private FakeGateway(Map<String, String> environment, boolean withNote) throws TimeoutException {
        this.environment = Map.copyOf(environment);
        this.withNote = withNote;
        var router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        router.post("/webhooks/meta").handler(context -> {
            var body = Probe.json(context.body().asString());
            context.response().end().onSuccess(answered -> react(body.at("/entry/0/changes/0/value")));
        });
        this.webhooks = listen(router, "SPILLWAY_PORT");
        var inside = Router.router(vertx);
        inside.get("/trace").handler(context -> context.end(trace()));
        this.management = listen(inside, "SPILLWAY_MANAGEMENT_PORT");
    }

    static GatewayLauncher.Gateway whole(Map<String, String> environment, Path config) throws TimeoutException {
        return new FakeGateway(environment, true);
    }

    static GatewayLauncher.Gateway withoutNotes(Map<String, String> environment, Path config) throws TimeoutException {
        return new FakeGateway(environment, false);
    }

    private HttpServer listen(Router router, String port) throws TimeoutException {
        var number = Integer.parseInt(environment.getOrDefault(port, "0"));
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(number, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    private void react(JsonNode value) {
        if (value.has("statuses")) {
            row("status", "status." + value.at("/statuses/0/status").asText());
            return;
        }
        row("received", "received");
        lookUp().compose(order -> reply()).compose(sent -> note()).onFailure(problem -> row("dead", "failed"));
    }

    private Future<HttpResponse<Buffer>> lookUp() {
        row("lookup", "order-status.lookup");
        return client.getAbs(environment.get("ERP_URL") + "/orders/1234")
                .bearerTokenAuthentication(environment.get("ERP_TOKEN"))
                .send();
    }

    private Future<HttpResponse<Buffer>> reply() {
        row("attempt", "order-status.reply.attempt.1");
        return client.postAbs(environment.get("META_API_URL") + "/v26.0/" + environment.get("META_PHONE_NUMBER_ID")
                        + "/messages")
                .bearerTokenAuthentication(environment.get("META_ACCESS_TOKEN"))
                .sendBuffer(Buffer.buffer(Probe.textBody("+525550104321", "Tu pedido 1234 va en camino")));
    }

    private Future<HttpResponse<Buffer>> note() {
        if (!withNote) return Future.failedFuture("left out");
        return client.postAbs(environment.get("CRM_URL") + "/contacts/5215550104321/notes")
                .bearerTokenAuthentication(environment.get("CRM_TOKEN"))
                .putHeader("Idempotency-Key", "n1")
                .sendBuffer(Buffer.buffer("{\"text\":\"Preguntó por el pedido 1234\"}"));
    }

    private void row(String kind, String step) {
        rows.add(Json.object()
                .put("at", Clock.systemUTC().instant().toString())
                .put("kind", kind)
                .put("step", step));
    }

    private String trace() {
        var trace = Json.object();
        rows.forEach(trace.putArray("rows")::add);
        return trace.toString();
    }

    @Override
    public int port() {
        return webhooks.actualPort();
    }

    @Override
    public int managementPort() {
        return management.actualPort();
    }

    @Override
    public void close() {
        try {
            vertx.close().await(5, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
