package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationTest {
    /** It stands in messages of failures, and those are logged. */
    @Test
    void showsWhatItIsAndNothingOfWhatItIsAskedWith() {
        var input = Map.<String, Object>of("to", "5215550104321", "text", "Hola, Rocío");
        var operation = new Operation("sendText", input, Operation.Context.lookup("0192ab", "es-MX"));

        assertThat(operation.toString())
                .contains("sendText", "0192ab", "es-MX")
                .doesNotContain("5215550104321")
                .doesNotContain("Rocío");
    }
}
