package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spillway.yaml.FaultyFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a file is told with its line, its key and a cure. */
final class ConnectorLoaderTest {
    private static final String GOOD = """
            connector: shop
            params:
              baseUrl: {default: "https://shop.test"}
              token: {default: abc}
            auth: {kind: bearer, token: "{token}"}
            outcomes:
              - {when: "status = 409", is: duplicate}
            operations:
              getOrder:
                write: false
                timeout: PT2S
                steps:
                  - call: {method: GET, url: "{baseUrl}/orders/{in.orderNumber|seg}"}
                    save: found
                  - call: {method: GET, url: "{baseUrl}/more/{found.id}", query: {a: "{in.x}"}, headers: {X-A: "{in.y}"}}
                    out: "{'number': body.number, 'status': 'shipped'}"
              addNote:
                write: true
                idempotency: {strategy: key-header, header: Idempotency-Key}
                verify:
                  - call: {method: GET, url: "{baseUrl}/notes"}
                    out: "{'found': false}"
                steps:
                  - call: {method: POST, url: "{baseUrl}/notes"}
                    body: "{'text': in.text}"
                    out: "{'id': body.id}"
            """;

    @Test
    void loadsWhatIsRight() {
        var connector = ConnectorLoader.load("shop.yaml", GOOD, Map.of("token", "s3cret"));

        assertThat(connector.name()).isEqualTo("shop");
        assertThat(connector.operations()).containsExactlyInAnyOrder("getOrder", "addNote");
        assertThat(connector.toString()).doesNotContain("s3cret");
    }

    @Test
    void loadsBothShippedConnectors() {
        assertThat(TestConnectors.shipped("rest-erp").operations())
                .containsExactlyInAnyOrder(
                        "createDraftOrder",
                        "getInvoice",
                        "getOrder",
                        "getStock",
                        "recordPayment",
                        "refund",
                        "reserveStock");
        assertThat(TestConnectors.shipped("rest-crm").operations())
                .containsExactlyInAnyOrder(
                        "addNote",
                        "createLead",
                        "createTask",
                        "createTicket",
                        "findContactByPhone",
                        "logConversation",
                        "setConsent",
                        "upsertContact");
    }

    /** Blocks of three lines: what is replaced in {@link #GOOD}, by what, and what is told. */
    static Stream<Arguments> mistakes() {
        var blocks = TestConnectors.read(Path.of("src/test/resources/connector/mistakes.txt"))
                .strip()
                .split("\n\n", -1);
        return Stream.of(blocks).map(block -> block.split("\n", -1)).map(ConnectorLoaderTest::mistake);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsWhereAndWhatAndWhatToDo(String right, String wrong, String told) {
        assertThat(GOOD).contains(right);

        assertThat(problemsOf(GOOD.replace(right, wrong)))
                .anySatisfy(line -> assertThat(line).startsWith("shop.yaml:").contains(told));
    }

    @Test
    void tellsAllMistakesOfAFileAtOnceInTheOrderOfItsLines() {
        var broken = GOOD.replace("bearer", "barer")
                .replace("status = 409", "status = ")
                .replace("timeout: PT2S", "timeot: PT2S")
                .replace("{baseUrl}/orders", "orders")
                .replace("{'found': false}", "{'found'")
                .replace("strategy: key-header", "strategy: nothing");

        assertThat(problemsOf(broken))
                .hasSize(6)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("shop.yaml:5: auth.kind"),
                        line -> assertThat(line).startsWith("shop.yaml:7: outcomes[0].when"),
                        line -> assertThat(line).startsWith("shop.yaml:11: operations.getOrder.timeot"),
                        line -> assertThat(line).startsWith("shop.yaml:13: operations.getOrder.steps[0].call.url"),
                        line -> assertThat(line).startsWith("shop.yaml:19: operations.addNote.idempotency.strategy"),
                        line -> assertThat(line).startsWith("shop.yaml:22: operations.addNote.verify[0].out"));
    }

    @Test
    void tellsAMistakeInWhatIsRepeatedOnce() {
        var each = """
                connector: shop
                operations:
                  getStock:
                    write: false
                    steps:
                      - each: {of: "$phones(", as: phone}
                        call: {method: GET, url: "https://a.test/x", query: {q: "{phone}"}}
                        out: body
                """;
        assertThat(problemsOf(each))
                .singleElement()
                .asString()
                .startsWith("shop.yaml:6: operations.getStock.steps[0].each.of: ");
    }

    @Test
    void refusesParametersTheFileDoesNotDeclare() {
        assertThat(problemsOf(GOOD, Map.of("tokn", "x")))
                .containsExactly("shop.yaml:2: params.tokn: unknown \"tokn\"; did you mean \"token\"?"
                        + " Known are baseUrl, token");
    }

    @Test
    void refusesASecretThatWouldBreakItsHeader() {
        assertThat(problemsOf(GOOD, Map.of("token", "s3cret\n")))
                .containsExactly("shop.yaml:5: auth.token: holds a character that no header may;"
                        + " look for a line break at its end");
    }

    @Test
    void refusesFilesWithoutContent() {
        assertThat(problemsOf(""))
                .containsExactly("shop.yaml:1: is empty; write a map of keys:"
                        + " connector, params, auth, csrf, limits, concurrency, outcomes, operations, probe, health,"
                        + " webhooks, redact, timeouts, breaker, fallback");
        assertThat(problemsOf("- a")).anySatisfy(line -> assertThat(line).contains("1: is a list"));
        assertThat(problemsOf("connector: shop"))
                .containsExactly("shop.yaml:1: operations: is missing or empty; add at least one, e.g. getOrder");
        assertThat(problemsOf("a: b\n".repeat(100_000)))
                .anySatisfy(line -> assertThat(line).contains("exceeds the limit"));
        assertThat(problemsOf("[".repeat(5000))).isNotEmpty();
    }

    @Test
    void refusesOperationsWithoutStepsAndWithTooMany() {
        var step = "      - {call: {method: GET, url: \"https://a.test/x\"}, out: \"1\"}\n";
        var head = "connector: shop\noperations:\n  getStock:\n    write: false\n    steps:";

        assertThat(problemsOf(head + " []"))
                .containsExactly(
                        "shop.yaml:5: operations.getStock.steps: is missing or empty; add 1 to 6 steps with a call each");
        assertThat(problemsOf(head + "\n" + step.repeat(7)))
                .containsExactly("shop.yaml:5: operations.getStock.steps: has 7 steps; use at most 6");
    }

    private static List<String> problemsOf(String yaml) {
        return problemsOf(yaml, Map.of());
    }

    private static List<String> problemsOf(String yaml, Map<String, String> params) {
        var thrown =
                catchThrowableOfType(FaultyFileException.class, () -> ConnectorLoader.load("shop.yaml", yaml, params));
        assertThat(thrown).as("problems").isNotNull();
        return String.valueOf(thrown.getMessage()).lines().toList();
    }

    private static Arguments mistake(String[] block) {
        var texts = Stream.of(block)
                .map(line -> line.substring("replace: ".length()).replace("\\n", "\n"))
                .toList();
        return Arguments.of(texts.get(0), texts.get(1), texts.get(2));
    }
}
