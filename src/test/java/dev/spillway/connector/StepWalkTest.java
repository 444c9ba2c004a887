package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.event.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps that call more than once, or go on with what would end others. */
final class StepWalkTest {
    private static Step find(String operations) {
        return TestConnectors.connector(operations)
                .begin(TestConnectors.lookup("findContactByPhone", Map.of("waId", "5213311223344")));
    }

    private static Step answer(Step step, int status, String body) {
        return ((Step.Call) step).then().apply(TestConnectors.reply(status, body));
    }

    private static String uri(Step step) {
        return TestConnectors.call(step).uri().toString();
    }

    private static final String EACH = """
            findContactByPhone:
              write: false
              steps:
                - each: {of: "$phoneVariants(in.waId)", as: phone}
                  call: {method: GET, url: "https://crm.test/contacts", query: {phone: "{phone}"}}
                  out: "{'found': $count(body.items) > 0, 'id': body.items[0].id}"
            """;

    @Test
    void triesOneWayToWriteANumberAfterTheOther() {
        var first = find(EACH);
        assertThat(uri(first)).endsWith("phone=%2B523311223344");
        var second = answer(first, 200, "{\"items\":[]}");
        assertThat(uri(second)).endsWith("phone=%2B5213311223344");
        var third = answer(second, 404, "{}");
        assertThat(uri(third)).endsWith("phone=523311223344");
        assertThat(TestConnectors.outcome(answer(third, 200, "{\"items\":[{\"id\":\"c1\"}]}")))
                .isEqualTo(Outcome.done(Map.of("found", true, "id", "c1")));
    }

    @Test
    void hasFoundNothingWhenNoWayToWriteANumberFindsAnything() {
        var step = find(EACH);
        for (var i = 0; i < 5; i++) step = answer(step, 200, "{\"items\":[]}");
        assertThat(TestConnectors.outcome(step)).isEqualTo(Outcome.done(Map.of("found", false)));
    }

    @Test
    void putsThePagesOfAListTogether() {
        var step = find("""
                findContactByPhone:
                  write: false
                  steps:
                    - pages: {next: body.next, as: cursor, max: 3}
                      call: {method: GET, url: "https://crm.test/contacts", query: {after: "{cursor}"}}
                      out: "[body.ids]"
                      save: ids
                    - call: {method: GET, url: "https://crm.test/contacts/{ids.none|seg}"}
                      when: "false"
                    - call: {method: POST, url: "https://crm.test/seen"}
                      body: "ids"
                      out: "{'found': $count(ids) > 0, 'matches': ids}"
                """);
        assertThat(uri(step)).isEqualTo("https://crm.test/contacts");
        step = answer(step, 200, "{\"ids\":[\"a\",\"b\"],\"next\":\"p2\"}");
        assertThat(uri(step)).endsWith("?after=p2");
        step = answer(step, 200, "{\"ids\":[\"c\"]}");
        assertThat(TestConnectors.json(TestConnectors.call(step).body())).isEqualTo("[a, b, c]");
        assertThat(TestConnectors.outcome(answer(step, 200, "{}")).value())
                .containsEntry("matches", List.of("a", "b", "c"));
    }

    @Test
    void waitsForAJobOfTheBackends() {
        var connector = TestConnectors.connector("""
                createLead:
                  write: true
                  idempotency: {strategy: ledger-only}
                  steps:
                    - call: {method: POST, url: "https://crm.test/jobs"}
                      body: "in"
                      save: job
                    - poll: {until: "body.state = 'done'", every: PT2S, max: 2}
                      call: {method: GET, url: "https://crm.test/jobs/{job.id}"}
                      out: "{'id': body.lead}"
                """);
        var begin = connector.begin(TestConnectors.write("createLead", Map.of("waId", "521", "text", "x"), false));
        var looking = answer(begin, 202, "{\"id\":\"j1\"}");
        var waiting = answer(looking, 200, "{\"state\":\"busy\"}");
        assertThat(waiting)
                .isInstanceOfSatisfying(
                        Step.Wait.class, wait -> assertThat(wait.pause()).isEqualTo(Duration.ofSeconds(2)));
        var again = ((Step.Wait) waiting).then().get();
        assertThat(uri(again)).endsWith("/jobs/j1");
        assertThat(TestConnectors.outcome(answer(again, 200, "{\"state\":\"done\",\"lead\":\"l1\"}"))
                        .value())
                .containsEntry("id", "l1");
        assertThat(TestConnectors.outcome(answer(again, 200, "{\"state\":\"busy\"}"))
                        .kind())
                .as("nobody knows how the job ended")
                .isEqualTo(Kind.AMBIGUOUS);
    }

    private static Step lead(String poll) {
        var begin = TestConnectors.connector("""
                createLead:
                  write: true
                  idempotency: {strategy: ledger-only}
                  steps:
                    - poll: {until: "body.state = 'done'", %s}
                      call: {method: GET, url: "https://crm.test/jobs/1"}
                      outcomes: [{when: "body.state = 'failed'", is: invalid}]
                      out: "{'id': body.lead}"
                """.formatted(poll));
        return begin.begin(TestConnectors.write("createLead", Map.of("waId", "521", "text", "x"), false));
    }

