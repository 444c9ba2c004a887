package dev.spillway.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.gate.Cost;
import dev.spillway.gate.GatesFile;
import dev.spillway.gate.Permit;
import dev.spillway.gate.TemplateName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final TemplateName SECOND_WORDING = new TemplateName("oferta_2", "es_MX");

    private static Attempt attempt(String operation, Map<String, Object> input) {
        var event = new DedupeKey("wamid.1").id("meta");
        var delivery = new Delivery(
                event.step("say"),
                "main",
                Priority.BULK,
                ContactKey.ofPhone("5215512345678"),
                event,
                Instant.EPOCH,
                "say",
                operation,
                input,
                "es-MX",
                false);
        return new Attempt(3, delivery, 1, false, 1);
    }

    @Test
    void goesByTheTemplateThatTheGatesLetGoWhateverTheHouseCallsIt() {
        var attempt = attempt("sendTemplate", Map.of("template", "oferta", "values", Map.of()));

        assertThat(attempt.permitted(new Permit.Pass(Cost.UNKNOWN, SECOND_WORDING))
                        .template())
                .isEqualTo(SECOND_WORDING);
    }

    @Test
    void goesByTheTemplateInItsPlace() {
        var instead = new GatesFile.Instead("news", "es_MX", List.of());
        var attempt = attempt("sendText", Map.of("text", "Hola"));

        assertThat(attempt.permitted(new Permit.Instead(instead, Cost.UNKNOWN)).template())
                .isEqualTo(new TemplateName("news", "es_MX"));
        assertThat(attempt.permitted(new Permit.Pass(Cost.UNKNOWN, null)).template())
                .isNull();
    }

    @Test
    void goesByItsOwnTemplateWhereNoGateIsAsked() {
        var attempt = attempt("sendTemplate", Map.of("name", "oferta_2", "language", "es_MX"));

        assertThat(attempt.template()).isEqualTo(SECOND_WORDING);
    }
}
