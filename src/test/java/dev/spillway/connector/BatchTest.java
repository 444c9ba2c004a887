package dev.spillway.connector;

import static dev.spillway.connector.TestConnectors.call;
import static dev.spillway.connector.TestConnectors.connector;
import static dev.spillway.connector.TestConnectors.play;
import static dev.spillway.connector.TestConnectors.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.json.Json;
import dev.spillway.yaml.FaultyFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several pieces of work in one call, and what its answer means for each. */
final class BatchTest {
    private static final String UPSERT = """
            upsertContact:
              write: true
              idempotency: {strategy: externalId}
              steps:
                - call: {method: PUT, url: "https://crm.test/contacts/{in.waId}"}
                  out: "{'id': body.id}"
              batch:
                max: 3
                steps:
                  - call: {method: POST, url: "https://crm.test/contacts/batch"}
                    body: "[items.{'wa': in.waId, 'key': ctx.idempotencyKey}]"
                    ok: [200, 207]
                    out: "[body.results]"
                match: {piece: ctx.idempotencyKey, result: item.key}
                outcomes:
                  - {when: "item.code = 'BUSY'", is: locked, retryAfter: item.seconds}
                  - {when: "item.code = 'SLOW'", is: throttled, code: item.code}
                  - {when: "item.code", is: invalid, code: item.code, reason: "item.text & ' ' & in.waId"}
                out: "{'id': item.id, 'created': item.made}"
            """;

    private static Operation piece(String key, String waId) {
        return new Operation(
                "upsertContact", Map.of("waId", waId), new Operation.Context("evt-" + key, key, "", "es-MX", 1, false));
    }

    private static final List<Operation> THREE =
            List.of(piece("k1", "5255000001"), piece("k2", "5255000002"), piece("k3", "5255000003"));

    private static Batching batching(String yaml) {
        return Objects.requireNonNull(connector(yaml).batching("upsertContact"));
    }

    private static Step.Done done(String yaml, int status, String body) {
        return (Step.Done) play(batching(yaml).begin(THREE), List.of(reply(status, body)));
    }

    private static List<Kind> kinds(Step.Done done) {
        return done.items().stream().map(item -> item.outcome().kind()).toList();
    }

    @Test
    void sendsAllInOneCallAndEndsEachForItselfWhateverTheirOrder() {
        var begun = batching(UPSERT).begin(THREE);

        assertThat(Json.text(Json.read(call(begun).body())))
                .isEqualTo("[{\"wa\":\"5255000001\",\"key\":\"k1\"},{\"wa\":\"5255000002\",\"key\":\"k2\"},"
                        + "{\"wa\":\"5255000003\",\"key\":\"k3\"}]");
        var done = done(
                UPSERT,
                200,
                "{\"results\":[{\"key\":\"k3\",\"id\":3,\"made\":true},{\"key\":\"k1\",\"id\":1},{\"key\":\"k2\",\"id\":2}]}");
        assertThat(done.outcome().kind()).isEqualTo(Kind.DONE);
        assertThat(done.items().stream().map(item -> item.outcome().value().get("id")))
                .containsExactly("1", "2", "3");
        assertThat(done.items().get(2).outcome().value()).containsEntry("created", true);
    }

