package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each shipped connector against its file of requests and answers. */
final class ConnectorSamplesTest {
    @TestFactory
    Stream<DynamicTest> erpSamples() {
        return samples("erp");
    }

    @TestFactory
    Stream<DynamicTest> crmSamples() {
        return samples("crm");
    }

    private static Stream<DynamicTest> samples(String name) {
        var connector = TestConnectors.shipped(name);
        var file = Path.of("src/test/resources/connector", name + ".json");
        var samples = list(Json.read(Payload.of(TestConnectors.read(file))));
        return samples.stream()
                .map(Json::asObject)
                .map(sample ->
                        DynamicTest.dynamicTest(name + ": " + sample.get("name"), () -> play(connector, sample)));
    }

    private static void play(Connector connector, Map<String, Object> sample) {
        var step = connector.begin(operation(sample));
        for (var exchange : list(sample.get("exchanges"))) {
            assertThat(step).isInstanceOf(Step.Call.class);
            var call = (Step.Call) step;
            expectRequest(call.http(), part(exchange, "request"));
            step = call.then().apply(reply(part(exchange, "response")));
        }
        assertThat(step).isInstanceOf(Step.Done.class);
        expectOutcome(TestConnectors.outcome(step), part(sample, "outcome"));
    }

    private static Operation operation(Map<String, Object> sample) {
        var key = String.valueOf(sample.getOrDefault("key", ""));
        var ambiguous = Boolean.TRUE.equals(sample.get("ambiguous"));
        var context = new Operation.Context("evt-1", key, "", "es-MX", ambiguous ? 2 : 1, ambiguous);
        return new Operation(String.valueOf(sample.get("operation")), part(sample, "input"), context);
    }

    private static void expectRequest(HttpCall call, Map<String, Object> expected) {
        var seen = new HashMap<String, @Nullable Object>();
        seen.put("method", call.method());
        seen.put("url", call.uri().toString());
        seen.put("write", call.write());
        seen.put("timeout", call.timeout().toString());
        assertThat(seen).containsAllEntriesOf(without(expected, "headers", "body"));
        if (expected.containsKey("headers")) assertThat(call.headers()).containsAllEntriesOf(headers(expected));
        if (expected.containsKey("body")) assertThat(Json.read(call.body())).isEqualTo(expected.get("body"));
    }

    private static Map<String, String> headers(Map<String, Object> message) {
        var headers = new HashMap<String, String>();
        if (message.containsKey("headers")) part(message, "headers").forEach((k, v) -> headers.put(k, v.toString()));
        return headers;
    }

    private static HttpReply reply(Map<String, Object> response) {
        var body = response.containsKey("body") ? Json.text(response.get("body")) : response.getOrDefault("text", "");
        return new HttpReply(
                Integer.parseInt(String.valueOf(response.get("status"))),
                headers(response),
                Payload.of(body.toString()));
    }

    private static void expectOutcome(Outcome outcome, Map<String, Object> expected) {
        assertThat(outcome.kind().name()).as(outcome.reason()).isEqualTo(expected.get("kind"));
        assertThat(outcome.value()).isEqualTo(expected.getOrDefault("value", Map.of()));
        assertThat(outcome.code()).isEqualTo(expected.getOrDefault("code", ""));
        var retryAfter =
                outcome.retryAfter() == null ? "" : outcome.retryAfter().toString();
        assertThat(retryAfter).isEqualTo(expected.getOrDefault("retryAfter", ""));
        if (expected.containsKey("reason")) assertThat(outcome.reason()).isEqualTo(expected.get("reason"));
        assertThat(outcome.toString()).doesNotContain("s3cret");
    }

    private static Map<String, Object> without(Map<String, Object> map, String... keys) {
        var rest = new HashMap<>(map);
        rest.keySet().removeAll(List.of(keys));
        return rest;
    }

    private static Map<String, Object> part(Object whole, String name) {
        return Json.asObject(Json.asObject(whole).get(name));
    }

    private static List<Object> list(@Nullable Object value) {
        return List.copyOf((List<?>) Objects.requireNonNull(value));
    }
}
