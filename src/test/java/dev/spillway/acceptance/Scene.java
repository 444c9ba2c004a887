package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.Gateway;
import dev.spillway.sandbox.SimulatorSettings;
import dev.spillway.sandbox.Simulators;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A gateway, its stores and the simulators around it, with the steps that tests are told in. */
final class Scene implements AutoCloseable {
    /** The secret of the signature vectors; the gateway knows it as an app's former secret. */
    static final String FORMER_SECRET = "made-up-app-secret-0123456789abcdef";

    /** Nobody writes to it, unless a test has it do so. */
    static final String SECOND_NUMBER = "118264500913348";

    private static final Map<String, String> NUMBERS =
            Map.of(Webhook.NUMBER, "525541007700", SECOND_NUMBER, "525541007701");

    private static final int FIRST_ORDER = 900_000;

    private final OwnStores stores;
    private final Path config;
    private final Vertx vertx = Vertx.vertx();
    private final Simulators simulators;
    private final AtomicInteger customers = new AtomicInteger();
    private Gateway gateway;

    private Scene(OwnStores stores, Path config) throws Exception {
        this.stores = stores;
        this.config = config;
        this.simulators = Simulators.start(vertx, SimulatorSettings.onPort(0).withNumbers(NUMBERS))
                .await(10, TimeUnit.SECONDS);
        this.gateway = launch();
        // The door does not wait for the ledger's tables, the tests do.
        await("the ledger")
                .atMost(Duration.ofSeconds(30))
                .until(() -> management("/trace?order=0").status() == 200);
    }

    /** Starts everything on stores that are nobody else's. */
    static Scene on(OwnStores stores) throws Exception {
        return on(stores, Path.of("conf/gateway.yaml"));
    }

    /** The same, with files of the test's own. */
    static Scene on(OwnStores stores, Path config) throws Exception {
        return new Scene(stores, config);
    }

    private Gateway launch() throws Exception {
        var started = another(config);
        simulators.callbackUrl(URI.create(started.addresses().door() + "/webhooks/meta"));
        return started;
    }

    /** Starts another node on the same stores, whose door nobody knocks at. */
    Gateway another(Path files) throws Exception {
        return Gateway.start(environment(), files);
    }

