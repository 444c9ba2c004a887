package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spillway.event.Payload;
import dev.spillway.yaml.FaultyFileException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a connector's YAML makes of limits, and what its calls pay. */
class LimitsTest {
    private static final String FILE = """
            connector: desk
            params:
              account: {default: main}
              perMinute: {default: "400"}
            limits:
              - {name: all, group: "desk:{account}", perMinute: "{perMinute}", feedback: {header: X-Left}}
              - name: day
                group: "desk:{account}:day"
                perDay: 1000
                cost: "ctx.operation = 'addNote' ? 3 : 1"
                feedback: {header: usage, regex: 'used=(\\d+)/(\\d+)', used: 1, max: 2}
                reserveInteractive: 20
            outcomes:
              - {when: "status = 429", is: throttled, scope: all}
            operations:
              getOrder:
                write: false
                steps:
                  - limits: [{group: "desk:{account}:search", perSecond: 5}]
                    call: {method: GET, url: "https://desk.test/search"}
                    out: "{'number': body.no, 'status': 'shipped'}"
              addNote:
                write: true
                idempotency: {strategy: ledger-only}
                limits: [{group: "desk:{account}:ticket", key: "{in.targetId}", per10Minutes: 30}]
                steps:
                  - call: {method: POST, url: "https://desk.test/notes"}
                    out: "{'id': body.id}"
            """;

    private final Connector desk = ConnectorLoader.load("desk.yaml", FILE, Map.of("perMinute", "700"));

    @Test
    void namesTheLimitsThatEveryCallKeeps() {
        assertThat(desk.tolls()).extracting(Toll::group).containsExactly("desk:main", "desk:main:day");
        assertThat(desk.tolls().get(0).allowance()).isEqualTo(new Allowance.Within(700, Duration.ofMinutes(1)));
    }

    @Test
    void addsWhatAnOperationAndAStepKeepToThem() {
        assertThat(call("getOrder", Map.of("orderNumber", "1")).tolls())
                .extracting(Toll::group)
                .containsExactly("desk:main", "desk:main:day", "desk:main:search");
    }

    @Test
    void reckonsWhatACallCosts() {
        assertThat(note("t-1").tolls()).extracting(Toll::cost).containsExactly(1.0, 3.0, 1.0);
        assertThat(call("getOrder", Map.of("orderNumber", "1")).tolls())
                .extracting(Toll::cost)
                .containsOnly(1.0);
    }

    @Test
    void tellsRecordsApartWithoutNamingThem() {
        var one = note("523311223344").tolls().get(2);
        var other = note("t-2").tolls().get(2);

        assertThat(one.key()).isNotEqualTo(other.key()).isNotEmpty().doesNotContain("523311223344");
        assertThat(note("t-2").tolls().get(2)).isEqualTo(other);
    }

    @Test
    void readsWhatIsLeftFromHeaders() {
        var tolls = note("t-1").tolls();

        var reply = new HttpReply(200, Map.of("x-left", "12", "usage", "api used=880/1000"), Payload.EMPTY);

        assertThat(tolls.get(0).left(reply)).hasValue(12);
        assertThat(tolls.get(1).left(reply)).hasValue(120);
        assertThat(tolls.get(2).left(reply)).isEmpty();
        assertThat(tolls.get(0).left(new HttpReply(200, Map.of("x-left", "soon"), Payload.EMPTY)))
                .isEmpty();
    }

    @Test
    void readsWhatIsLeftFromTheBody() {
        var toll = ConnectorLoader.load(
                        "desk.yaml", FILE.replace("{header: X-Left}", "{body: body.limit.left}"), Map.of())
                .tolls()
                .get(0);

        assertThat(toll.left(TestConnectors.reply(200, "{\"limit\": {\"left\": 7.5}}")))
                .hasValue(7.5);
        assertThat(toll.left(TestConnectors.reply(200, "<html>"))).isEmpty();
    }

    @Test
    void saysWhichLimitARefusalIsAbout() {
        var step = desk.begin(TestConnectors.lookup("getOrder", Map.of("orderNumber", "1")));

        var ended = ((Step.Call) step).then().apply(TestConnectors.reply(429, "{}"));

        assertThat(TestConnectors.outcome(ended).scope()).isEqualTo("all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "perMinute: \"{perMinute}\",; ; limits nothing",
                "perDay: 1000; perDay: 1000\\n    perHour: 7; limits in more than one way",
                "perDay: 1000; perDay: many; is no number from 1 to 1000000000",
                "perDay: 1000; perSecond: 5; has nothing to reserve of",
                "reserveInteractive: 20; reserveInteractive: 99; must be 0..90",
                "used: 1, max: 2; used: 1, max: 3; names a group that the regex does not have",
                "header: X-Left; regex: x; says where in no way or in two",
                "scope: all; scope: al; al",
            })
    void tellsWhatIsWrongWithALimit(String old, String written, String what) {
        var file = FILE.replace(old, written == null ? "" : written.replace("\\n", "\n"));

        var e = catchThrowableOfType(
                FaultyFileException.class, () -> ConnectorLoader.load("desk.yaml", file, Map.of()));

        assertThat(e).hasMessageContaining(what);
    }

    private HttpCall note(String target) {
        var input = Map.<String, Object>of(
                "waId", "523311223344", "text", "hola", "occurredAt", "2026-11-29", "targetId", target);
        return TestConnectors.call(desk.begin(TestConnectors.write("addNote", input, false)));
    }

    private HttpCall call(String operation, Map<String, Object> input) {
        return TestConnectors.call(desk.begin(TestConnectors.lookup(operation, input)));
    }
}