    @Test
    void splitsWhatWasDoneFromWhatWasNotAndSaysWhyOfEach() {
        var done = done(
                UPSERT,
                207,
                "{\"results\":[{\"key\":\"k2\",\"id\":2},{\"key\":\"k1\",\"code\":\"BUSY\",\"seconds\":7},"
                        + "{\"key\":\"k3\",\"code\":\"BAD_NAME\",\"text\":\"no name\"}]}");

        assertThat(done.outcome().kind()).isEqualTo(Kind.PARTIAL);
        assertThat(kinds(done)).containsExactly(Kind.LOCKED, Kind.DONE, Kind.INVALID);
        assertThat(done.items().get(0).outcome().retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(done.items().get(2).outcome().code()).isEqualTo("BAD_NAME");
        assertThat(done.items().get(2).outcome().reason()).startsWith("no name").doesNotContain("5255000003");
        assertThat(done.items()).filteredOn(item -> !item.outcome().succeeded()).noneMatch(Step.Done::wrote);
    }

    @Test
    void knowsNothingOfAPieceThatTheAnswerDoesNotMention() {
        var done = done(UPSERT, 200, "{\"results\":[{\"key\":\"k2\",\"id\":2}]}");

        assertThat(kinds(done)).containsExactly(Kind.AMBIGUOUS, Kind.DONE, Kind.AMBIGUOUS);
        assertThat(kinds(done(UPSERT, 200, "{}"))).containsOnly(Kind.AMBIGUOUS);
    }

    @Test
    void goesByPlaceOnlyIfThereAreAsManyResultsAsPieces() {
        var byPlace = UPSERT.replaceAll("(?m)^ *match:.*\\n", "");

        assertThat(kinds(done(byPlace, 200, "{\"results\":[{\"id\":1},{\"code\":\"X\"},{\"id\":3}]}")))
                .containsExactly(Kind.DONE, Kind.INVALID, Kind.DONE);
        assertThat(kinds(done(byPlace, 200, "{\"results\":[{\"id\":1},{\"id\":3}]}")))
                .containsOnly(Kind.AMBIGUOUS);
    }

    @Test
    void calledOkIsNotDoneIfTheResultHasNoId() {
        var done = done(
                UPSERT, 200, "{\"results\":[{\"key\":\"k1\"},{\"key\":\"k2\",\"id\":2},{\"key\":\"k3\",\"id\":3}]}");

        assertThat(kinds(done)).containsExactly(Kind.CONFIG, Kind.DONE, Kind.DONE);
        assertThat(done.items().get(0).wrote()).as("it may have been written").isTrue();
    }

    @Test
    void aRefusalOfTheWholeIsTheEndingOfEach() {
        assertThat(done(UPSERT, 400, "{}").outcome().kind()).isEqualTo(Kind.INVALID);
        assertThat(done(UPSERT, 400, "{}").items()).isEmpty();
        assertThat(done(UPSERT, 504, "").outcome().kind()).isEqualTo(Kind.AMBIGUOUS);
    }

    @Test
    void aBatchHasAKeyOfItsOwnThatIsTheSameForTheSamePieces() {
        var yaml = UPSERT.replace("strategy: externalId", "strategy: key-header, header: Idempotency-Key") + """
              verify:
                - call: {method: GET, url: "https://crm.test/contacts/{in.waId}"}
                  out: "{'found': true, 'value': {'id': body.id}}"
            """;
        var key = call(batching(yaml).begin(THREE)).headers().get("Idempotency-Key");

        assertThat(key).isEqualTo(call(batching(yaml).begin(THREE)).headers().get("Idempotency-Key"));
        assertThat(key)
                .isNotEqualTo(call(batching(yaml).begin(THREE.subList(0, 2)))
                        .headers()
                        .get("Idempotency-Key"));
        assertThat(batching(yaml).repeatable()).isFalse();
        assertThat(batching(UPSERT).repeatable()).isTrue();
    }

    @Test
    void leavesAloneWhatLacksSomething() {
        assertThat(batching(UPSERT).takes(Map.of("name", "Ana"))).isFalse();
        assertThat(batching(UPSERT).takes(Map.of("waId", "525"))).isTrue();
    }

    @Test
    void saysWhereAndHowToMendABatchThatIsWrong() {
        var wrong = Map.of(
                "max: 3", "max: 1",
                "strategy: externalId", "strategy: key-header, header: K",
                "item.id,", "$itme.id,",
                "is: locked", "is: locked, scope: nobody",
                "out: \"[body.results]\"", "save: x",
                "batch:\n", "coalesce: {by: in.waId, join: items}\n  batch:\n",
                "  write: true", "  write: true\n  limits: [{group: g, key: '{in.waId}', perMinute: 5}]");
        var messages = wrong.entrySet().stream()
                .map(change -> messageOf(UPSERT.replace(change.getKey(), change.getValue())))
                .toList();

        assertThat(messages).allSatisfy(message -> assertThat(message).contains("test.yaml:"));
        assertThat(String.join("\n", messages))
                .contains(
                        "batch.max: must be 2..200, was 1",
                        "needs verify",
                        "$itme",
                        "nobody",
                        "batch.steps[0].out: is missing",
                        "keep one of batch and coalesce",
                        "limits[0].key: is about one record");
    }

    private static String messageOf(String yaml) {
        return Stream.of(yaml)
                .map(text -> {
                    try {
                        connector(text);
                        return "loaded: " + text;
                    } catch (FaultyFileException e) {
                        return String.valueOf(e.getMessage());
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReadIsNeverPartOfABatch() {
        var yaml = UPSERT.replace("upsertContact", "getStock")
                .replace("write: true", "write: false")
                .replaceAll("(?m)^ *idempotency:.*\\n", "");

        assertThatThrownBy(() -> connector(yaml)).hasMessageContaining("a read goes alone");
    }
}
