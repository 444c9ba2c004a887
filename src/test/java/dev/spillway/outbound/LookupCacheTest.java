package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Caching;
import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Outcome.Kind;
import dev.spillway.event.Deadline;
import dev.spillway.event.Payload;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LookupCacheTest {
    private static final String YAML = """
            connector: erp
            operations:
              getStock:
                write: false
                cache: {ttl: PT1M, negativeTtl: PT10S, staleIfError: PT10M, key: in.sku}
                steps:
                  - call: {method: GET, url: "https://erp.test/{in.sku|seg}"}
                    out: "{'sku': body.sku, 'available': body.n}"
            """;

    private final FakeTime time = new FakeTime();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LookupCache cache = new LookupCache(time, new OutboundMetrics(registry, "erp"));
    private final Caching plan = plan();
    private final List<Promise<Outcome>> asked = new ArrayList<>();

    private static Caching plan() {
        var plan = ConnectorLoader.load("erp.yaml", YAML, Map.of()).caching("getStock");
        if (plan == null) throw new AssertionError("no cache");
        return plan;
    }

    private Future<Outcome> get(String sku) {
        var input = Map.<String, Object>of("sku", sku, "waId", "x" + asked.size());
        var operation = new Operation("getStock", input, Operation.Context.lookup("e", "es-MX"));
        return cache.get(plan, operation, () -> {
            Promise<Outcome> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        });
    }

    private void answer(Outcome outcome) {
        asked.get(asked.size() - 1).complete(outcome);
    }

    private static Outcome stock(int available) {
        return Outcome.done(Map.of("sku", "a", "available", available));
    }

    private double count(String result) {
        var counter =
                registry.find("gateway.outbound.cache").tag("result", result).counter();
        return counter == null ? 0 : counter.count();
    }

    /** What the shipped ERP answers to one question after the other. */
    @Test
    void theShippedErpIsAskedForStockTwiceAMinuteAndStandsInForItselfWhileItIsAway() throws IOException {
        var file = Path.of("conf/connectors/rest-erp.yaml");
        var params = Map.of("baseUrl", "https://erp.test", "token", "x");
        var erp = ConnectorLoader.load(file.toString(), Files.readString(file), params);
        var said = new ArrayDeque<>(List.of(reply(200, 7), reply(200, 6), reply(503, 0), reply(404, 0)));
        Outbound way = (call, leave) -> Future.succeededFuture(said.remove());
        var runner = Samples.runner(erp, way, time);
        var kept = Objects.requireNonNull(erp.caching("getStock"));
        Function<String, Map<String, Object>> ask = sku -> {
            var stock = new Operation("getStock", Map.of("sku", sku), Operation.Context.lookup("e", "es-MX"));
            var leave = Leave.live(Deadline.after(time, Duration.ofSeconds(2)));
            return cache.get(kept, stock, () -> runner.run(stock, leave).map(Ending::outcome))
                    .result()
                    .value();
        };

        assertThat(ask.apply("a")).containsEntry("available", 7);
        time.pass(Duration.ofSeconds(20));
        assertThat(ask.apply("a")).as("kept").containsEntry("available", 7);
        time.pass(Duration.ofSeconds(20));
        assertThat(ask.apply("a")).as("too old").containsEntry("available", 6);
        time.pass(Duration.ofMinutes(5));
        assertThat(ask.apply("a")).as("away").containsEntry("available", 6).containsEntry("stale", true);
        assertThat(ask.apply("b")).as("nothing").isEmpty();
        time.pass(Duration.ofSeconds(5));
        assertThat(ask.apply("b")).as("that there is nothing is kept, too").isEmpty();
        assertThat(said).isEmpty();
    }

    private static HttpReply reply(int status, int available) {
        var body = "{\"sku\":\"a\",\"available\":" + available + ",\"asOf\":\"2026-11-22T10:00:00Z\"}";
        return new HttpReply(status, Map.of(), Payload.of(status == 200 ? body : "{}"));
    }

    @Test
    void asksOnceForEqualQuestionsUntilTheAnswerIsTooOld() {
        var first = get("a");
        var same = get("a");
        assertThat(asked).hasSize(1);
        answer(stock(7));
        time.pass(Duration.ofSeconds(59));
        var later = get("a");

        assertThat(List.of(first, same, later))
                .allSatisfy(got -> assertThat(got.result()).isEqualTo(stock(7)));
        assertThat(asked).hasSize(1);
        time.pass(Duration.ofSeconds(1));
        get("a");
        assertThat(asked).hasSize(2);
        assertThat(List.of(count("miss"), count("shared"), count("hit"))).containsExactly(1.0, 1.0, 1.0);
    }

    @Test
    void asksForAnotherQuestion() {
        get("a");
        answer(stock(7));
        get("b");
        assertThat(asked).hasSize(2);
    }

    @Test
    void remembersForAShorterTimeThatThereWasNothing() {
        get("a");
        answer(Outcome.of(Kind.NOT_FOUND, "none"));
        time.pass(Duration.ofSeconds(9));
        assertThat(get("a").result().kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(asked).hasSize(1);

        time.pass(Duration.ofSeconds(1));
        get("a");

        assertThat(asked).hasSize(2);
    }

    @Test
    void answersWithAnOldOneThatSaysSoWhenTheBackendCannot() {
        get("a");
        answer(stock(7));
        var at = time.instant();
        time.pass(Duration.ofMinutes(5));
        var stale = get("a");
        answer(Outcome.of(Kind.UNAVAILABLE, "the breaker is open"));

        assertThat(stale.result().succeeded()).isTrue();
        assertThat(stale.result().value())
                .containsEntry("available", 7)
                .containsEntry("stale", true)
                .containsEntry("asOf", at.toString());
        time.pass(Duration.ofMinutes(6));
        var tooOld = get("a");
        answer(Outcome.of(Kind.UNAVAILABLE, "the breaker is open"));
        assertThat(tooOld.result().kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(count("stale")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"INVALID", "CONFIG", "NOT_FOUND", "AUTH_EXPIRED", "AMBIGUOUS"})
    void givesNoOldAnswerWhenTheBackendHasGivenAnother(Kind kind) {
        get("a");
        answer(stock(7));
        time.pass(Duration.ofMinutes(5));
        var got = get("a");
        answer(Outcome.of(kind, ""));

        assertThat(got.result().kind()).isEqualTo(kind);
    }

    @Test
    void keepsNoFailure() {
        get("a");
        answer(Outcome.of(Kind.UNAVAILABLE, "down"));
        get("a");
        assertThat(asked).hasSize(2);
    }

    @Test
    void forgetsTheOneNotAskedForTheLongestWhenItIsFull() {
        for (var i = 0; i < LookupCache.ENTRIES_MAX; i++) {
            get("s" + i);
            answer(stock(i));
        }
        get("s0");
        get("one more");
        answer(stock(1));
        var before = asked.size();

        get("s0");
        get("s2");
        assertThat(asked).hasSize(before);
        get("s1");
        assertThat(asked).hasSize(before + 1);
        assertThat(registry.get("gateway.outbound.cache.evicted").counter().count())
                .isEqualTo(1);
        assertThat(registry.get("gateway.outbound.cache.entries").gauge().value())
                .isEqualTo(LookupCache.ENTRIES_MAX);
    }

    @Test
    void keepsNoAnswerThatIsTooLarge() {
        get("a");
        answer(Outcome.done(Map.of("text", "x".repeat(70_000))));
        get("a");
        assertThat(asked).hasSize(2);
    }
}
