package dev.spillway.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.Gateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Business systems want messages sent, by either of two nodes, and come again when they heard no answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private Scene scene;
    private Gateway other;

    /** A second number, for what a branch sends. */
    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var conf = ConfCopy.in(folder);
        var file = Files.readString(conf.gateway());
        var begin = file.indexOf("  - name: main");
        var sender = file.substring(begin, file.indexOf("\ngates:", begin) + 1);
        conf.write(
                "gateway.yaml",
                file.replace(
                        sender,
                        sender
                                + sender.replace("name: main", "name: norte")
                                        .replace("${META_PHONE_NUMBER_ID}", "\"" + Scene.SECOND_NUMBER + "\"")
                                        .replace("${META_TENANT:}", "acme")
                                        .replace("${META_BRANCH:}", "norte")));
        scene = Scene.on(OwnStores.start(), conf.gateway());
        other = scene.another(conf.gateway());
    }

    @AfterAll
    void stop() throws Exception {
        other.close();
        scene.close();
    }

    /** Somebody who wrote, and may be written to freely. */
    private Customer somebody() {
        var customer = scene.customer();
        customer.says("hola");
        customer.answered(1, SOON);
        return customer;
    }

    private static String body(String clientRef, Customer customer, String operation, String input) {
        return "{\"clientRef\":\"" + clientRef + "\",\"to\":\"+" + customer.phone() + "\",\"operation\":\"" + operation
                + "\",\"input\":" + input + "}";
    }

    private static String text(String clientRef, Customer customer, String text) {
        return body(clientRef, customer, "sendText", "{\"text\":\"" + text + "\",\"previewUrl\":false}");
    }

    private Http.Reply posts(String body) {
        return scene.manages("/messages", body.getBytes(UTF_8));
    }

    private Http.Reply postsToOther(String body) {
        return Http.post(other.addresses().management() + "/messages", body.getBytes(UTF_8), Map.of("X-Spillway", "1"));
    }

    private static JsonNode taken(Http.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        return reply.json();
    }

    private static String reference() {
        return UUID.randomUUID().toString();
    }

    /** What somebody got beside the flow's own answer. */
    private static List<String> got(Customer customer, String text) {
        return customer.answers().stream().filter(text::equals).toList();
    }

    @Test
    void aMessagePostedManyTimesAtOnceToTwoNodesGoesOnce() {
        var customer = somebody();
        var body = text(reference(), customer, "Tu pedido va en camino");

        var replies = IntStream.range(0, 60)
                .parallel()
                .mapToObj(i -> taken(i % 2 == 0 ? posts(body) : postsToOther(body)))
                .toList();

        assertThat(replies)
                .extracting(reply -> reply.path("id").asText())
                .containsOnly(replies.get(0).path("id").asText());
        assertThat(replies)
                .filteredOn(reply -> !reply.path("repeated").asBoolean())
                .hasSize(1);
        customer.answered(2, SOON);
        var again = taken(postsToOther(body));
        assertThat(again.path("repeated").asBoolean()).isTrue();
        assertThat(again.path("id")).isEqualTo(replies.get(0).path("id"));
        assertThat(got(customer, "Tu pedido va en camino")).hasSize(1);
    }

    @Test
    void theSameInAnotherOrderAndWithThePhoneWrittenInAnotherWayIsARepeat() {
        var customer = somebody();
        var reference = reference();
        var first = taken(posts(text(reference, customer, "Ya llegó")));

        var phone = "+52 " + customer.phone().substring(3);
        var again = taken(
                posts("{\"input\":{\"previewUrl\":false,\"text\":\"Ya llegó\"},\"operation\":\"sendText\",\"to\":\""
                        + phone + "\",\"class\":\"reply\",\"clientRef\":\"" + reference + "\"}"));

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(again.path("repeated").asBoolean()).isTrue();
    }

    @Test
    void aTextAndADocumentOfOneReferenceBothGo() {
        var customer = somebody();
        var reference = reference();
        var document = body(
                reference,
                customer,
                "sendMedia",
                "{\"type\":\"document\",\"link\":\"https://lumbre.example/f.pdf\",\"filename\":\"f.pdf\"}");
        var ids = Stream.of(text(reference, customer, "Tu factura"), document)
                .map(body -> taken(posts(body)))
                .peek(reply ->
                        assertThat(reply.path("repeated").asBoolean(true)).isFalse())
                .map(reply -> reply.path("id").asText())
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
        customer.answered(3, SOON);
        assertThat(scene.meta().accepted().stream()
                        .map(call -> call.path("body"))
                        .filter(sent -> sent.path("to")
                                .asText()
                                .endsWith(customer.phone().substring(3)))
                        .map(sent -> sent.path("type").asText()))
                .contains("document");
    }

    @Test
    void theTraceShowsWhatBecameOfIt() {
        var customer = somebody();
        var reference = reference();
        var id = taken(posts(text(reference, customer, "Gracias"))).path("id").asText();

        var rows = Scene.await("the attempt")
                .until(
                        () -> scene.traceOf(id).rows().toList(),
                        found -> found.stream()
                                .anyMatch(row -> row.path("step").asText().startsWith("message.attempt")));
        assertThat(rows)
                .filteredOn(row -> row.path("step").asText().equals("message"))
                .singleElement()
                .satisfies(
                        row -> assertThat(row.at("/detail/clientRef").asText()).isEqualTo(reference));
    }

    /** The gates are asked as for any other: a free text to somebody who never wrote is refused. */
    @Test
    void whatIsTakenIsJudgedByTheGates() {
        var stranger = scene.customer();
        var id = taken(posts(text(reference(), stranger, "Hola"))).path("id").asText();

        Scene.await("the refusal")
                .until(() -> scene.traceOf(id)
                        .rows()
                        .anyMatch(row -> row.path("step").asText().startsWith("message.refused")));
        assertThat(stranger.answers()).isEmpty();
    }

    private static String template(Customer customer, String house, String sendClass, String values) {
        return body(reference(), customer, "sendTemplate", "{\"template\":\"" + house + "\",\"values\":" + values + "}")
                .replace("{\"clientRef", "{\"class\":\"" + sendClass + "\",\"locale\":\"pt-BR\",\"clientRef");
    }

    /** Somebody who never wrote, and agreed to be told. */
    private Customer agreeing() {
        return agreeing("");
    }

    /** To be told by a tenant. */
    private Customer agreeing(String tenant) {
        var customer = scene.customer();
        var yes = "{\"phone\":\"" + customer.phone() + "\",\"change\":\"yes\",\"categories\":[\"notice\"],\"tenant\":\""
                + tenant + "\"}";
        assertThat(scene.manages("/consent", yes.getBytes(UTF_8)).status()).isEqualTo(200);
        Scene.await("the consent")
                .until(() -> scene.management("/consent?phone=" + customer.phone())
                        .body()
                        .contains("\"yes\""));
        return customer;
    }

    /** Outside of the 24 hours a template may go. */
    @Test
    void aTemplateIsSentByTheNameThatTheHouseHasForIt() {
        var customer = agreeing();
        var values = "{\"nombre\":\"Lupita\",\"pedido\":\"PED-1\",\"buttons\":[\"1\"]}";
        taken(posts(template(customer, "pedido-enviado", "notice", values)));

        var sent = Scene.await("the template")
                .until(() -> templatesTo(customer), found -> !found.isEmpty())
                .get(0);
        assertThat(sent.path("name").asText()).isEqualTo("pedido_enviado");
        assertThat(sent.at("/language/code").asText()).isEqualTo("pt_BR");
        assertThat(sent.at("/components/0/parameters/0/text").asText()).isEqualTo("Lupita");
        assertThat(sent.at("/components/1/parameters/0/text").asText()).isEqualTo("1");
    }

    @Test
    void aTemplateOfTheHouseIsJudgedLikeAnyOther() {
        var stranger = scene.customer();
        var id = taken(posts(template(stranger, "rebajas", "marketing", "{\"1\":\"Lupita\",\"2\":\"20 %\"}")))
                .path("id")
                .asText();

        var refused = Scene.await("the refusal")
                .until(
                        () -> scene.traceOf(id)
                                .rows()
                                .filter(row -> row.path("step").asText().startsWith("message.refused"))
                                .toList(),
                        rows -> !rows.isEmpty());
        assertThat(refused.get(0).at("/detail/gate").asText()).isEqualTo("consent");
        assertThat(templatesTo(stranger)).isEmpty();
    }

    @Test
    void aTemplateThatIsNotFilledInIsRefusedAtOnceAndNamesTheValue() {
        assertThat(complaint(template(scene.customer(), "pedido-enviado", "notice", "{\"nombre\":\"Lupita\"}")))
                .isEqualTo("input: values.pedido is missing: template pedido-enviado needs it");
    }

    @Test
    void aBranchSendsFromItsOwnNumberAndAllOthersFromEverybodys() {
        assertThat(numberFor("norte")).isEqualTo(Scene.SECOND_NUMBER);
        assertThat(numberFor("sur")).isEqualTo(Webhook.NUMBER);
    }

    private String numberFor(String branch) {
        var customer = agreeing("acme");
        var values = "{\"nombre\":\"Lupita\",\"pedido\":\"PED-1\",\"buttons\":[\"1\"]}";
        taken(posts(template(customer, "pedido-enviado", "notice", values)
                .replace("{\"class", "{\"tenant\":\"acme\",\"branch\":\"" + branch + "\",\"class")));
        var call = Scene.await("the template of " + branch)
                .until(
                        () -> scene.meta().accepted().stream()
                                .filter(sent -> sent.at("/body/to")
                                        .asText()
                                        .endsWith(customer.phone().substring(3)))
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
        return call.path("path").asText().split("/", -1)[3];
    }

    private List<JsonNode> templatesTo(Customer customer) {
        return scene.meta().accepted().stream()
                .map(call -> call.path("body"))
                .filter(sent ->
                        sent.path("to").asText().endsWith(customer.phone().substring(3)))
                .map(sent -> sent.path("template"))
                .toList();
    }

    @Test
    void whatMetaWouldRefuseIsRefusedAtOnceAndSaysWhy() {
        var customer = scene.customer();

        assertThat(complaint(text("r", customer, "x".repeat(4097))))
                .isEqualTo("input: text has 4097 characters, at most 4096 are allowed");
        assertThat(complaint(body("r", customer, "markRead", "{\"messageId\":\"wamid.1\"}")))
                .startsWith("operation must be one of [requestContactInfo,");
        assertThat(complaint(text("r", customer, "Hola").replace("{\"clientRef", "{\"sender\":\"sur\",\"clientRef")))
                .isEqualTo("sender must name one of gateway.yaml: main (everybody), norte (tenant acme, branch norte)");
    }

    private String complaint(String body) {
        var reply = posts(body);
        assertThat(reply.status()).isEqualTo(400);
        return reply.json().path("message").asText();
    }
}
