package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a backend answers and whatever the input says: an outcome after at most eight calls, and no exception. */
final class EnginePropertyTest {
    private static final int CALLS_MAX = 8;

    private static final List<Connector> CONNECTORS =
            List.of(TestConnectors.shipped("rest-erp"), TestConnectors.shipped("rest-crm"));

    @Property(tries = 2000)
    void alwaysEnds(@ForAll("operations") Operation operation, @ForAll("replies") List<HttpReply> replies) {
        for (var connector : CONNECTORS) {
            var step = connector.begin(operation);
            for (var i = 0; step instanceof Step.Call call; i++) {
                assertThat(i).isLessThan(CALLS_MAX);
                assertSendable(call.http());
                step = call.then().apply(replies.get(i % replies.size()));
            }
            assertThat(TestConnectors.outcome(step).reason().length()).isLessThan(500);
            assertThat(Json.text(TestConnectors.outcome(step).value())).isNotNull();
        }
    }

    private static void assertSendable(HttpCall call) {
        assertThat(call.uri().getHost()).isIn("rest-erp.test", "rest-crm.test");
        assertThat(call.uri().normalize()).isEqualTo(call.uri());
        assertThat(call.uri().getRawPath())
                .matches("/(api/(orders|stock)/[^/]+|v1/(notes|contacts|contacts/[^/]+/notes))");
        assertThat(call.headers().values())
                .allSatisfy(value -> assertThat(value).doesNotContain("\r", "\n"));
    }

    @Provide
    Arbitrary<Operation> operations() {
        var names = Arbitraries.of("getOrder", "getStock", "addNote", "findContactByPhone", "refund");
        var texts = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.of("..", "../..", "a/b", "?x#y", "a\r\nb", "ñ 漢 👍", "%2e%2e", "", "1234", "\ud800"));
        var input = Arbitraries.maps(
                Arbitraries.of("orderNumber", "sku", "waId", "userId", "text", "occurredAt"),
                texts.map(Object.class::cast));
        return Combinators.combine(names, input, texts, Arbitraries.of(true, false))
                .as((name, in, key, ambiguous) ->
                        new Operation(name, in, new Operation.Context("evt", key, "", "es-MX", 1, ambiguous)));
    }

    @Provide
    Arbitrary<List<HttpReply>> replies() {
        return reply().list().ofMinSize(1).ofMaxSize(4);
    }

    private static Arbitrary<HttpReply> reply() {
        var status = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(200, 201, 204, 404, 409, 422, 429, 503)),
                Tuple.of(1, Arbitraries.integers().between(100, 599)));
        var headers = Arbitraries.maps(
                Arbitraries.of("retry-after", "date", "content-type"),
                Arbitraries.of("5", "-1", "9e99", "soon", "Fri, 20 Nov 2026 10:00:00 GMT", "99999999999"));
        return Combinators.combine(status, headers, body()).as(HttpReply::new);
    }

    private static Arbitrary<Payload> body() {
        var bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(Payload::of);
        var json = value(3).map(Json::write);
        return Arbitraries.oneOf(
                bytes,
                json,
                json,
                Arbitraries.of(
                        Payload.EMPTY,
                        Payload.of("[".repeat(5000)),
                        Payload.of("{\"number\":1e2000000000,\"status\":\"new\",\"id\":-1e-2000000000}"),
                        Payload.of("{\"items\":[null,[[]],{}],\"id\":{}}")));
    }

    private static Arbitrary<Object> value(int depth) {
        var scalar = Arbitraries.<Object>of("x", "new", "not_found", "", 1, 2.5, true, false, "2026-11-20");
        if (depth == 0) return scalar;
        var list = value(depth - 1).list().ofMaxSize(3).map(ArrayList::new).map(Object.class::cast);
        Arbitrary<Object> object = Arbitraries.maps(names(), value(depth - 1))
                .ofMinSize(1)
                .map(map -> (Object) new HashMap<String, Object>(map));
        return Arbitraries.oneOf(scalar, list, object, object);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of(
                "number",
                "status",
                "total",
                "lines",
                "tracking",
                "owner",
                "phone",
                "items",
                "id",
                "error",
                "sku",
                "available",
                "field",
                "name");
    }
}
