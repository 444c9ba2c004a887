package dev.spillway.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.json.Json;
import dev.spillway.whatsapp.message.LimitException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HouseTemplateTest {
    private static final Map<String, Object> INPUT = Map.of(
            "to", "525550104321", "template", "pedido-enviado", "values", Map.of("nombre", "Rocío"), "class", "notice");

    private static final CloudApi SENDER = new CloudApi(
            Given.settings(),
            ErrorTable.load(),
            new TemplateStates() {
                @Override
                public TemplateState of(String sender, String name, String language) {
                    return TemplateState.UNKNOWN;
                }

                @Override
                public Filled filled(String sender, Map<String, Object> input, String locale) {
                    if (!(input.get("values") instanceof Map<?, ?> values) || !values.containsKey("nombre")) {
                        throw new LimitException("values.nombre is missing");
                    }
                    return new Filled("pedido_enviado", "es_MX", List.of());
                }
            },
            SenderLimits.NONE);

    private static Operation operation(Map<String, Object> input) {
        return Given.operation("sendTemplate", input);
    }

    private static Map<String, Object> without(String field) {
        var input = new LinkedHashMap<>(INPUT);
        input.remove(field);
        return input;
    }

    @Test
    void isSentInMetasWords() {
        var call = (Step.Call) SENDER.begin(operation(INPUT));

        assertThat(Json.object(call.http().body()).get("template"))
                .isEqualTo(Map.of("name", "pedido_enviado", "language", Map.of("code", "es_MX")));
    }

    @Test
    void isJudgedInMetasWords() {
        assertThat(SENDER.worded(operation(INPUT)).input())
                .isEqualTo(Map.of(
                        "to", "525550104321",
                        "class", "notice",
                        "name", "pedido_enviado",
                        "language", "es_MX",
                        "components", List.of()));
    }

    @Test
    void endsBeforeTheCallIfAValueIsMissing() {
        var operation = operation(without("values"));

        assertThat(SENDER.objection(operation)).contains("values.nombre is missing");
        assertThat(SENDER.worded(operation)).isEqualTo(operation);
        assertThat(SENDER.begin(operation)).isInstanceOfSatisfying(Step.Done.class, done -> {
            assertThat(done.outcome().kind()).isEqualTo(Outcome.Kind.INVALID);
            assertThat(done.outcome().reason()).isEqualTo("values.nombre is missing");
        });
    }

    @Test
    void doesNotMixTheHousesWordsWithMetas() {
        var both = new LinkedHashMap<>(INPUT);
        both.put("name", "pedido_enviado");

        assertThat(SENDER.objection(operation(both)).orElse("")).startsWith("name does not go with template");
    }

    @Test
    void whatIsInMetasWordsStaysAsItIs() {
        var plain = operation(Map.of("to", "525550104321", "name", "pedido_enviado", "language", "es_MX"));

        assertThat(SENDER.worded(plain)).isSameAs(plain);
        assertThat(SENDER.objection(plain)).isEmpty();
    }
}
