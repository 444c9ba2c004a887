package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.event.Payload;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a write of several steps wants kept on its way, and how a repeat goes on from there. */
final class ProgressTest {
    private static final Map<String, Object> INPUT = Map.of("lines", List.of());

    private static final String DRAFT = """
            createDraftOrder:
              write: true
              idempotency: {strategy: %s}
              steps:
                - call: {method: GET, url: "https://crm.test/price"}
                  out: body.cents
                  save: price
                - call: {method: POST, url: "https://crm.test/orders"}
                  out: "{'id': body.id}"
                  save: order
                - call: {method: GET, url: "https://crm.test/orders/{order.id}"}
                  out: body.no
                  save: number
                - call: {method: POST, url: "https://crm.test/orders/{order.id}/hold"}
                  body: "{'no': number, 'price': price}"
                  out: "{'id': order.id}"
                - call: {method: GET, url: "https://crm.test/after"}
                  out: "{'id': order.id}"
            """;
    private static final String KEYED = DRAFT.formatted("key-header, header: Idempotency-Key");

    private static Step begin(String yaml, boolean ambiguous, @Nullable Progress progress) {
        var fresh = new Operation.Context("evt-1", "key-1", "", "es-MX", 2, ambiguous, Instant.EPOCH, Duration.ZERO);
        var context = progress == null ? fresh : fresh.behind(progress);
        return TestConnectors.connector(yaml).begin(new Operation("createDraftOrder", INPUT, context));
    }

    private static Step answer(Step step, int status, String body) {
        return TestConnectors.play(step, List.of(TestConnectors.reply(status, body)));
    }

    private static @Nullable Progress progress(Step step) {
        return ((Step.Call) step).progress();
    }

    /** Up to the call behind the first write. */
    private static Step written(String yaml) {
        return answer(answer(begin(yaml, false, null), 200, "{\"cents\":1050}"), 201, "{\"id\":\"o1\"}");
    }

    @Test
    void isKeptBeforeTheCallBehindAWriteThatAnotherWriteFollows() {
        var first = begin(KEYED, false, null);
        var write = answer(first, 200, "{\"cents\":1050}");
        var look = answer(write, 201, "{\"id\":\"o1\"}");
        var last = answer(look, 200, "{\"no\":\"A-7\"}");

        assertThat(Arrays.asList(progress(first), progress(write), progress(last), progress(answer(last, 201, "{}"))))
                .containsOnlyNulls();
        assertThat(progress(look))
                .isEqualTo(new Progress(2, 1, Map.of("price", 1050, "order", Map.of("id", "o1")), Map.of("id", "o1")));
    }

    @Test
    void goesOnBehindWhatWasDoneUnderTheKeyItWouldHaveHad() {
        var look = begin(KEYED, false, progress(written(KEYED)));
        assertThat(TestConnectors.call(look).uri()).hasPath("/orders/o1");
        var hold = answer(look, 200, "{\"no\":\"A-7\"}");

        assertThat(TestConnectors.call(hold).headers()).containsEntry("Idempotency-Key", "key-1-2");
        assertThat(TestConnectors.json(TestConnectors.call(hold).body())).isEqualTo("{no=A-7, price=1050}");
        var end = answer(answer(hold, 201, "{}"), 200, "{}");
        assertThat(TestConnectors.outcome(end)).isEqualTo(Outcome.done(Map.of("id", "o1")));
    }

    @Test
    void looksFirstWhenWhatFollowedMayHaveBeenDoneAndGoesOnIfNothingIsThere() {
        var yaml = DRAFT.formatted("ledger-only") + """
              verify:
                - call: {method: GET, url: "https://crm.test/find"}
                  out: "{'found': $exists(body.id), 'value': {'id': body.id}}"
            """;
        var look = begin(yaml, true, progress(written(KEYED)));

        assertThat(TestConnectors.call(look).uri()).hasPath("/find");
        assertThat(TestConnectors.outcome(answer(look, 200, "{\"id\":\"o1\"}")))
                .isEqualTo(Outcome.done(Map.of("id", "o1")));
        assertThat(TestConnectors.call(answer(look, 200, "{}")).uri()).hasPath("/orders/o1");
    }

    @Test
    void isNoReasonToRepeatWhatNothingTellsOf() {
        var end = begin(DRAFT.formatted("none"), true, progress(written(KEYED)));

        assertThat(TestConnectors.outcome(end).code()).isEqualTo(Outcome.POSSIBLE_DUPLICATE);
    }

    @Test
    void keepsAJobThatIsNotDoneFromBeingCalledAWriteOfUnknownEnd() {
        var yaml = """
            createDraftOrder:
              write: true
              idempotency: {strategy: none}
              steps:
                - call: {method: POST, url: "https://crm.test/jobs"}
                - call: {method: GET, url: "https://crm.test/jobs/1"}
                  poll: {until: "body.done", max: 1}
                - call: {method: POST, url: "https://crm.test/orders"}
                  out: "{'id': body.id}"
            """;
        var look = answer(begin(yaml, false, null), 201, "{}");

        assertThat(progress(look)).isNotNull();
        assertThat(TestConnectors.outcome(answer(look, 200, "{}")).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void isReadByTheEditionThatKeptItOnly() {
        var progress = new Progress(
                3, 2, Map.of("total", new BigDecimal("12.50"), "name", "Añejo \"x\""), List.of(Map.of("id", 7)));
        var stored = progress.stored("crm@1a2b");

        assertThat(Progress.of(stored, "crm@1a2b")).contains(progress);
        assertThat(Progress.of(stored, "crm@ffff")).isEmpty();
        assertThat(Progress.of(Payload.of("{\"v\":1,\"edition\":\"crm@1a2b\"}"), "crm@1a2b"))
                .isEmpty();
        assertThat(Progress.of(Payload.of("no JSON"), "crm@1a2b")).isEmpty();
        assertThat(Objects.toString(progress)).isEqualTo("Progress[3 steps, 2 writes]");
    }
}