    private static Duration pause(Step step) {
        return ((Step.Wait) step).pause();
    }

    private static Step again(Step wait) {
        return ((Step.Wait) wait).then().get();
    }

    @Test
    void looksAtALongJobMoreAndMoreSeldomAndNotBeforeTheBackendWishes() {
        var first = answer(lead("every: PT1S, everyMax: PT3S, max: 9"), 200, "{}");
        var second = answer(again(first), 200, "{}");
        var third = answer(again(second), 200, "{}");
        assertThat(List.of(pause(first), pause(second), pause(third)))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
        var wish = new HttpReply(202, Map.of("retry-after", "8"), Payload.EMPTY);
        assertThat(pause(((Step.Call) again(third)).then().apply(wish))).isEqualTo(Duration.ofSeconds(8));
        assertThat(TestConnectors.outcome(answer(again(third), 200, "{\"state\":\"failed\"}"))
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void refusesStepsThatMayComeToMoreCallsThanAnybodyMakes() {
        assertThatThrownBy(
                        () -> lead(
                                "max: 60}\n      call: {method: GET, url: \"https://crm.test/a\"}\n    - poll: {until: \"true\", max: 60"))
                .hasMessageContaining("steps: may come to 120 calls");
        assertThatThrownBy(() -> lead("every: PT5S, everyMax: PT1S")).hasMessageContaining("poll.everyMax: must be");
    }

    private static final String LINKED = """
            getStock:
              write: false
              steps:
                - pages: {next: body.next, max: 3}
                  call: {method: GET, url: "https://crm.test/v1/stock", query: {sku: "{in.sku}"}}
                  out: "[body.items]"
                  save: items
                - call: {method: GET, url: "https://crm.test/v1/sum"}
                  out: "{'sku': in.sku, 'available': $sum(items.n)}"
            """;

    @Test
    void followsTheAddressOfTheNextPageOnTheSameHostOnly() {
        var begin = TestConnectors.connector(LINKED).begin(TestConnectors.lookup("getStock", Map.of("sku", "A")));
        assertThat(uri(begin)).isEqualTo("https://crm.test/v1/stock?sku=A");
        var second = answer(begin, 200, "{\"items\":[{\"n\":1}],\"next\":\"/v1/stock/more?page=2\"}");
        assertThat(uri(second)).isEqualTo("https://crm.test/v1/stock/more?page=2");
        var third = answer(second, 200, "{\"items\":[{\"n\":2}],\"next\":\"https://crm.test/x\"}");
        assertThat(uri(third)).isEqualTo("https://crm.test/x");
        assertThat(uri(answer(third, 200, "{\"items\":[],\"next\":\"/y\"}"))).endsWith("/v1/sum");
        for (var away :
                List.of("https://evil.test/x", "//evil.test/x", "http://crm.test/x", "https://crm.test:444/x")) {
            var outcome = TestConnectors.outcome(answer(begin, 200, "{\"items\":[],\"next\":\"" + away + "\"}"));
            assertThat(outcome.kind()).isEqualTo(Kind.CONFIG);
            assertThat(outcome.reason()).contains("pages.next: an address of another host");
        }
    }

    @Test
    void goesOnWithTheRecordThatIsThereAlready() {
        var connector = TestConnectors.connector("""
                upsertContact:
                  write: true
                  idempotency: {strategy: externalId}
                  steps:
                    - call: {method: POST, url: "https://crm.test/contacts"}
                      body: "{'phone': in.waId}"
                      outcomes:
                        - {when: "status = 409", is: duplicate, existingId: '$match(body.message, /Existing ID:\\s*(\\d+)/).groups[0]'}
                      goOn: [duplicate]
                      save: made
                      out: "{'id': body.id, 'created': true}"
                    - when: "made.outcome = 'duplicate'"
                      call: {method: PATCH, url: "https://crm.test/contacts/{made.id}"}
                      body: "{'phone': in.waId}"
                      out: "{'id': made.id, 'created': false}"
                """);
        var begin = connector.begin(TestConnectors.write("upsertContact", Map.of("waId", "521"), false));
        var patch = answer(begin, 409, "{\"message\":\"Contact already exists. Existing ID: 6001\"}");
        assertThat(uri(patch)).endsWith("/contacts/6001");
        assertThat(TestConnectors.outcome(answer(patch, 200, "{}")))
                .isEqualTo(Outcome.done(Map.of("id", "6001", "created", false)));
        assertThat(TestConnectors.outcome(answer(begin, 201, "{\"id\":\"7\"}")).value())
                .containsEntry("created", true);
    }

    @Test
    void saysThatAStepThatWentOnYieldsNothing() {
        var connector = TestConnectors.connector("""
                upsertContact:
                  write: true
                  idempotency: {strategy: externalId}
                  steps:
                    - call: {method: POST, url: "https://crm.test/contacts"}
                      goOn: [locked]
                      save: made
                      out: "{'id': body.id}"
                    - when: "made.outcome = 'duplicate'"
                      call: {method: GET, url: "https://crm.test/contacts"}
                      out: "{'id': body.id}"
                """);
        var begin = connector.begin(TestConnectors.write("upsertContact", Map.of("waId", "521"), false));
        var outcome = TestConnectors.outcome(answer(begin, 409, "{}"));
        assertThat(outcome.kind()).isEqualTo(Kind.CONFIG);
        assertThat(outcome.reason()).contains("out must yield an object; a step that goes on by goOn yields nothing");
        assertThat(TestConnectors.outcome(answer(begin, 201, "[1]")).reason()).doesNotContain("goOn");
    }

    @Test
    void sendsValuesBesideAGraphqlQueryNeverInIt() {
        var connector = TestConnectors.connector("""
                getOrder:
                  write: false
                  steps:
                    - call: {method: POST, url: "https://shop.test/graphql.json"}
                      graphql: {query: "query($q:String!){orders(first:2,query:$q){nodes{name}}}", variables: "{'q': 'name:' & in.orderNumber}"}
                      out: "{'number': body.data.orders.nodes[0].name, 'status': 'shipped'}"
                """);
        var call = TestConnectors.call(
                connector.begin(TestConnectors.lookup("getOrder", Map.of("orderNumber", "1\"){x}"))));
        assertThat(TestConnectors.json(call.body()))
                .isEqualTo(
                        "{query=query($q:String!){orders(first:2,query:$q){nodes{name}}}, variables={q=name:1\"){x}}}");
    }

    @Test
    void sendsFormsAndLinesOfJson() {
        var connector = TestConnectors.connector("""
                addNote:
                  write: true
                  idempotency: {strategy: ledger-only}
                  steps:
                    - call: {method: POST, url: "https://crm.test/form"}
                      body: "{'a': in.text, 'b': 2}"
                      encode: form
                    - call: {method: POST, url: "https://crm.test/bulk"}
                      body: "[{'n': 1}, {'n': 2}]"
                      encode: ndjson
                      out: "{'id': 'x'}"
                """);
        var form = connector.begin(
                TestConnectors.write("addNote", Map.of("waId", "521", "text", "a&b =", "occurredAt", "x"), false));
        assertThat(TestConnectors.call(form).body().text()).isEqualTo("a=a%26b%20%3D&b=2");
        assertThat(TestConnectors.call(form).headers())
                .containsEntry("Content-Type", "application/x-www-form-urlencoded");
        var lines = answer(form, 200, "");
        assertThat(TestConnectors.call(lines).body().text()).isEqualTo("{\"n\":1}\n{\"n\":2}\n");
        assertThat(TestConnectors.call(lines).headers()).containsEntry("Content-Type", "application/x-ndjson");
    }

    @Test
    void escapesWhatStandsInQuotes() {
        var step = TestConnectors.connector("""
                getOrder:
                  write: false
                  steps:
                    - call:
                        method: GET
                        url: "https://sap.test/A_SalesOrder"
                        query: {$filter: "PurchaseOrderByCustomer eq '{in.orderNumber|odata}'"}
                      out: "{'number': '1', 'status': 'shipped'}"
                """)
                .begin(TestConnectors.lookup("getOrder", Map.of("orderNumber", "x' or 1 eq 1 or '")));
        assertThat(uri(step)).contains("eq%20%27x%27%27%20or%201");
    }

    private static final String WRITE = """
            createTicket:
              write: true
              idempotency: {strategy: ledger-only}
              steps:
                - call: {method: POST, url: "https://crm.test/tickets"}
                  outcomes: [{when: "$exists(body.error)", is: config, code: body.error}]
                  out: "{'id': body.ticket.id}"
            """;

    private static Step.Done written(int status, String body) {
        var input = Map.<String, Object>of("subject", "s", "transcript", "t");
        var step = TestConnectors.connector(WRITE).begin(TestConnectors.write("createTicket", input, false));
        return (Step.Done) answer(step, status, body);
    }

    @Test
    void remembersThatAWriteWasDoneWhoseAnswerCannotBeMapped() {
        var ended = written(201, "{\"ticket\":{\"renamed_id\":\"t1\"}}");
        assertThat(ended.outcome().kind()).isEqualTo(Kind.CONFIG);
        assertThat(ended.outcome().reason()).contains("output id is missing");
        assertThat(ended.wrote()).isTrue();
    }

    @Test
    void knowsThatAWriteWasNotDoneThatARuleCallsMisconfigured() {
        var ended = written(200, "{\"error\":\"INVALID_FIELD\"}");
        assertThat(ended.outcome().kind()).isEqualTo(Kind.CONFIG);
        assertThat(ended.wrote()).isFalse();
    }
}
