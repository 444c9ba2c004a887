package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.connector.Outcome.Kind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProbeTest {
    private static final String YAML = """
            connector: crm
            operations:
              createTicket:
                write: true
                idempotency: {strategy: ledger-only}
                steps:
                  - call: {method: POST, url: "https://crm.test/tickets"}
                    out: "{'id': body.id}"
            probe:
              every: PT30M
              checks:
                ticket:
                  steps:
                    - call: {method: GET, url: "https://crm.test/describe/ticket"}
                      out: "[body.fields.name]"
                  expect: [subject, prioridad]
                  operations: [createTicket]
            """;

    private static Outcome answered(int status, String body) {
        var probe = ConnectorLoader.load("crm.yaml", YAML, Map.of()).probes().get(0);
        var call = (Step.Call) probe.begin().get();
        return TestConnectors.outcome(call.then().apply(TestConnectors.reply(status, body)));
    }

    @Test
    void isContentWhenAllFieldsAreThere() {
        var outcome = answered(200, "{\"fields\":[{\"name\":\"prioridad\"},{\"name\":\"subject\"},{\"name\":\"x\"}]}");

        assertThat(outcome.kind()).isEqualTo(Kind.DONE);
    }

    @Test
    void namesTheFieldsThatAreNotThere() {
        var outcome = answered(200, "{\"fields\":[{\"name\":\"subject\"},{\"name\":\"priority\"}]}");

        assertThat(outcome.kind()).isEqualTo(Kind.CONFIG);
        assertThat(outcome.reason()).isEqualTo("missing: prioridad");
        assertThat(outcome.code()).isEqualTo("prioridad");
    }

    @Test
    void drawsNoConclusionFromAnAnswerThatNamesNothingOrDoesNotCome() {
        assertThat(answered(200, "{}").kind()).isEqualTo(Kind.INVALID);
        assertThat(answered(503, "").kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(answered(404, "{}").kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void knowsItsOperationsAndItsPaceAndCanBeTriedByName() {
        var connector = ConnectorLoader.load("crm.yaml", YAML, Map.of());

        assertThat(connector.probes()).singleElement().satisfies(probe -> {
            assertThat(probe.every()).isEqualTo(Duration.ofMinutes(30));
            assertThat(probe.operations()).containsExactly("createTicket");
        });
        assertThat(connector.operations()).containsExactly("createTicket");
        assertThat(connector.begin(TestConnectors.lookup("probe.ticket", Map.of())))
                .isInstanceOf(Step.Call.class);
    }

    @Test
    void saysWhatIsWrongWithIt() {
        var wrong = YAML.replace("PT30M", "PT1S")
                .replace("[createTicket]", "[createTickets]")
                .replace("expect: [subject, prioridad]", "expect: []");

        assertThatThrownBy(() -> ConnectorLoader.load("crm.yaml", wrong, Map.of()))
                .hasMessageContaining("probe.every")
                .hasMessageContaining("PT1M..P1D")
                .hasMessageContaining("probe.checks.ticket.expect")
                .hasMessageContaining("createTickets");
    }
}
