package dev.spillway.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which templates are refused before the call, and what the refusal says. */
class TemplateCheckTest {
    private static final String NUMBERED = """
            - {type: HEADER, format: DOCUMENT}
            - {type: BODY, text: "Hola {{1}}, tu pedido {{2}} de {{3}} llega el {{4}}."}
            - {type: FOOTER, text: Lumbre}
            - {type: BUTTONS, buttons: [{type: URL, url: "https://a.b/{{1}}"}, {type: QUICK_REPLY, text: Baja}]}
            """;

    private static final String NAMED = """
            - {type: BODY, text: "Hola {{nombre}}, te esperamos en {{tienda}}."}
            """;

    private static final String CODE = """
            - {type: BODY, text: "*{{1}}* es tu código."}
            - {type: BUTTONS, buttons: [{type: OTP, otp_type: COPY_CODE}]}
            """;

    @ParameterizedTest
    @CsvSource({
        "APPROVED,",
        "FLAGGED,",
        "REINSTATED,",
        "SOMETHING_NEW,",
        "PAUSED,132015",
        "DISABLED,132016",
        "PENDING,132001",
        "REJECTED,132001",
        "IN_APPEAL,132001",
        "PENDING_DELETION,132001",
        "DELETED,132001",
        "ARCHIVED,132001"
    })
    void theProvidersWordDecides(String word, String code) {
        var step = begin(TemplateState.of(word, "UTILITY", "", TemplateNeeds.UNKNOWN), "52555", List.of());
        if (code == null) {
            assertThat(step).isInstanceOf(Step.Call.class);
        } else {
            var waits = word.equals("PAUSED");
            assertThat(outcome(step).kind()).isEqualTo(waits ? Outcome.Kind.THROTTLED : Outcome.Kind.INVALID);
            assertThat(outcome(step).scope()).isEqualTo(waits ? Outcome.TEMPLATE : "");
            assertThat(outcome(step).code()).isEqualTo(code);
            assertThat(outcome(step).reason()).startsWith("template pedido (es_MX) ");
        }
    }

    @Test
    void whatNobodyHasLookedAtMayGo() {
        assertThat(begin(TemplateState.UNKNOWN, "5255501", List.of())).isInstanceOf(Step.Call.class);
        assertThat(outcome(begin(TemplateState.MISSING, "5255501", List.of())).reason())
                .isEqualTo("template pedido (es_MX) is not among the sender's templates");
        assertThat(outcome(begin(TemplateState.EXPIRED, "5255501", List.of())).reason())
                .isEqualTo("template pedido (es_MX) has expired");
    }

    /** Columns: what the template is made of, what is given (YAML), what the refusal says (empty: it goes). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "named    | [{type: body, parameters: [{type: text, parameter_name: nombre, text: a}, {type: text, parameter_name: tienda, text: b}]}] |",
                "named    | [{type: body, parameters: [{type: text, parameter_name: nombre, text: a}]}] | its body needs the parameters [tienda]",
                "named    | []                                                   | its body needs the parameters [nombre, tienda]",
                "named    | [{type: body, parameters: [{type: text, parameter_name: nombre, text: a}, {type: text, parameter_name: tienda, text: b}, {type: text, parameter_name: x, text: b}]}] | fewer parameters than are given",
                "named    | [{type: header, parameters: [{type: text, text: a}]}] | its header takes no parameter",
                "numbered | []                                                   | its header needs one parameter of kind document",
                "numbered | [{type: header, parameters: [{type: image, image: {id: '1'}}]}] | its header needs one parameter of kind document",
                "numbered | [{type: header, parameters: [{type: document, document: {id: '1'}}]}, {type: body, parameters: [{type: text, text: a}]}] | its body needs 4 parameters, 1 are given",
                "code     | [{type: body, parameters: [{type: text, text: '1'}]}] | its buttons [0] need a parameter",
                "code     | [{type: body, parameters: [{type: text, text: '1'}]}, {type: button, sub_type: url, index: '0', parameters: [{type: text, text: '1'}]}] |"
            })
    void parametersMustFit(String which, String given, String says) throws IOException {
        var written = which.equals("named") ? NAMED : which.equals("numbered") ? NUMBERED : CODE;
        var step = begin(approved(written), "525550104321", yaml(given));
        if (says == null) assertThat(step).isInstanceOf(Step.Call.class);
        else {
            assertThat(outcome(step).code()).isEqualTo("132000");
            assertThat(outcome(step).reason())
                    .startsWith("template pedido (es_MX): ")
                    .contains(says);
        }
    }

    @Test
    void theDocumentedSampleFitsItsTemplate() throws IOException {
        var body = Json.asObject(
                Json.object(Given.sample("send_template_positional")).get("template"));
        assertThat(begin(approved(NUMBERED), "525550104321", (List<?>) body.getOrDefault("components", List.of())))
                .isInstanceOf(Step.Call.class);
    }

    @Test
    void codesGoToPhonesOnly() throws IOException {
        var components = yaml("[{type: body, parameters: [{type: text, text: '1'}]}, {type: button, sub_type: url,"
                + " index: 0, parameters: [{type: text, text: '1'}]}]");
        assertThat(begin(approved(CODE), "525550104321", components)).isInstanceOf(Step.Call.class);
        var refused = outcome(begin(approved(CODE), "MX.48291", components));
        assertThat(refused.code()).isEqualTo("131062");
        assertThat(refused.reason()).contains("phone only").doesNotContain("48291");
    }

    @Test
    void needsAreTheSameAfterTheyWereStored() throws IOException {
        for (var written : List.of(NUMBERED, NAMED, CODE)) {
            var needs = TemplateNeeds.of(yaml(written));
            assertThat(TemplateNeeds.from(Json.object(Json.write(needs.json()))))
                    .isEqualTo(needs);
        }
        assertThat(TemplateNeeds.from("?")).isEqualTo(TemplateNeeds.UNKNOWN);
    }

    private static TemplateState approved(String written) throws IOException {
        return TemplateState.of("APPROVED", "UTILITY", "GREEN", TemplateNeeds.of(yaml(written)));
    }

    private static List<?> yaml(String text) throws IOException {
        return new YAMLMapper().readValue(text, new TypeReference<List<Object>>() {});
    }

    private static Step begin(TemplateState state, String to, List<?> components) {
        var sender = new CloudApi(
                Given.settings(),
                ErrorTable.load(),
                (number, name, language) -> number.equals("lumbre") && name.equals("pedido") && language.equals("es_MX")
                        ? state
                        : TemplateState.UNKNOWN,
                SenderLimits.NONE);
        var input = new LinkedHashMap<String, Object>(Map.of("name", "pedido", "language", "es_MX"));
        input.put("to", to.startsWith("MX") ? to : "525550104321");
        input.put("components", components);
        return sender.begin(Given.operation("sendTemplate", input));
    }

    private static Outcome outcome(Step step) {
        return ((Step.Done) step).outcome();
    }
}
