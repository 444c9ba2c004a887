package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CanonicalTest {
    private static CanonicalOperation operation(String name) {
        return Objects.requireNonNull(Canonical.find(name));
    }

    @Test
    void knowsTheOperationsOfEveryBackend() {
        assertThat(Canonical.names())
                .hasSize(16)
                .contains("getOrder", "addNote", "recordPayment", "emitEvent", "refund", "setConsent", "createTask");
    }

    @Test
    void namesTheInputThatIsMissing() {
        assertThat(operation("getOrder").missingInput(Map.of("orderNumber", " ")))
                .isEqualTo("orderNumber");
        assertThat(operation("getInvoice").missingInput(Map.of())).isEqualTo("orderNumber or invoiceNumber");
        assertThat(operation("getInvoice").missingInput(Map.of("invoiceNumber", 7)))
                .isEmpty();
    }

    @Test
    void bringsOutputIntoCanonicalForm() {
        var order = operation("getOrder")
                .output(
                        "erp.getOrder",
                        Map.of(
                                "number",
                                1234,
                                "status",
                                "teleported",
                                "total",
                                new BigDecimal("1299.00"),
                                "lines",
                                Map.of("sku", "A"),
                                "extra",
                                List.of(1)));

        assertThat(order)
                .isEqualTo(Outcome.done(Map.of(
                        "number", "1234",
                        "status", "unknown",
                        "total", "1299.00",
                        "lines", List.of(Map.of("sku", "A")),
                        "extra", List.of(1))));
    }

    @Test
    void namesTheOutputThatIsMissingOrWrong() {
        assertThat(operation("getStock").output("erp.getStock", Map.of("sku", "A")))
                .isEqualTo(Outcome.of(Outcome.Kind.CONFIG, "erp.getStock: output available is missing"));
        assertThat(operation("getStock").output("erp.getStock", Map.of("sku", "A", "available", "many")))
                .isEqualTo(Outcome.of(Outcome.Kind.CONFIG, "erp.getStock: output available is no number"));
    }
}
