package dev.spillway.whatsapp;

import static dev.spillway.whatsapp.Given.operation;
import static dev.spillway.whatsapp.Given.sender;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Allowance;
import dev.spillway.connector.HttpCall;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.connector.Toll;
import dev.spillway.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudApiTest {
    @Test
    void goesToTheNumbersAddressWithItsTokenAsAWrite() {
        var call = call(Given.text());
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.uri()).hasToString("https://graph.example/v26.0/118264500913347/messages");
        assertThat(call.headers()).containsEntry("Authorization", "Bearer a-secret-token");
        assertThat(call.write()).isTrue();
        assertThat(call.toString() + Given.settings()).doesNotContain("a-secret-token");
    }

    @Test
    void keepsTheLimitOfEachPairOfNumberAndPersonUnderANameThatTellsNobody() {
        var paced = new CloudApi(
                Given.settings(),
                ErrorTable.load(),
                TemplateStates.NONE,
                new SenderLimits(Duration.ofSeconds(6), "p", 250));
        var one = tolls(paced, Map.of("to", "5215550104321", "text", "hola"));
        var same = tolls(paced, Map.of("to", "+525550104321", "text", "otra"));
        var other = tolls(paced, Map.of("to", "5215550104322", "text", "hola"));

        assertThat(one).singleElement().satisfies(toll -> {
            assertThat(toll.allowance()).isEqualTo(new Allowance.Credit(Duration.ofSeconds(6), 45));
            assertThat(toll.group() + toll.key()).doesNotContain("5550104321");
        });
        assertThat(same).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
        assertThat(call(Given.text()).tolls()).isEmpty();
    }

    @Test
    void canShutMarketingForAPersonAndNothingElse() {
        var paced = new CloudApi(
                Given.settings(),
                ErrorTable.load(),
                TemplateStates.NONE,
                new SenderLimits(Duration.ofSeconds(6), "p", 250));
        var input = Map.<String, Object>of("to", "5215550104321", "text", "oferta", "class", "marketing");

        assertThat(tolls(paced, input)).extracting(Toll::name).containsExactly(SenderLimits.PAIR, Outcome.MARKETING);
    }

    @Test
    void countsThosePeopleOnceItWritesToFirst() {
        var paced = new CloudApi(
                Given.settings(), ErrorTable.load(), TemplateStates.NONE, new SenderLimits(Duration.ZERO, "p", 250));
        var template = Map.<String, Object>of("to", "5215550104321", "name", "pedido", "language", "es_MX");
        var step = (Step.Call) paced.begin(operation("sendTemplate", template));

        assertThat(step.http().tolls())
                .singleElement()
                .satisfies(toll ->
                        assertThat(toll.allowance()).isEqualTo(new Allowance.Distinct(250, Duration.ofDays(1))));
        assertThat(tolls(paced, Map.of("to", "5215550104321", "text", "hola"))).isEmpty();
    }

    private static List<Toll> tolls(CloudApi sender, Map<String, Object> input) {
        return ((Step.Call) sender.begin(operation("sendText", input))).http().tolls();
    }

    @Test
    void putsAPlusBeforeAPhoneAndPrefersItToAUserId() {
        var call = call(operation("sendText", Map.of("to", "5215550104321", "userId", "MX.48291", "text", "hola")));
        assertThat(Json.object(call.body()))
                .containsEntry("to", "+5215550104321")
                .doesNotContainKey("recipient");
    }

    @Test
    void readsAUserIdWherePhonesStand() {
        var call = call(operation("sendText", Map.of("to", "MX.48291", "text", "hola")));
        assertThat(Json.object(call.body()))
                .containsEntry("recipient", "MX.48291")
                .doesNotContainKey("to");
    }

    @Test
    void carriesTheCallbackDataOfTheDelivery() {
        var body = Json.object(call(Given.text()).body());
        assertThat(body).containsEntry("biz_opaque_callback_data", "sw1.7.abc.order-status.reply");
    }

    @Test
    void takesATextOfExactlyTheLimit() {
        var longest = operation("sendText", Map.of("to", "5215550104321", "text", "x".repeat(4096)));
        assertThat(sender().begin(longest)).isInstanceOf(Step.Call.class);
    }

    @Test
    void refusesATextAboveTheLimitNamingFieldAndLimit() {
        var refused = refusal(operation("sendText", Map.of("to", "5215550104321", "text", "x".repeat(4097))));
        assertThat(refused).contains("text").contains("4097").contains("4096");
    }

    @Test
    void refusesCallbackDataAboveTheLimit() {
        var refused = refusal(operation("sendText", Map.of("to", "5215550104321", "text", "x"), "c".repeat(513)));
        assertThat(refused).contains("biz_opaque_callback_data").contains("513").contains("512");
    }

    @Test
    void refusesWhatMetaWouldRefuse() {
        assertThat(refusal(operation("sendText", Map.of("text", "hola")))).contains("to and userId");
        assertThat(refusal(operation("sendText", Map.of("to", "not a phone", "text", "hola"))))
                .startsWith("to must");
        assertThat(refusal(operation("sendText", Map.of("userId", "5215550104321", "text", "hola"))))
                .startsWith("userId must");
        assertThat(refusal(operation("sendText", Map.of("to", "5215550104321"))))
                .isEqualTo("text is missing");
        assertThat(refusal(operation("sendText", Map.of("to", "5215550104321", "text", " \n"))))
                .isEqualTo("text must not be blank");
        assertThat(refusal(operation("sendText", Map.of("to", "5215550104321", "text", "a", "previewUrl", "yes"))))
                .startsWith("previewUrl");
        assertThat(refusal(operation("sendImage", Map.of("to", "5215550104321"))))
                .contains("sendText");
    }

    @Test
    void refusesTemplatesThatCannotExist() {
        var named = Map.<String, Object>of("to", "5215550104321", "name", "Pedido Listo", "language", "es_MX");
        assertThat(refusal(operation("sendTemplate", named))).startsWith("name must");
        var translated = Map.<String, Object>of("to", "5215550104321", "name", "pedido_listo", "language", "Spanish");
        assertThat(refusal(operation("sendTemplate", translated))).startsWith("language must");
        var shaped = Map.<String, Object>of(
                "to", "5215550104321", "name", "pedido_listo", "language", "es", "components", List.of("body"));
        assertThat(refusal(operation("sendTemplate", shaped))).startsWith("components must");
    }

    @Test
    void neverPutsARecipientIntoARefusal() {
        assertThat(refusal(operation("sendText", Map.of("to", "5215550104321abc", "text", "hola"))))
                .doesNotContain("5215550104321");
    }

    private static HttpCall call(Operation operation) {
        return ((Step.Call) sender().begin(operation)).http();
    }

    private static String refusal(Operation operation) {
        var outcome = ((Step.Done) sender().begin(operation)).outcome();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.INVALID);
        return outcome.reason();
    }
}
