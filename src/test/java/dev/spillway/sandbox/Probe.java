package dev.spillway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The simulators, a place their webhooks go to, and a client: everything over real HTTP. */
public final class Probe implements AutoCloseable {
    public static final String META = "/meta/v26.0/118264500913347/messages";

    /** Long enough for a machine on which ten builds run. */
    private static final int PATIENCE_S = 30;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Webhook> webhooks = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Simulators simulators;

    /** A webhook that came. */
    public record Webhook(Buffer body, String signature) {
        public String text() {
            return body.toString();
        }

        public JsonNode value() {
            return json(text()).at("/entry/0/changes/0/value");
        }

        public List<String> statuses() {
            return value().findValuesAsText("status");
        }
    }

    /** An answer of a simulator. */
    public record Reply(int status, String text, Map<String, List<String>> headers) {
        public JsonNode json() {
            return Probe.json(text);
        }
    }

    public Probe() throws Exception {
        this(Clock.systemUTC());
    }

    public Probe(Clock clock) throws Exception {
        this(clock, SimulatorSettings.onPort(0));
    }

    public Probe(Clock clock, SimulatorSettings settings) throws Exception {
        HttpServer callback = vertx.createHttpServer()
                .requestHandler(this::receive)
                .listen(0, "127.0.0.1")
                .await(PATIENCE_S, TimeUnit.SECONDS);
        simulators = Simulators.start(vertx, clock, settings).await(PATIENCE_S, TimeUnit.SECONDS);
        simulators.callbackUrl(URI.create("http://127.0.0.1:" + callback.actualPort() + "/webhooks/meta"));
    }

    private void receive(HttpServerRequest request) {
        request.body()
                .map(body -> webhooks.add(new Webhook(body, String.valueOf(request.getHeader("X-Hub-Signature-256")))))
                .compose(added -> request.response()
                        .setStatusCode(refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? 503 : 200)
                        .end())
                .onFailure(problem -> request.response().reset());
    }

    /** The next so many webhooks are answered by 503. */
    public void refuse(int count) {
        refusals.set(count);
    }

    public List<Webhook> webhooks() {
        return webhooks;
    }

    public Simulators simulators() {
        return simulators;
    }

    public Reply get(String path, String token) throws Exception {
        return call("GET", path, token, "");
    }

    public Reply call(String method, String path, String token, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(simulators.url() + path))
                .timeout(Duration.ofSeconds(PATIENCE_S))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token);
        if (headers.length > 0) request.headers(headers);
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(
                response.statusCode(), response.body(), response.headers().map());
    }

    public Reply text(String to, String body) throws Exception {
        return call("POST", META, "sandbox-access-token", textBody(to, body));
    }

    public static String textBody(String to, String body) {
        return "{\"messaging_product\":\"whatsapp\",\"to\":\"" + to + "\",\"type\":\"text\",\"text\":{\"body\":\""
                + body + "\"},\"biz_opaque_callback_data\":\"k-" + to + "\"}";
    }

    public Reply behave(String name, String json) throws Exception {
        return call("PUT", "/_sim/" + name + "/behaviour", "", json);
    }

    public JsonNode received(String name) throws Exception {
        return get("/_sim/" + name + "/received", "").json();
    }

    public static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public void close() throws TimeoutException {
        simulators.close().await(PATIENCE_S, TimeUnit.SECONDS);
        vertx.close().await(PATIENCE_S, TimeUnit.SECONDS);
    }
}
