package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.gate.TemplateName;
import dev.spillway.gate.Templates.Standing;
import dev.spillway.whatsapp.TemplateHold;
import dev.spillway.whatsapp.TemplateNeeds;
import dev.spillway.whatsapp.TemplateState;
import dev.spillway.whatsapp.TemplateStates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How templates stand, in the words of the gates. */
class SenderTemplatesTest {
    private static final TemplateNeeds ONE = TemplateNeeds.of(List.of(Map.of("type", "BODY", "text", "Hola {{1}}")));
    private static final Map<String, Object> FILLED = Map.of(
            "components",
            List.of(Map.of("type", "body", "parameters", List.of(Map.of("type", "text", "text", "Rocío")))));

    private static Optional<Standing> standing(TemplateState state, Map<String, Object> input) {
        return standing(state, null, input);
    }

    private static Optional<Standing> standing(
            TemplateState state, @Nullable TemplateHold hold, Map<String, Object> input) {
        var templates = new SenderTemplates(new TemplateStates() {
            @Override
            public TemplateState of(String sender, String name, String language) {
                return state;
            }

            @Override
            public Optional<TemplateHold> hold(String sender, String name, String language) {
                return Optional.ofNullable(hold);
            }
        });
        return templates.of("main", new TemplateName("promo", "es_MX"), input);
    }

    @ParameterizedTest
    @CsvSource({"APPROVED,''", "PAUSED,paused", "DISABLED,disabled", "REJECTED,not_approved", "DELETED,missing"})
    void holdsAgainstATemplateWhatMetaDoes(String word, String reason) {
        var state = TemplateState.of(word, "MARKETING", "GREEN", ONE);
        assertThat(standing(state, FILLED)).contains(new Standing(reason, null, "marketing"));
    }

    @Test
    void holdsAgainstATemplateThatItIsNotFilled() {
        var state = TemplateState.of("APPROVED", "UTILITY", "GREEN", ONE);
        assertThat(standing(state, Map.of())).contains(new Standing("incomplete", null, "utility"));
        assertThat(standing(TemplateState.EXPIRED, FILLED)).contains(new Standing("expired", null, ""));
    }

    @Test
    void saysUntilWhenATemplateWaits() {
        var until = Instant.parse("2026-11-10T18:00:00Z");
        var paused = TemplateState.of("PAUSED", "MARKETING", "RED", ONE);
        var approved = TemplateState.of("APPROVED", "MARKETING", "UNKNOWN", ONE);
        var paced = new TemplateHold(TemplateHold.Why.PACED, until);
        assertThat(standing(paused, new TemplateHold(TemplateHold.Why.PAUSED, until), FILLED))
                .contains(new Standing("paused", until, "marketing"));
        assertThat(standing(approved, paced, FILLED)).contains(new Standing("paced", until, "marketing"));
        assertThat(standing(approved, paced, Map.of())).contains(new Standing("incomplete", null, "marketing"));
        assertThat(standing(TemplateState.UNKNOWN, paced, FILLED)).contains(new Standing("paced", until, ""));
    }

    @Test
    void holdsNothingAgainstOneThatNobodyHasLookedAt() {
        assertThat(standing(TemplateState.UNKNOWN, Map.of())).isEmpty();
    }
}
