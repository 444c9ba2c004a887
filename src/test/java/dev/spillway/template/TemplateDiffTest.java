package dev.spillway.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.json.Json;
import dev.spillway.template.TemplateDiff.Standing;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateDiffTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);

    private final TemplateLibrary library = TemplateLoader.load(Path.of("conf/templates"), List.of("main"));

    private Template template(String name, String language) {
        return library.all().stream()
                .filter(it -> it.name().equals(name) && it.language().equals(language))
                .findFirst()
                .orElseThrow();
    }

    private Listed asListed(Template ours, String status) {
        return new Listed(
                "7",
                ours.name(),
                ours.language(),
                status,
                ours.category().name(),
                "GREEN",
                new MetaForm(ours).components());
    }

    @Test
    void writesTemplatesInMetasWords() {
        var named = new MetaForm(template("pedido_enviado", "es_MX")).created();
        assertThat(Json.text(named))
                .isEqualTo(Json.text(Json.object("""
                {"name": "pedido_enviado", "language": "es_MX", "category": "UTILITY", "parameter_format": "NAMED",
                 "components": [
                   {"type": "BODY", "text": "Hola {{nombre}}, tu pedido {{pedido}} va en camino.",
                    "example": {"body_text_named_params": [{"param_name": "nombre", "example": "Rocío"},
                                                           {"param_name": "pedido", "example": "PED-77120"}]}},
                   {"type": "FOOTER", "text": "Tiendas Lumbre"},
                   {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Rastrear", "url": "https://lumbre.example/r/{{1}}",
                                                    "example": ["https://lumbre.example/r/77120"]}]}],
                 "message_send_ttl_seconds": 43200}
                """.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        var numbered = Json.text(new MetaForm(template("rebajas_invierno", "es_MX")).created());
        assertThat(numbered)
                .contains("\"parameter_format\":\"POSITIONAL\"")
                .contains("\"body_text\":[[\"Rocío\",\"20 %\"]]")
                .contains("{\"type\":\"HEADER\",\"format\":\"TEXT\",\"text\":\"Rebajas de invierno\"}");
        assertThat(Json.text(new MetaForm(template("codigo_acceso", "es_MX")).created()))
                .contains("{\"type\":\"BODY\",\"add_security_recommendation\":true}")
                .contains("\"code_expiration_minutes\":10")
                .contains("{\"type\":\"OTP\",\"otp_type\":\"COPY_CODE\"}")
                .doesNotContain("parameter_format");
    }

    @Test
    void whatWasPushedIsTheSameAfterwards() {
        var listed = library.all().stream().map(it -> asListed(it, "APPROVED")).toList();
        var diff = TemplateDiff.of(library.all(), listed, TODAY);
        assertThat(diff.rows()).allMatch(row -> row.standing() == Standing.SAME);
        assertThat(diff.differs()).isFalse();
    }

    @Test
    void aCodesTemplateIsTheSameAlthoughMetaWritesItOut() {
        var listed = new Listed(
                "7",
                "codigo_acceso",
                "es_MX",
                "APPROVED",
                "AUTHENTICATION",
                "",
                List.of(
                        Map.of("type", "BODY", "text", "Tu código es *{{1}}*.", "add_security_recommendation", true),
                        Map.of("type", "FOOTER", "text", "Caduca en 10 minutos.", "code_expiration_minutes", 10),
                        Map.of(
                                "type",
                                "BUTTONS",
                                "buttons",
                                List.of(
                                        Map.of(
                                                "type", "URL",
                                                "text", "Copiar código",
                                                "url",
                                                        "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}")))));
        var row = TemplateDiff.of(List.of(template("codigo_acceso", "es_MX")), List.of(listed), TODAY)
                .rows()
                .get(0);
        assertThat(row.differences()).isEmpty();
        assertThat(listed.needs().phoneOnly()).isTrue();
    }

    @Test
    void tellsWhatIsMissingDiffersAndForeign() {
        var ours = template("pedido_enviado", "es_MX");
        var other = new Listed(
                "7",
                ours.name(),
                "es_MX",
                "PAUSED",
                "MARKETING",
                "RED",
                List.of(
                        Map.of("type", "BODY", "text", "Hola {{nombre}}, tu pedido {{pedido}} llega hoy."),
                        Map.of("type", "FOOTER", "text", "Tiendas Lumbre")));
        var foreign = new Listed("8", "hello_world", "en_US", "APPROVED", "UTILITY", "", List.of());
        var diff = TemplateDiff.of(library.all(), List.of(other, foreign), LocalDate.of(2027, 3, 1));
        assertThat(diff.differs()).isTrue();
        assertThat(diff.lines())
                .containsSequence(
                        "pedido_enviado    es_MX     differs   paused    red",
                        "    - category: marketing",
                        "    + category: utility",
                        "    - body: Hola {{nombre}}, tu pedido {{pedido}} llega hoy.",
                        "    + body: Hola {{nombre}}, tu pedido {{pedido}} va en camino.",
                        "    + button 0: url Rastrear https://lumbre.example/r/{{1}}")
                .contains("pedido_enviado    pt_BR     missing   -         -")
                .contains("hello_world       en_US     foreign   approved  -")
                .contains("rebajas_invierno  es_MX     expired   -         -");
    }
}
