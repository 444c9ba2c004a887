package dev.spillway.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Messages go on to a hook of somebody else's, signed by Standard Webhooks, beside the answers that flows give. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesIT {
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private ConfCopy conf;
    private Scene scene;

    /** What arrived at the hook. */
    private record Call(String id, String timestamp, String signature, String key, String body, int status) {
        JsonNode json() {
            return Http.parse(body);
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        conf = ConfCopy.in(folder);
        addHook(folder);
        route(1, "'text': text");
        scene = Scene.on(OwnStores.start(), conf.gateway());
    }

    /** Every id is refused once. */
    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var id = String.valueOf(headers.getFirst("webhook-id"));
            var status = calls.stream().anyMatch(call -> call.id.equals(id)) ? 200 : 500;
            calls.add(new Call(
                    id,
                    String.valueOf(headers.getFirst("webhook-timestamp")),
                    String.valueOf(headers.getFirst("webhook-signature")),
                    String.valueOf(headers.getFirst("X-Event-Id")),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                    status));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private void addHook(Path folder) throws IOException {
        var secrets = folder.resolve("secrets");
        java.nio.file.Files.createDirectory(secrets);
        conf.write(
                "secrets/hook-url", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/catch\n");
        conf.write("secrets/hook-key", "whsec_" + KEY + "\n");
        conf.append("backends.yaml", """
                  - name: hook
                    connector: hook
                    params: {url: "${secret:hook-url}", secret: "${secret:hook-key}"}
                    destination:
                      concurrency: 4
                      queueMax: 100
                      rate: {capacity: 100, perSecond: 100}
                      callTimeout: PT5S
                      operationTimeout: PT10S
                      breaker: {callsMin: 100, failurePercent: 90, window: PT30S, openFor: PT1S}
                      backoff: {first: PT0.2S, max: PT1S}
                      attemptsMax: 20
                      ambiguousWait: PT0S
                      pauseMax: PT10S
                """);
    }

    private void route(int version, String data) throws IOException {
        conf.write("routes.yaml", """
                routes:
                  - name: to-hook
                    on: {kinds: [MESSAGE], where: "type = 'text'"}
                    to: hook
                    operation: emitEvent
                    version: %d
                    input: "{'event': {'type': 'message.received', 'data': {%s}}}"
                """.formatted(version, data));
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
        receiver.stop(0);
    }

    @Test
    void theVerifierOfThisTestTakesThePublishedVector() {
        var vector = new Call(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "",
                "{\"test\": 2432232314}",
                0);
        assertThat(expected(vector)).isEqualTo(vector.signature);
    }

    /** As the specification says it, not by the gateway's own code. */
    private static String expected(Call call) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
            var signed = call.id + "." + call.timestamp + "." + call.body;
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Call> callsOf(String text) {
        return calls.stream().filter(call -> call.body.contains(text)).toList();
    }

    private List<Call> taken(String text) {
        return Scene.await("the hook takes " + text)
                .until(() -> callsOf(text), of -> of.stream().anyMatch(call -> call.status == 200));
    }

    @Test
    void aMessageThatComesThreeTimesIsOneEventAtTheHookSignedAndUnderOneId() {
        var customer = scene.customer();
        var webhook = Webhook.text(customer.phone(), Webhook.newWamid(), "hola hook uno");
        for (var i = 0; i < 3; i++) assertThat(scene.posts(webhook).status()).isEqualTo(200);

        var of = taken("hola hook uno");
        assertThat(of).extracting(call -> call.status).containsExactly(500, 200);
        assertThat(of).extracting(call -> call.id).containsOnly(of.get(0).id);
        assertThat(of).allSatisfy(call -> {
            assertThat(call.signature).isEqualTo(expected(call));
            assertThat(call.key).isEqualTo(call.id);
            assertThat(call.json().path("type").asText()).isEqualTo("message.received");
        });
        customer.answered(1, Duration.ofSeconds(10)); // the flow's own answer
    }

    @Test
    void aNewMappingHoldsFromTheReloadOnAndTheLedgerSaysWhichWasUsed() throws IOException {
        var before = Webhook.newWamid();
        scene.posts(Webhook.text(scene.customer().phone(), before, "hola hook dos"));
        taken("hola hook dos");

        route(2, "'text': text, 'from': contact.phone");
        assertThat(scene.asks("/reload").status()).isEqualTo(200);
        var after = Webhook.newWamid();
        var customer = scene.customer();
        scene.posts(Webhook.text(customer.phone(), after, "hola hook tres"));

        assertThat(taken("hola hook tres"))
                .allSatisfy(call ->
                        assertThat(call.json().at("/data/from").asText()).isEqualTo(customer.phone()));
        assertThat(mapping(before)).isEqualTo(1);
        assertThat(mapping(after)).isEqualTo(2);
    }

    private int mapping(String wamid) {
        var event = Webhook.eventIdOfMessage(wamid);
        var queued = Scene.await("the row of the route")
                .until(
                        () -> scene.traceOf(event).rows("queued", event),
                        rows -> rows.stream()
                                .anyMatch(row -> row.path("step").asText().equals("route.to-hook")));
        return queued.stream()
                .filter(row -> row.path("step").asText().equals("route.to-hook"))
                .mapToInt(row -> row.at("/detail/mapping").asInt())
                .findFirst()
                .orElseThrow();
    }
}
