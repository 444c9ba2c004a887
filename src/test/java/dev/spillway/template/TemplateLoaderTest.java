package dev.spillway.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.yaml.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateLoaderTest {
    private static final String UTILITY = """
            template: pedido
            category: utility
            ttl: PT1H
            placeholders:
              - {name: nombre, sample: Rocío}
              - {name: pedido, sample: PED-1}
            versions:
              - version: 1
                name: pedido_1
                languages:
                  es_MX:
                    header: {kind: text, text: "Pedido {{1}}", sample: PED-1}
                    body: "Hola {{nombre}}, tu pedido {{pedido}} va en camino."
                    footer: Lumbre
                    buttons:
                      - {kind: quick-reply, text: Gracias}
                      - {kind: url, text: Rastrear, url: "https://a.b/{{1}}", sample: "1"}
                      - {kind: phone, text: Llamar, phone: "+525541007700"}
            """;

    private static final String MARKETING = """
            template: rebajas
            category: marketing
            sender: main
            placeholders: [{sample: Rocío}, {sample: 20}]
            versions:
              - version: 1
                name: rebajas_1
                languages:
                  es_MX:
                    body: "Hola {{1}}, tienes {{2}} de descuento."
                    footer: Responde BAJA y no escribimos más
                    optOut: Responde BAJA
            """;

    private static final String AUTHENTICATION = """
            template: codigo
            category: authentication
            versions:
              - version: 1
                name: codigo_1
                languages:
                  es_MX: {codeExpires: 10, buttons: [{kind: copy-otp}]}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void readsWhatIsRight() throws IOException {
        write("a", UTILITY);
        write("b", MARKETING);
        write("c", AUTHENTICATION);
        var library = load();
        assertThat(library.titles()).containsExactly("codigo_1 (es_MX)", "pedido_1 (es_MX)", "rebajas_1 (es_MX)");
        assertThat(library.of("other").stream().map(Template::name)).containsExactly("codigo_1", "pedido_1");
    }

    @Test
    void readsWhatIsShipped() {
        var library = TemplateLoader.load(Path.of("conf/templates"), List.of("main"));
        assertThat(library.titles())
                .contains("pedido_enviado (es_MX)", "pedido_enviado (pt_BR)", "codigo_acceso (es_MX)");
        assertThat(library.expires("rebajas_invierno", "es_MX")).contains(LocalDate.of(2027, 2, 28));
        assertThat(TemplateTable.of(library, LocalDate.of(2027, 3, 1)))
                .anyMatch(line -> line.contains("rebajas_invierno") && line.endsWith("2027-02-28 (expired)"));
    }

    @Test
    void aDirectoryThatIsNotThereHoldsNone() {
        assertThat(TemplateLoader.load(directory.resolve("none"), List.of()).titles())
                .isEmpty();
    }

    /** Columns: which template, what is written there, what is written instead, what the problem says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "utility | template: pedido     | template: Pedido      | template: must be 1..60",
                "utility | name: pedido_1       | name: pedido-1        | name: must be 1..512",
                "utility | version: 1           | version: 0            | version: must be 1 or more",
                "utility | ttl: PT1H            | ttl: PT13H            | must be PT30S..PT12H",
                "utility | ttl: PT1H            | sender: nobody        | unknown \"nobody\"",
                "utility | es_MX:               | es-MX:                | is no language of Meta's",
                "utility | name: nombre,        | name: nombre2,        | not declared: [nombre]",
                "utility | {{pedido}} va        | va                    | does not use [pedido]",
                "utility | Hola {{nombre}},     | {{nombre}},           | begins or ends with a placeholder",
                "utility | va en camino.        |                       | begins or ends with a placeholder",
                "utility | , tu pedido {{ped    | {{ped                 | placeholders next to each other",
                "utility | {{nombre}}, tu       | {{ nombre }}, tu      | braces that make no placeholder",
                "utility | {name: nombre, s     | {s                    | mix names and numbers",
                "utility | name: pedido, sample | name: nombre, sample  | stands twice",
                "utility | text: \"Pedido {{1}}\" | text: \"{{1}} {{2}}\" | has 2 placeholders",
                "utility | text: \"Pedido {{1}}\", sample: PED-1 | text: \"Pedido {{1}}\" | header.sample: is missing",
                "utility | footer: Lumbre       | footer: \"A {{1}} b\" | es_MX.footer: has a placeholder",
                "utility | text: Gracias        | text: Llamar          | stands on another button",
                "utility | text: Gracias        | text: Muchas gracias por todo lo de hoy | 33 characters, at most 25",
                "utility | https://a.b/{{1}}    | https://a.b/{{1}}/c   | buttons[1].url: must be an http",
                "utility | , sample: \"1\"      |                       | buttons[1].sample: is missing",
                "utility | +525541007700        | 5541007700            | buttons[2].phone: must be +",
                "utility | kind: quick-reply, text: Gracias | kind: phone, text: Otro, phone: \"+525541007700\" | 2 of kind Phone",
                "utility | kind: url, text: Rastrear, url: \"https://a.b/{{1}}\", sample: \"1\" | kind: copy-otp | go with authentication only",
                "utility | footer: Lumbre       | codeExpires: 5        | go with authentication only",
                "utility | category: utility    | category: authentication | body: does not go with authentication",
                "marketing | sender: main       | ttl: P1D              | sender: is missing",
                "marketing | optOut: Responde BAJA | optOut: BAJA YA    | stands in neither body nor footer",
                "marketing | optOut: Responde BAJA | securityNote: false | optOut: is missing",
                "marketing | {{2}} de           | {{3}} de              | not declared: [3]",
                "authentication | {kind: copy-otp} |                    | must be one of kind copy-otp",
                "authentication | codeExpires: 10 | codeExpires: 91     | codeExpires: must be 0..90"
            })
    void saysWhatIsWrongAndWhere(String which, String right, String wrong, String says) throws IOException {
        var text = which.equals("utility") ? UTILITY : which.equals("marketing") ? MARKETING : AUTHENTICATION;
        var written = right.replace("\\n", "\n");
        assertThat(text).contains(written);
        write("t", text.replace(written, wrong == null ? "" : wrong));
        assertThatThrownBy(this::load)
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(says)
                .hasMessageContaining("t.yaml");
    }

    @Test
    void twoFilesMustNotClaimOneName() throws IOException {
        write("a", UTILITY);
        write("b", UTILITY.replace("template: pedido", "template: otro"));
        assertThatThrownBy(this::load).hasMessageContaining("is taken by a version of pedido");
    }

    @Test
    void theLastDayMustBeOne() throws IOException {
        write("a", MARKETING.replace("    name: rebajas_1", "    expires: soon\n    name: rebajas_1"));
        assertThatThrownBy(this::load)
                .hasMessageContaining("versions[0].expires")
                .hasMessageContaining("is no day");
    }

    @Test
    void quickRepliesMustNotStandAmongOthers() throws IOException {
        write("a", UTILITY + "          - {kind: quick-reply, text: Adiós}\n");
        assertThatThrownBy(this::load).hasMessageContaining("mix quick replies with others");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name + ".yaml"), text);
    }

    private TemplateLibrary load() {
        return TemplateLoader.load(directory, List.of("main"));
    }
}
