package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.connector.Connector;
import dev.spillway.connector.ConnectorLoader;
import dev.spillway.event.Payload;
import dev.spillway.yaml.FaultyFileException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A destination is asked whether it is up. */
final class CheckupTest {
    private static final String FILE = """
            connector: shop
            health:
              every: PT30S
              steps:
                - call: {method: GET, url: "https://shop.test/ping"}
                  outcomes: [{when: "body.state = 'maintenance'", is: unavailable, reason: body.state}]
            operations:
              getStock:
                write: false
                steps:
                  - call: {method: GET, url: "https://shop.test/stock"}
                    out: "{'sku': 'a', 'available': 1}"
            """;

    private final FakeTime time = new FakeTime();
    private final FakeOutbound outbound = new FakeOutbound();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private Checkup checkup() {
        Connector connector = ConnectorLoader.load("shop.yaml", FILE, Map.of());
        return new Checkup(
                connector.health().orElseThrow(),
                Samples.runner(connector, outbound, time),
                Duration.ofSeconds(10),
                new Checkup.Parts(time, time, new SplittableRandom(1)),
                new OutboundMetrics(registry, "shop"));
    }

    @ParameterizedTest
    @CsvSource({"200, true", "404, true", "429, true", "500, false", "503, false"})
    void isUpWhateverItAnswersButThatItCannot(int status, boolean up) {
        var checkup = checkup();
        var sign = checkup.ask();
        outbound.last().answer(status);

        assertThat(sign.result()).isEqualTo(up ? Sign.ALIVE : Sign.FAILING);
        var last = checkup.last();
        assertThat(last).isNotNull().extracting(BackendView.Health::up).isEqualTo(up);
    }

    @Test
    void isDownWhenItDoesNotAnswerOrSaysSoInItsOwnWords() {
        var checkup = checkup();
        var first = checkup.ask();
        outbound.last().fail(CallFailure.Kind.NO_ANSWER);
        var second = checkup.ask();
        outbound.last().answer(200, Payload.of("{\"state\":\"maintenance\"}"));

        assertThat(first.result()).isEqualTo(Sign.FAILING);
        assertThat(second.result()).isEqualTo(Sign.FAILING);
        assertThat(checkup.last())
                .isNotNull()
                .extracting(BackendView.Health::reason)
                .isEqualTo("maintenance");
    }

    @Test
    void saysNothingWhenItWasNotAsked() {
        var checkup = checkup();
        var sign = checkup.ask();
        outbound.last().fail(CallFailure.Kind.REFUSED);

        assertThat(sign.result()).isEqualTo(Sign.NONE);
        assertThat(checkup.last()).isNull();
    }

    @Test
    void isAskedAgainAndAgainUntilItIsStopped() {
        var checkup = checkup();
        checkup.start();
        time.pass(Duration.ofSeconds(5));
        outbound.last().answer(200);
        time.pass(Duration.ofSeconds(33));
        assertThat(outbound.sent).hasSize(2);

        outbound.last().answer(200);
        checkup.stop();
        time.pass(Duration.ofMinutes(5));

        assertThat(outbound.sent).hasSize(2);
    }

    @Test
    void needsACallAndARangeOfTimes() {
        assertThatThrownBy(() -> ConnectorLoader.load("shop.yaml", FILE.replace("PT30S", "PT1S"), Map.of()))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("shop.yaml:3: health.every: must be PT5S..PT1H");
        assertThatThrownBy(() -> ConnectorLoader.load(
                        "shop.yaml",
                        FILE.replaceAll(
                                "(?s)  steps:\\n    - call: \\{method: GET, url: \"https://shop.test/ping.*?operations",
                                "operations"),
                        Map.of()))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("health.steps: is missing or empty");
    }
}
