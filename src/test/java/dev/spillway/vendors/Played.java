package dev.spillway.vendors;

import dev.spillway.connector.Connector;
import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.outbound.TryOut;
import dev.spillway.support.Loop;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A shipped connector, run by the gateway's own engine against the simulator of its vendor. */
final class Played implements AutoCloseable {
    /** Endings after which a lane tries again. */
    private static final Set<Outcome.Kind> AGAIN =
            Set.of(Outcome.Kind.AMBIGUOUS, Outcome.Kind.LOCKED, Outcome.Kind.UNAVAILABLE, Outcome.Kind.THROTTLED);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Loop loop = new Loop();
    private final VendorServer server;
    private final Connector connector;
    private final TryOut tryOut;

    private Played(String name) throws IOException {
        this.server = loop.call(() -> VendorServer.start(loop.vertx(), Clock.systemUTC(), Vendors.of(name), 0));
        var file = Path.of("conf/connectors/" + name + ".yaml");
        var params = new HashMap<String, String>();
        new JsonObject(get("params")).forEach(param -> params.put(param.getKey(), String.valueOf(param.getValue())));
        this.connector = ConnectorLoader.load(file.toString(), Files.readString(file), params);
        var via = SocketAddress.inetSocketAddress(server.port(), "127.0.0.1");
        this.tryOut = loop.call(() -> Future.succeededFuture(new TryOut(loop.vertx(), Clock.systemUTC(), via)));
    }

    /** With a vendor that has done nothing yet. */
    static Played against(String vendor) throws IOException {
        return new Played(vendor);
    }

    /** One attempt, the first. */
    Outcome run(String operation, Map<String, Object> input, String key) {
        return attempt(operation, input, key, 1, false);
    }

    /** A look-up. */
    Outcome look(String operation, Map<String, Object> input) {
        return run(operation, input, "");
    }

    /** Attempts as a lane makes them, until one is done with: what may have been written is looked for first. */
    Outcome deliver(String operation, Map<String, Object> input, String key) {
        var unknown = false;
        var outcome = run(operation, input, key);
        for (var attempt = 2; attempt <= 5 && AGAIN.contains(outcome.kind()); attempt++) {
            unknown = unknown || outcome.kind() == Outcome.Kind.AMBIGUOUS;
            outcome = attempt(operation, input, key, attempt, unknown);
        }
        return outcome;
    }

    private Outcome attempt(String operation, Map<String, Object> input, String key, int attempt, boolean unknown) {
        var context = new Operation.Context("evt-1", key, "", "es-MX", attempt, unknown, Instant.now());
        return loop.call(() -> tryOut.run(connector, new Operation(operation, input, context), exchange -> {}));
    }

    /** Several in one call, under keys of their own. */
    TryOut.Ended together(String operation, List<Map<String, Object>> inputs) {
        var pieces = new ArrayList<Operation>();
        for (var input : inputs) {
            var context = new Operation.Context("evt-1", "k" + pieces.size(), "", "es-MX", 1, false, Instant.now());
            pieces.add(new Operation(operation, input, context));
        }
        return loop.call(() -> tryOut.run(connector, pieces, exchange -> {}));
    }

    /** Of the simulator's own door. */
    void control(String name, JsonObject how) {
        send(HttpRequest.newBuilder(at(name)).POST(BodyPublishers.ofString(how.encode())));
    }

    /** The answer to the next write is not given. */
    void loseTheNextAnswer() {
        control("troubles", new JsonObject().put("loseAnswers", 1));
    }

    /** What the vendor keeps of a kind. */
    JsonArray records(String kind) {
        return new JsonArray(get("records?kind=" + kind));
    }

    /** The vendor's figures of all calls. */
    JsonObject summary() {
        return new JsonObject(get("summary"));
    }

    private String get(String name) {
        return send(HttpRequest.newBuilder(at(name)));
    }

    private URI at(String name) {
        return URI.create(server.url() + "/_sim/" + name);
    }

    private String send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) throw new IllegalStateException(answer.body());
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        loop.call(tryOut::close);
        loop.call(server::close);
        loop.close();
    }
}
