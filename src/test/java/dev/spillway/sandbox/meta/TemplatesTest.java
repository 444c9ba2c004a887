package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.sandbox.Probe;
import dev.spillway.sandbox.stage.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates as Meta manages them, and what it says to messages that use them. */
class TemplatesTest {
    private static final String MANAGEMENT = "/meta/v26.0/104820561237744/message_templates";
    private static final String TOKEN = "sandbox-access-token";

    private static final String SENT_COMPONENTS = """
            [{"type":"HEADER","format":"DOCUMENT"},
             {"type":"BODY","text":"Hola {{1}}, tu pedido {{2}} por {{3}} llega el {{4}}."},
             {"type":"BUTTONS","buttons":[{"type":"URL","text":"Rastrear","url":"https://lumbre.example/r/{{1}}"},
                                          {"type":"QUICK_REPLY","text":"Alto"}]}]""";
    private static final String READY_COMPONENTS = """
            [{"type":"BODY","text":"Hola {{nombre}}, pasa por tu pedido a {{tienda}}."}]""";

    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        probe = new Probe();
        probe.behave("meta", "{\"strict\":true,\"missingShare\":1,\"reviewMs\":20}");
        control("pedido_enviado", "{\"components\":" + SENT_COMPONENTS + "}");
        control("pedido_listo", "{\"components\":" + READY_COMPONENTS + "}");
    }

    @AfterEach
    void end() throws Exception {
        probe.close();
    }

    @Test
    void takesTheSamplesThatFillThem() throws Exception {
        assertThat(send(Samples.read("send_template_named"))).isZero();
        probe.behave("meta", "{\"missingShare\":1}");
        assertThat(send(Samples.read("send_template_positional"))).isZero();
    }

    @Test
    void knowsNoOtherLanguage() throws Exception {
        var body = Samples.read("send_template_named");
        body.withObject("/template/language").put("code", "es");
        var reply = probe.call("POST", Probe.META, TOKEN, body.toString());
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().at("/error/code").asInt()).isEqualTo(132001);
        assertThat(reply.json().at("/error/error_data/details").asText())
                .isEqualTo("template name (pedido_listo) does not exist in es");
    }

    @ParameterizedTest
    @CsvSource({"PAUSED,132015", "DISABLED,132016", "PENDING,132001", "REJECTED,132001", "APPROVED,0"})
    void sendsOnlyWhatIsApproved(String status, int code) throws Exception {
        control("pedido_listo", "{\"status\":\"" + status + "\"}");
        assertThat(send(Samples.read("send_template_named"))).isEqualTo(code);
    }

    /** What is done to the parameters of the named sample's body, and the error. */
    @ParameterizedTest
    @CsvSource({
        "drop,132000",
        "add,132000",
        "rename,132012",
        "unname,100",
        "image,132012",
        "empty,131008",
        "lines,132018"
    })
    void wantsTheBodyFilledAsItIs(String change, int code) throws Exception {
        var body = Samples.read("send_template_named");
        var parameters = (ArrayNode) body.at("/template/components/0/parameters");
        var first = (ObjectNode) parameters.path(0);
        switch (change) {
            case "drop" -> parameters.remove(1);
            case "add" ->
                parameters
                        .addObject()
                        .put("type", "text")
                        .put("parameter_name", "x")
                        .put("text", "x");
            case "rename" -> first.put("parameter_name", "apellido");
            case "unname" -> first.remove("parameter_name");
            case "image" -> first.put("type", "image").putObject("image").put("link", "https://a.example/b.png");
            case "empty" -> first.put("text", "");
            default -> first.put("text", "a\nb");
        }
        assertThat(send(body)).isEqualTo(code);
    }

    @Test
    void boundsTheFilledText() throws Exception {
        var body = Samples.read("send_template_named");
        ((ObjectNode) body.at("/template/components/0/parameters/0")).put("text", "x".repeat(1000));
        assertThat(send(body)).isEqualTo(132005);
    }

    /** What is done to the components of the positional sample, and the error. */
    @ParameterizedTest
    @CsvSource({"header,132000", "image,132012", "button,131008", "index,132018", "kind,132012"})
    void wantsHeaderAndButtonsFilledAsTheyAre(String change, int code) throws Exception {
        probe.behave("meta", "{\"missingShare\":1}");
        var body = Samples.read("send_template_positional");
        var components = (ArrayNode) body.at("/template/components");
        switch (change) {
            case "header" -> components.remove(0);
            case "image" -> ((ObjectNode) components.at("/0/parameters/0")).put("type", "image");
            case "button" -> components.remove(2);
            case "index" -> ((ObjectNode) components.path(3)).put("index", "7");
            default -> ((ObjectNode) components.path(3)).put("sub_type", "copy_code");
        }
        assertThat(send(body)).isEqualTo(code);
    }

    @Test
    void handsCodesOnlyToTelephoneNumbers() throws Exception {
        control(
                "codigo",
                "{\"category\":\"AUTHENTICATION\",\"components\":[{\"type\":\"BODY\",\"text\":\"{{1}}\"},"
                        + "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"OTP\",\"text\":\"Copiar\"}]}]}");
        var body = Samples.read("send_template_named");
        body.withObject("/template").put("name", "codigo").set("components", Json.MAPPER.readTree("""
                [{"type":"body","parameters":[{"type":"text","text":"1234"}]},
                 {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"1234"}]}]"""));
        assertThat(send(body)).isZero();
        body.put("recipient", "MX.482").remove("to");
        assertThat(send(body)).isEqualTo(131062);
    }

    @Test
    void holdsBackWhatIsBeyondThePace() throws Exception {
        probe.behave("meta", "{\"strict\":true}");
        control("pedido_listo", "{\"pacing\":{\"after\":1,\"heldMs\":150,\"fails\":true}}");
        assertThat(status(Samples.read("send_template_named"))).isEqualTo("accepted");
        assertThat(status(Samples.read("send_template_named"))).isEqualTo("held_for_quality_assessment");
        await().until(() -> statuses().contains("failed"));
        assertThat(statuses()).contains("sent");
        var failed = probe.webhooks().stream()
                .map(Probe.Webhook::value)
                .filter(value -> value.at("/statuses/0/status").asText().equals("failed"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.at("/statuses/0/errors/0/code").asInt()).isEqualTo(132015);
    }

    @Test
    void sendsWhatWasHeldWhenThePaceFindsNothingBad() throws Exception {
        probe.behave("meta", "{\"strict\":true}");
        control("pedido_listo", "{\"pacing\":{\"after\":0,\"heldMs\":50}}");
        assertThat(status(Samples.read("send_template_named"))).isEqualTo("held_for_quality_assessment");
        await().until(() -> statuses().containsAll(List.of("sent", "delivered", "read")));
    }

    /** An order, the sample of the webhook that tells it, and which keys of its value are compared. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'status':'PAUSED'} | template_status_paused | event,reason,other_info",
                "{'status':'DISABLED'} | template_status_disabled | event,reason",
                "{'quality':'YELLOW'} | template_quality_update | new_quality_score",
                "{'category':'MARKETING'} | template_category_update_done | previous_category,new_category",
                "{'categorySoon':'MARKETING'} | template_category_update_impending | correct_category,new_category",
            })
    void tellsWhatHappensToThemInTheDocumentedShape(String order, String sample, String keys) throws Exception {
        control("pedido_listo", order.replace('\'', '"'));
        await().until(() -> !probe.webhooks().isEmpty());
        var told = change(Probe.json(probe.webhooks().get(0).text()));
        var documented = change(Samples.read(sample));
        assertThat(told.path("field")).isEqualTo(documented.path("field"));
        assertThat(told.path("value").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        () -> documented.path("value").fieldNames());
        assertThat(told.at("/value/message_template_name").asText()).isEqualTo("pedido_listo");
        for (var key : keys.split(",", -1)) {
            assertThat(told.path("value").path(key))
                    .isEqualTo(documented.path("value").path(key));
        }
    }

    @Test
    void disablesInPlaceOfAThirdPause() throws Exception {
        for (var pause = 0; pause < 3; pause++) {
            control("pedido_listo", "{\"status\":\"PAUSED\"}");
            if (pause < 2) control("pedido_listo", "{\"status\":\"APPROVED\"}");
        }
        assertThat(send(Samples.read("send_template_named"))).isEqualTo(132016);
    }

    @Test
    void endsAPauseByItself() throws Exception {
        probe.behave("meta", "{\"strict\":true,\"missingShare\":1,\"dayMs\":800}");
        var paused = probe.call("PUT", "/_sim/meta/templates/pedido_listo/es_MX", "", "{\"status\":\"PAUSED\"}");
        assertThat(paused.json().path("status").asText()).isEqualTo("PAUSED");
        await().until(() -> send(Samples.read("send_template_named")) == 0);
        await().until(() -> probe.webhooks().size() == 2);
        assertThat(probe.webhooks())
                .extracting(webhook -> webhook.value().path("event").asText())
                .containsExactlyInAnyOrder("PAUSED", "APPROVED");
    }

    @Test
    void listsThemInPages() throws Exception {
        var first = get(MANAGEMENT + "?limit=1");
        assertThat(first.at("/data/0/name").asText()).isEqualTo("pedido_enviado");
        assertThat(first.at("/data/0/status").asText()).isEqualTo("APPROVED");
        assertThat(first.at("/data/0/parameter_format").asText()).isEqualTo("POSITIONAL");
        assertThat(first.at("/data/0/components/1/text").asText()).startsWith("Hola {{1}}");
        var second = get(MANAGEMENT + "?limit=1&after="
                + first.at("/paging/cursors/after").asText());
        assertThat(second.at("/data/0/name").asText()).isEqualTo("pedido_listo");
        assertThat(second.at("/paging").has("next")).isFalse();
        assertThat(get(MANAGEMENT + "?name=pedido_listo&fields=name,status")
                        .at("/data/0")
                        .size())
                .isEqualTo(3);
        assertThat(get(MANAGEMENT + "?status=PAUSED").path("data")).isEmpty();
    }

    @Test
    void createsReviewsAndDeletes() throws Exception {
        var made = create(definition("rebajas"));
        assertThat(made.json().path("status").asText()).isEqualTo("PENDING");
        await().until(() ->
                get(MANAGEMENT + "?name=rebajas").at("/data/0/status").asText().equals("APPROVED"));
        await().until(() -> !probe.webhooks().isEmpty());
        var told = change(Probe.json(probe.webhooks().get(0).text()));
        var sample = change(Samples.read("template_status_approved"));
        assertThat(told.at("/value/event")).isEqualTo(sample.at("/value/event"));
        assertThat(told.at("/value/message_template_id").asText())
                .isEqualTo(made.json().path("id").asText());
        assertThat(create(definition("rebajas"))
                        .json()
                        .at("/error/error_subcode")
                        .asInt())
                .isEqualTo(2388024);
        assertThat(probe.call("DELETE", MANAGEMENT + "?name=rebajas", TOKEN, "").text())
                .contains("true");
        assertThat(probe.call("DELETE", MANAGEMENT + "?name=rebajas", TOKEN, "").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "name,Rebajas",
        "language,Spanish",
        "category,PROMO",
        "body,''",
        "body,{{1}} {{2}}",
        "long,x",
        "button,x",
        "kind,x"
    })
    void refusesABadDefinition(String what, String value) throws Exception {
        var definition = definition("rebajas");
        var body = (ObjectNode) definition.at("/components/0");
        switch (what) {
            case "body" -> body.put("text", value);
            case "long" -> body.put("text", "x".repeat(1025));
            case "kind" -> body.put("type", "TAIL");
            case "button" ->
                definition
                        .withArray("components")
                        .addObject()
                        .put("type", "BUTTONS")
                        .putArray("buttons")
                        .addObject()
                        .put("type", "QUICK_REPLY")
                        .put("text", "x".repeat(26));
            default -> definition.put(what, value);
        }
        assertThat(create(definition).json().at("/error/code").asInt()).isEqualTo(100);
    }

    @Test
    void takesAHundredNewOnesAnHour() throws Exception {
        for (var n = 0; n < 100; n++)
            assertThat(create(definition("t" + n)).status()).isEqualTo(200);
        assertThat(create(definition("t100")).json().at("/error/code").asInt()).isEqualTo(80008);
        probe.call("POST", "/_sim/meta/reset", "", "");
        assertThat(create(definition("t100")).status()).isEqualTo(200);
    }

    @Test
    void reviewsAgainWhatWasEdited() throws Exception {
        var id = create(definition("rebajas")).json().path("id").asText();
        var path = "/meta/v26.0/" + id;
        await().until(() -> get(path).path("status").asText().equals("APPROVED"));
        var body = "{\"components\":[{\"type\":\"BODY\",\"text\":\"Hasta hoy.\"}]}";
        assertThat(probe.call("POST", path, TOKEN, body).status()).isEqualTo(200);
        await().until(() -> get(path).path("status").asText().equals("APPROVED"));
        assertThat(get(path).at("/components/0/text").asText()).isEqualTo("Hasta hoy.");
        assertThat(probe.call("POST", path, TOKEN, "{\"components\":[]}").status())
                .isEqualTo(400);
        assertThat(probe.call("POST", "/meta/v26.0/7", TOKEN, "{}").status()).isEqualTo(400);
    }

    @Test
    void asksForTheTokenAndTheAccount() throws Exception {
        assertThat(probe.get(MANAGEMENT, "wrong").status()).isEqualTo(401);
        assertThat(probe.get("/meta/v26.0/1/message_templates", TOKEN).status()).isEqualTo(400);
    }

    private static ObjectNode definition(String name) {
        var definition =
                Json.object().put("name", name).put("language", "es_MX").put("category", "MARKETING");
        definition.putArray("components").addObject().put("type", "BODY").put("text", "Rebajas, {{1}}, hasta hoy.");
        return definition;
    }

    private Probe.Reply create(ObjectNode definition) throws Exception {
        return probe.call("POST", MANAGEMENT, TOKEN, definition.toString());
    }

    private void control(String name, String order) throws Exception {
        var reply = probe.call("PUT", "/_sim/meta/templates/" + name + "/es_MX", "", order);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private int send(ObjectNode body) throws Exception {
        return sent(body).at("/error/code").asInt();
    }

    private String status(ObjectNode body) throws Exception {
        return sent(body).at("/messages/0/message_status").asText();
    }

    private JsonNode sent(ObjectNode body) throws Exception {
        return probe.call("POST", Probe.META, TOKEN, body.toString()).json();
    }

    private List<String> statuses() {
        return probe.webhooks().stream()
                .flatMap(webhook -> webhook.statuses().stream())
                .toList();
    }

    private static JsonNode change(JsonNode envelope) throws IOException {
        assertThat(envelope.at("/entry/0/time").isIntegralNumber()).isTrue();
        return envelope.at("/entry/0/changes/0");
    }

    private JsonNode get(String path) throws Exception {
        return probe.get(path, TOKEN).json();
    }
}
