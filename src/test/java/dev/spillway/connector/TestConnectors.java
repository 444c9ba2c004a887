package dev.spillway.connector;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Connectors and operations for tests. */
final class TestConnectors {
    private TestConnectors() {}

    /** One of those that are shipped, at {@code https://<name>.test}. */
    static Connector shipped(String name) {
        var params = Map.of(
                "baseUrl", "https://" + name + ".test/" + ("rest-erp".equals(name) ? "api" : "v1"), "token", "s3cret");
        return ConnectorLoader.load(name + ".yaml", read(Path.of("conf/connectors", name + ".yaml")), params);
    }

    /** One with a single operation, whose YAML stands two spaces deep. */
    static Connector connector(String operations) {
        return ConnectorLoader.load("test.yaml", "connector: test\noperations:\n" + operations.indent(2), Map.of());
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Operation lookup(String name, Map<String, Object> input) {
        return new Operation(name, input, Operation.Context.lookup("evt-1", "es-MX"));
    }

    static Operation write(String name, Map<String, Object> input, boolean ambiguous) {
        return new Operation(name, input, new Operation.Context("evt-1", "key-1", "", "es-MX", 1, ambiguous));
    }

    static HttpReply reply(int status, String body) {
        return new HttpReply(status, Map.of(), Payload.of(body));
    }

    /** Answers call after call; the last step is what it came to. */
    static Step play(Step begin, List<HttpReply> replies) {
        var step = begin;
        for (var reply : replies) step = ((Step.Call) step).then().apply(reply);
        return step;
    }

    static Outcome outcome(Step step) {
        return ((Step.Done) step).outcome();
    }

    static HttpCall call(Step step) {
        return ((Step.Call) step).http();
    }

    static Object json(Payload payload) {
        return String.valueOf(Json.read(payload));
    }
}
