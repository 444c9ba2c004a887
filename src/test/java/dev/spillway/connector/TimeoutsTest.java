package dev.spillway.connector;

import static dev.spillway.connector.TestConnectors.call;
import static dev.spillway.connector.TestConnectors.lookup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.yaml.FaultyFileException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeoutsTest {
    private static Connector connector(String common, String own) {
        var file = """
                connector: test
                %s
                operations:
                  getStock:
                    write: false
                    %s
                    steps: [{call: {method: GET, url: "https://erp.test/"}, out: body}]
                """;
        return ConnectorLoader.load("test.yaml", file.formatted(common, own), Map.of());
    }

    private static Timeouts timeouts(String common, String own) {
        return call(connector(common, own).begin(lookup("getStock", Map.of("sku", "A"))))
                .timeouts();
    }

    private static Timeouts of(long connectMs, long firstByteMs, long totalMs) {
        return new Timeouts(Duration.ofMillis(connectMs), Duration.ofMillis(firstByteMs), Duration.ofMillis(totalMs));
    }

    @Test
    void areFiveSecondsWhereNothingIsSaid() {
        assertThat(timeouts("", "")).isEqualTo(of(5000, 5000, 5000));
    }

    @Test
    void areTheConnectorsWhereTheOperationSaysNothing() {
        var common = "timeouts: {connect: PT0.5S, firstByte: PT2S, total: PT4S}";

        assertThat(timeouts(common, "")).isEqualTo(of(500, 2000, 4000));
        assertThat(timeouts(common, "timeouts: {firstByte: PT3S}")).isEqualTo(of(500, 3000, 4000));
        assertThat(timeouts(common, "timeouts: {connect: PT1S, total: PT9S}")).isEqualTo(of(1000, 2000, 9000));
    }

    @Test
    void areNeverLongerThanTheWhole() {
        assertThat(timeouts("timeouts: {connect: PT3S, firstByte: PT4S}", "timeout: PT1S"))
                .isEqualTo(of(1000, 1000, 1000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "timeouts: {connect: PT0S}; ; timeouts.connect; must be PT0.001S..PT1M",
                "timeouts: {firstByte: PT3S, total: PT2S}; ; timeouts.firstByte; is longer than the total",
                "; timeout: PT2M; operations.getStock.timeout; must be PT0.001S..PT1M",
                "; timeouts: {total: PT2M}; operations.getStock.timeouts.total; must be PT0.001S..PT1M",
                "; timeouts: {connect: PT3S, total: PT2S}; operations.getStock.timeouts.connect; is longer than the total",
            })
    void refusesWhatCannotBeMeant(String common, String own, String key, String why) {
        assertThatThrownBy(() -> connector(common == null ? "" : common, own == null ? "" : own))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(why);
    }

    @Test
    void refusesTwoWordsForTheSame() {
        assertThatThrownBy(() -> connector("", "timeout: PT2S\n    timeouts: {total: PT2S}"))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("keep one of them");
    }
}
