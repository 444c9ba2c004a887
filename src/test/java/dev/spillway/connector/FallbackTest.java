package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.yaml.FaultyFileException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FallbackTest {
    private static Connector connector(String common, String ofStock, String ofNote) {
        var file = """
                connector: test
                %s
                operations:
                  getStock:
                    write: false
                    %s
                    steps: [{call: {method: GET, url: "https://erp.test/"}, out: body}]
                  addNote:
                    write: true
                    idempotency: {strategy: none}
                    %s
                    steps: [{call: {method: POST, url: "https://erp.test/"}, out: body}]
                """;
        return ConnectorLoader.load("test.yaml", file.formatted(common, ofStock, ofNote), Map.of());
    }

    @Test
    void isTheOperationsElseTheConnectorsAndOfReadsOnly() {
        var both = connector("fallback: erp-late", "fallback: stock-late", "");

        assertThat(both.fallback("getStock")).isEqualTo("stock-late");
        assertThat(both.fallback("addNote")).isEmpty();
        assertThat(connector("fallback: erp-late", "", "").fallback("getStock")).isEqualTo("erp-late");
        assertThat(connector("", "", "").fallback("getStock")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fallback: Erp Late; ''; ''; is no key of a text",
                "''; fallback: ../x; ''; is no key of a text",
                "''; ''; fallback: note-late; nobody waits for a write",
            })
    void refusesWhatNobodyCouldSay(String common, String ofStock, String ofNote, String why) {
        assertThatThrownBy(() -> connector(common, ofStock, ofNote))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(why);
    }
}
