package dev.spillway.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spillway.inbox.Inbox;
import dev.spillway.ingress.meta.MetaSource;
import dev.spillway.ingress.meta.MetaSourceSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A deployed door on a free port, with one Meta source and whatever inbox the test gives it. */
final class DoorUnderTest {
    static final String SECRET = "sandbox-app-secret";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<IngressVerticle> instances = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final BodyBudget budget;
    private final Connections connections;

    DoorUnderTest(IngressSettings settings, Inbox inbox) throws Exception {
        this(settings, inbox, vertx -> Hooks.NONE);
    }

    DoorUnderTest(IngressSettings settings, Inbox inbox, Function<Vertx, Hooks> hooks) throws Exception {
        var ofBackends = hooks.apply(vertx);
        budget = new BodyBudget(settings.bodiesInFlightBytesMax());
        connections = new Connections(settings.connectionsMax(), meters);
        var metrics = new IngressMetrics(meters, budget, new Promptness());
        var meta = new MetaSourceSettings("meta", List.of(SECRET, "former-secret"), "verify-me");
        var deploying = new DeploymentOptions().setInstances(settings.instances());
        Supplier<IngressVerticle> verticles = () -> instance(
                settings,
                () -> new Webhooks(
                        vertx, settings, List.of(MetaSource.of(meta, 64)), inbox, budget, metrics, ofBackends));
        await(vertx.deployVerticle(verticles, deploying));
    }

    private IngressVerticle instance(IngressSettings settings, Supplier<Webhooks> handlers) {
        var instance = new IngressVerticle(settings, connections, handlers);
        instances.add(instance);
        return instance;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    int port() {
        return ports().iterator().next();
    }

    /** The ports of all instances. */
    Set<Integer> ports() {
        return instances.stream().map(IngressVerticle::port).collect(Collectors.toSet());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** Posts a body signed with the current secret. */
    HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return post("/webhooks/meta", body, "sha256=" + SignatureTest.sign(SECRET, body));
    }

    HttpResponse<String> post(String path, byte[] body, String signature) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("X-Hub-Signature-256", signature)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** A bare connection, for what no proper client sends. */
    Socket connect(String text) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    double count(String name, String... tags) {
        return meters.find("gateway_ingress_" + name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    void close() throws Exception {
        await(vertx.close());
    }
}
