package dev.spillway.connector;

import static dev.spillway.connector.TestConnectors.call;
import static dev.spillway.connector.TestConnectors.connector;
import static dev.spillway.connector.TestConnectors.lookup;
import static dev.spillway.connector.TestConnectors.outcome;
import static dev.spillway.connector.TestConnectors.play;
import static dev.spillway.connector.TestConnectors.reply;
import static dev.spillway.connector.TestConnectors.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EngineTest {
    private static final Map<String, Object> CONTACT = Map.of("waId", "525550104321", "name", "Ana");

    private static final String FIND_THEN_CREATE = """
            upsertContact:
              write: true
              idempotency: {strategy: key-header, header: Idempotency-Key}
              steps:
                - call: {method: GET, url: "https://crm.test/contacts", query: {phone: "{in.waId}", tag: "{in.tag}"}}
                  save: found
                  pick: first
                  out: "body.items.{'id': id, 'created': false}"
                - when: "found ? false : true"
                  call: {method: POST, url: "https://crm.test/contacts"}
                  body: "{'name': in.name}"
                  save: made
                  out: "{'id': body.id, 'created': true}"
                - when: made.created
                  call: {method: PUT, url: "https://crm.test/contacts/{made.id}/tags"}
                  body: "{'tag': 'new'}"
                  ok: [204]
                  out: made
            """;

    private static final String STOCK = """
            getStock:
              write: false
              steps:
                - call: {method: GET, url: "https://erp.test/stock/{in.sku}"}
                  pick: exactlyOne
                  out: "body.items.{'sku': sku, 'available': qty}"
                  outcomes:
                    - {when: "body.ok = false and body.why = 'busy'", is: throttled, retryAfter: body.wait}
                    - {when: "body.ok = false", is: invalid, code: body.why, reason: "'said ' & body.text"}
                    - {when: "body.odd < 1", is: locked}
            """;

    private static final String LEAD = """
            createLead:
              write: true
              idempotency: {strategy: ledger-only}
              steps:
                - call: {method: POST, url: "https://crm.test/leads", headers: {X-Trace: "{in.trace}"}}
                  body: "{'text': in.text}"
                  out: "{'id': body.id}"
            """;

    @Test
    void walksOnToTheNextStepsThatApply() {
        var crm = connector(FIND_THEN_CREATE);

        var step = crm.begin(write("upsertContact", CONTACT, false));
        assertThat(call(step).uri()).hasToString("https://crm.test/contacts?phone=525550104321");
        step = play(step, List.of(reply(200, "{\"items\":[]}")));
        assertThat(call(step).headers()).containsEntry("Idempotency-Key", "key-1");
        step = play(step, List.of(reply(201, "{\"id\":\"c/9\"}")));
        assertThat(call(step).uri()).hasToString("https://crm.test/contacts/c%2F9/tags");
        assertThat(call(step).headers()).containsEntry("Idempotency-Key", "key-1-2");
        step = play(step, List.of(reply(204, "")));

        assertThat(outcome(step)).isEqualTo(Outcome.done(Map.of("id", "c/9", "created", true)));
    }

    @Test
    void endsAsSoonAsNoStepAppliesAnyMore() {
        var step = connector(FIND_THEN_CREATE).begin(write("upsertContact", CONTACT, false));

        step = play(step, List.of(reply(200, "{\"items\":[{\"id\":1},{\"id\":2}]}")));

        assertThat(outcome(step)).isEqualTo(Outcome.done(Map.of("id", "1", "created", false)));
    }

    @Test
    void findsNothingWhereThereIsNothingToPick() {
        var step = connector(STOCK).begin(lookup("getStock", Map.of("sku", "A")));

        assertThat(outcome(play(step, List.of(reply(200, "{\"items\":[]}")))).kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(outcome(play(step, List.of(reply(204, "")))).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void refusesToChooseAmongSeveralMatches() {
        var step = connector(STOCK).begin(lookup("getStock", Map.of("sku", "A")));

        var outcome = outcome(play(step, List.of(reply(200, "{\"items\":[{\"sku\":\"A\"},{\"sku\":\"B\"}]}"))));

        assertThat(outcome.kind()).isEqualTo(Kind.INVALID);
        assertThat(outcome.reason()).isEqualTo("test.getStock.steps[0]: more than one record matches");
    }

    @Test
    void seesFailuresInTheDisguiseOfSuccess() {
        var step = connector(STOCK).begin(lookup("getStock", Map.of("sku", "A")));

        var busy = outcome(play(step, List.of(reply(200, "{\"ok\":false,\"why\":\"busy\",\"wait\":2.5}"))));
        var odd = outcome(
                play(step, List.of(reply(200, "{\"ok\":false,\"why\":\"E 1\",\"text\":\"ana@x.mx 5550104321 no\"}"))));

        assertThat(busy.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(busy.retryAfter()).hasMillis(2500);
        assertThat(odd).isEqualTo(Outcome.of(Kind.INVALID, "said *** *** no"));
    }

    @Test
    void doesNotPassOverARuleThatBreaksOnASuccess() {
        var step = connector(STOCK).begin(lookup("getStock", Map.of("sku", "A")));

        var onSuccess = outcome(play(step, List.of(reply(200, "{\"odd\":true}"))));
        var onFailure = outcome(play(step, List.of(reply(500, "{\"odd\":true}"))));

        assertThat(onSuccess.kind()).isEqualTo(Kind.CONFIG);
        assertThat(onFailure.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void tellsWhichMappingIsWrong() {
        var step = connector(STOCK.replace(
                        "body.items.{'sku': sku, 'available': qty}", "{'sku': 'A', 'available': body.qty + 1}"))
                .begin(lookup("getStock", Map.of("sku", "A")));

        var wrong = outcome(play(step, List.of(reply(200, "{\"qty\":\"5550104321\"}"))));

        assertThat(wrong.kind()).isEqualTo(Kind.CONFIG);
        assertThat(wrong.reason()).startsWith("test.getStock.steps[0].out: ").doesNotContain("555");
    }

    @Test
    void doesNotRepeatAWriteThatNothingCanVerify() {
        var input = Map.<String, Object>of("waId", "5255", "text", "hola");

        assertThat(connector(LEAD).begin(write("createLead", input, false))).isInstanceOf(Step.Call.class);
        assertThat(outcome(connector(LEAD).begin(write("createLead", input, true)))
                        .kind())
                .isEqualTo(Kind.AMBIGUOUS);
    }

    @Test
    void keepsLineBreaksOutOfHeaders() {
        var input = Map.<String, Object>of("waId", "5255", "text", "hola", "trace", "a\r\nX-Evil: 1");

        var outcome = outcome(connector(LEAD).begin(write("createLead", input, false)));

        assertThat(outcome.kind()).isEqualTo(Kind.INVALID);
        assertThat(outcome.reason()).contains("X-Trace").doesNotContain("Evil");
    }

    @Test
    void leavesOutAHeaderWhoseValueIsMissing() {
        var step = connector(LEAD).begin(write("createLead", Map.of("waId", "5255", "text", "hola"), false));

        assertThat(call(step).headers()).containsOnlyKeys("Accept", "Content-Type");
        assertThat(call(step).body().text()).isEqualTo("{\"text\":\"hola\"}");
    }

    @Test
    void cannotReadAnswersBeyondAllMeasure() {
        var step = connector(STOCK).begin(lookup("getStock", Map.of("sku", "A")));

        var huge = outcome(play(step, List.of(reply(200, "\"" + "a".repeat(300_000) + "\""))));

        assertThat(huge.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(huge.reason()).contains("larger than 262144 bytes");
    }
}