    private Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("SPILLWAY_PORT", "0");
        environment.put("SPILLWAY_MANAGEMENT_PORT", "0");
        environment.put("SPILLWAY_REDIS_URL", stores.redis().url());
        environment.put("SPILLWAY_POSTGRES_URL", stores.postgresUrl());
        environment.put("META_APP_SECRETS", Webhook.SECRET + "," + FORMER_SECRET);
        environment.put("META_VERIFY_TOKEN", "sandbox-verify-token");
        environment.put("SPILLWAY_WARM_UP", "PT0S");
        environment.put("META_ACCESS_TOKEN", simulators.settings().metaToken());
        environment.put("META_PHONE_NUMBER_ID", Webhook.NUMBER);
        environment.put("META_API_URL", simulators.url() + "/meta");
        environment.put("ERP_URL", simulators.url() + "/erp");
        environment.put("ERP_TOKEN", simulators.settings().erpToken());
        environment.put("CRM_URL", simulators.url() + "/crm");
        environment.put("CRM_TOKEN", simulators.settings().crmToken());
        return environment;
    }

    /** Stops the gateway as SIGTERM does; Meta's simulator goes on knocking. */
    void stopGateway() throws TimeoutException {
        gateway.close();
    }

    /** Starts a gateway again, on the same stores. */
    void startGateway() throws Exception {
        gateway = launch();
    }

    OwnStores stores() {
        return stores;
    }

    Simulated meta() {
        return new Simulated(simulators.url(), "meta");
    }

    Simulated erp() {
        return new Simulated(simulators.url(), "erp");
    }

    Simulated crm() {
        return new Simulated(simulators.url(), "crm");
    }

    /** Everybody forgets what came and behaves well. */
    void clean() {
        for (var simulated : List.of(meta(), erp(), crm())) {
            simulated.behavesWell();
            simulated.forgets();
        }
    }

    /** Somebody who has not written yet. */
    Customer customer() {
        var order = String.valueOf(FIRST_ORDER + customers.incrementAndGet());
        return new Customer(this, "5215555" + order, order);
    }

    List<Customer> customers(int count) {
        return Stream.generate(this::customer).limit(count).toList();
    }

    /** Lets Meta's simulator be a customer. Returns the message's id. */
    String sends(JsonNode message) {
        var reply = Http.send("POST", simulators.url() + "/_sim/meta/send", message);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().path("wamid").asText();
    }

    /** Puts an order into the ERP. */
    void order(String number, String json) {
        var reply = Http.send("PUT", simulators.url() + "/_sim/erp/orders/" + number, Http.parse(json));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    Http.Reply posts(Webhook webhook) {
        return posts(webhook, webhook.signed());
    }

    Http.Reply posts(Webhook webhook, Map<String, String> headers) {
        return postsTo("meta", webhook, headers);
    }

    Http.Reply postsTo(String source, Webhook webhook, Map<String, String> headers) {
        return Http.post(gateway.addresses().door() + "/webhooks/" + source, webhook.body(), headers);
    }

    /** Posts a backend's webhook. */
    Http.Reply postsToHook(String backend, byte[] body, Map<String, String> headers) {
        return Http.post(gateway.addresses().door() + "/hooks/" + backend, body, headers);
    }

    /** @param query without the question mark */
    Http.Reply handshake(String query) {
        return Http.get(gateway.addresses().door() + "/webhooks/meta?" + query);
    }

    /** Has something done by the management port. */
    Http.Reply manage(String path) {
        return Http.post(gateway.addresses().management() + path, new byte[0], Map.of("X-Spillway", "1"));
    }

    /** The same with a body. */
    Http.Reply manages(String path, byte[] body) {
        return Http.post(gateway.addresses().management() + path, body, Map.of("X-Spillway", "1"));
    }

    Http.Reply management(String path) {
        return Http.get(gateway.addresses().management() + path);
    }

    /** Asks the management port to change something. */
    Http.Reply asks(String path) {
        return Http.post(gateway.addresses().management() + path, new byte[0], Map.of("X-Spillway", "1"));
    }

    /** Runs a command of {@code ./spillway} against this gateway. Returns what it prints. */
    String command(String... words) {
        return Gateway.command(gateway.addresses().management(), words);
    }

    /** What SIGHUP does. */
    void hangUp() {
        gateway.hangUp();
    }

    Metrics metrics() {
        return Metrics.parse(management("/metrics").body());
    }

    Trace traceOf(String event) {
        return trace("event", event);
    }

    /** @param by event, message, contact, delivery or order */
    Trace trace(String by, String id) {
        var reply = management("/trace?limit=5000&" + by + "=" + id);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return new Trace(reply.json());
    }

    /** Waits until the trace of an event says that it has run. */
    Trace traced(String event) {
        return await("trace of event " + event)
                .until(() -> traceOf(event), trace -> !trace.rows("rule", event).isEmpty());
    }

    /** For what must be so within 10 seconds. */
    static ConditionFactory await(String alias) {
        return Awaitility.await(alias)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(10));
    }

    @Override
    public void close() throws IOException, TimeoutException {
        try (stores) {
            gateway.close();
        } finally {
            simulators.close().await(10, TimeUnit.SECONDS);
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    /** The scene that tests share which disturb nothing; started once, ended with the JVM. */
    static Scene shared() {
        return Shared.SCENE;
    }

    private static final class Shared {
        private static final Scene SCENE = start();

        private static Scene start() {
            try {
                var scene = Scene.on(OwnStores.start());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(scene)));
                return scene;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static void end(Scene scene) {
            try {
                scene.close();
            } catch (IOException | TimeoutException e) {
                throw new IllegalStateException("the shared scene did not end", e);
            }
        }
    }
}
