package dev.spillway.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.whatsapp.TemplateNeeds;
import dev.spillway.whatsapp.TemplateState;
import dev.spillway.whatsapp.TemplateStates.Filled;
import dev.spillway.whatsapp.message.LimitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates as those name them who have them sent. */
class HouseTemplateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ACCOUNT = "104820561237744";

    @TempDir
    Path folder;

    private final KnownTemplates known =
            new KnownTemplates(Map.of("main", ACCOUNT), "es-MX", Clock.fixed(NOW, ZoneOffset.UTC));

    private void write(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), yaml);
        known.use(TemplateLoader.load(folder, List.of("main", "norte")));
    }

    @BeforeEach
    void shipped() {
        known.use(TemplateLoader.load(Path.of("conf/templates"), List.of("main", "norte")));
    }

    private static Map<String, Object> sent(String template, Map<String, Object> values) {
        return Map.of("template", template, "values", values);
    }

    private Filled filled(Map<String, Object> input, String locale) {
        return known.filled("main", input, locale);
    }

    private static Map<String, Object> order() {
        return new LinkedHashMap<>(Map.of("nombre", "Rocío", "pedido", 77120, "buttons", List.of("77120")));
    }

    @Test
    void fillsNamedPlaceholdersAndButtons() {
        var filled = filled(sent("pedido-enviado", order()), "es-MX");

        assertThat(filled.name()).isEqualTo("pedido_enviado");
        assertThat(filled.language()).isEqualTo("es_MX");
        assertThat(filled.components())
                .isEqualTo(List.of(
                        Map.of(
                                "type",
                                "body",
                                "parameters",
                                List.of(
                                        Map.of("type", "text", "parameter_name", "nombre", "text", "Rocío"),
                                        Map.of("type", "text", "parameter_name", "pedido", "text", "77120"))),
                        Map.of(
                                "type",
                                "button",
                                "sub_type",
                                "url",
                                "index",
                                0,
                                "parameters",
                                List.of(Map.of("type", "text", "text", "77120")))));
    }

    @Test
    void fillsNumberedPlaceholders() {
        var filled = filled(sent("rebajas", Map.of("1", "Rocío", "2", "20 %")), "");

        assertThat(filled.components())
                .isEqualTo(List.of(Map.of(
                        "type",
                        "body",
                        "parameters",
                        List.of(Map.of("type", "text", "text", "Rocío"), Map.of("type", "text", "text", "20 %")))));
    }

    @Test
    void fillsTheCodeInTextAndButton() {
        var filled = filled(sent("codigo", Map.of("code", "123456")), "");

        assertThat(filled.components()).extracting(part -> part.get("type")).containsExactly("body", "button");
        assertThat(filled.components())
                .allSatisfy(part -> assertThat(part.get("parameters"))
                        .isEqualTo(List.of(Map.of("type", "text", "text", "123456"))));
    }

    /** What is filled fits what Meta asks for, by its own description of the template. */
    @ParameterizedTest
    @CsvSource({"pedido-enviado, es_MX", "pedido-enviado, pt_BR", "rebajas, es_MX", "codigo, es_MX"})
    void leavesNothingOpen(String house, String language) {
        var values = switch (house) {
            case "pedido-enviado" -> order();
            case "rebajas" -> Map.<String, Object>of("1", "Rocío", "2", "20 %");
            default -> Map.<String, Object>of("code", "123456");
        };
        var template = TemplateLoader.load(Path.of("conf/templates"), List.of("main")).house(house).stream()
                .filter(it -> it.language().equals(language))
                .findFirst()
                .orElseThrow();

        var filled = filled(Map.of("template", house, "language", language, "values", values), "");

        assertThat(TemplateNeeds.of(new MetaForm(template).components()).misfit(filled.components()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pt-BR, es-MX, pt_BR", // asked for
        "pt_BR, es-MX, pt_BR", // in Meta's words
        "es-AR, pt-BR, es_MX", // nearly asked for
        "'',    pt-BR, pt_BR", // theirs
        "'',    es-CO, es_MX", // nearly theirs
        "'',    fr-FR, es_MX", // the default
        "'',    '',    es_MX",
    })
    void speaksTheLanguageAskedForElseTheirsElseTheDefault(String asked, String locale, String language) {
        var input = new LinkedHashMap<>(sent("pedido-enviado", order()));
        if (!asked.isEmpty()) input.put("language", asked);

        assertThat(filled(input, locale).language()).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            pedido       | ``     | template names none of the library: there are [codigo, pedido-enviado, rebajas]
            pedido-enviado | fr-FR | language is none of those of template pedido-enviado: [es_MX, pt_BR]
            """)
    void saysWhatThereIs(String template, String language, String complaint) {
        var input = new LinkedHashMap<>(sent(template, order()));
        input.put("language", language);

        assertThatThrownBy(() -> filled(input, ""))
                .isInstanceOf(LimitException.class)
                .hasMessage(complaint);
    }

    @Test
    void namesTheValueThatIsMissingBlankOrNotAskedFor() {
        assertThat(complaint("pedido", null)).isEqualTo("values.pedido is missing: template pedido-enviado needs it");
        assertThat(complaint("nombre", " ")).isEqualTo("values.nombre must be a text that is not blank");
        assertThat(complaint("nombre", List.of("Rocío"))).isEqualTo("values.nombre must be a text that is not blank");
        assertThat(complaint("buttons", List.of()))
                .isEqualTo("values.buttons[0] is missing: template pedido-enviado needs it");
        assertThat(complaint("buttons", "77120")).isEqualTo("values.buttons must be a list");
        assertThat(complaint("name", "Rocío"))
                .isEqualTo("values holds a name that template pedido-enviado does not know; it takes [buttons, nombre,"
                        + " pedido]");
    }

    private String complaint(String name, @org.jspecify.annotations.Nullable Object value) {
        var values = order();
        if (value == null) values.remove(name);
        else values.put(name, value);
        try {
            filled(sent("pedido-enviado", values), "");
            return "";
        } catch (LimitException e) {
            return e.rule();
        }
    }

    private static final String THREE_VERSIONS = """
            template: aviso
            category: utility
            placeholders: [{name: total, kind: currency, sample: "$10"}, {name: dia, kind: date_time, sample: lunes}]
            versions:
              - version: 1
                name: aviso_1
                languages: {es_MX: {body: "Son {{total}} para el {{dia}}."}}
              - version: 2
                name: aviso_2
                languages:
                  es_MX:
                    header: {kind: image, sample: "4::aW"}
                    body: "Debes {{total}} para el {{dia}}."
              - version: 3
                name: aviso_3
                expires: "2026-11-21"
                languages: {es_MX: {body: "Paga {{total}} para el {{dia}}."}}
            """;

    private static Map<String, Object> bill() {
        return new LinkedHashMap<>(Map.of(
                "total", Map.of("text", "$10.50", "code", "MXN", "amount", "10.50"),
                "dia", "lunes",
                "header", Map.of("id", "123")));
    }

    @Test
    void takesTheNewestVersionThatHasNotExpired() throws IOException {
        write("aviso", THREE_VERSIONS);

        var filled = filled(sent("aviso", bill()), "");

        assertThat(filled.name()).isEqualTo("aviso_2");
        assertThat(filled.components().get(0))
                .isEqualTo(Map.of(
                        "type",
                        "header",
                        "parameters",
                        List.of(Map.of("type", "image", "image", Map.of("id", "123")))));
        assertThat(String.valueOf(filled.components().get(1)))
                .contains("amount_1000=10500", "fallback_value=$10.50", "fallback_value=lunes");
    }

    /** A new wording is under review for hours. */
    @Test
    void takesTheOneBeforeWhileMetaDoesNotLetTheNewestGo() throws IOException {
        write("aviso", THREE_VERSIONS);
        see(Map.of("aviso_1", "APPROVED"));
        var values = bill();
        values.remove("header");

        assertThat(filled(sent("aviso", values), "").name()).isEqualTo("aviso_1");
        assertThat(known.filled("norte", sent("aviso", bill()), "").name()).isEqualTo("aviso_2");
    }

    /** The one that is paused can be waited for; what is under review may be rejected. */
    @Test
    void takesThePausedOneBeforeOneUnderReview() throws IOException {
        write("aviso", THREE_VERSIONS);
        see(Map.of("aviso_1", "PAUSED", "aviso_2", "PENDING"));
        var values = bill();
        values.remove("header");

        assertThat(filled(sent("aviso", values), "").name()).isEqualTo("aviso_1");
    }

    /** Who gave the house's name waits for the newest version when none may go, and goes by any that may. */
    @Test
    void whoWaitsForAVersionHearsWhenAnotherMayGo() throws IOException {
        write("aviso", THREE_VERSIONS);
        see(Map.of("aviso_1", "PAUSED", "aviso_2", "PAUSED"));

        assertThat(see(Map.of("aviso_1", "APPROVED", "aviso_2", "PAUSED"))).containsExactly("aviso_1", "aviso_2");
        assertThat(see(Map.of("aviso_1", "APPROVED", "aviso_2", "PAUSED")))
                .as("it might go before")
                .isEmpty();
        assertThat(see(Map.of("aviso_1", "APPROVED", "aviso_2", "APPROVED"))).containsExactly("aviso_2");
    }

    @Test
    void whoWaitsForAVersionHearsWhenANewOneIsApproved() throws IOException {
        write("aviso", THREE_VERSIONS);
        see(Map.of("aviso_1", "PAUSED", "aviso_2", "PENDING", "otra", "PAUSED"));

        assertThat(see(Map.of("aviso_1", "PAUSED", "aviso_2", "APPROVED", "otra", "PAUSED")))
                .containsExactly("aviso_1");
    }

    /** Answers who is told to look again, by Meta's names. */
    private Set<String> see(Map<String, String> words) {
        var states = new HashMap<String, TemplateState>();
        var pauses = new HashMap<String, Pause>();
        words.forEach((name, word) -> {
            var key = new BoardKey(ACCOUNT, name, "es_MX").word();
            states.put(key, TemplateState.of(word, "UTILITY", "", TemplateNeeds.UNKNOWN));
            if (word.equals("PAUSED")) pauses.put(key, Pause.told(NOW, "FIRST_PAUSE"));
        });
        var free = known.see(new KnownTemplates.Seen(states, pauses, Set.of(ACCOUNT)));
        return free.stream().map(key -> BoardKey.of(key).name()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void marketingIsSentByItsOwnNumber() {
        assertThatThrownBy(() -> known.filled("norte", sent("rebajas", Map.of()), ""))
                .hasMessage("template rebajas is sent by main only");
    }
}
