package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.sandbox.Probe;
import dev.spillway.sandbox.TestClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetaSimulatorTest {
    private final TestClock clock = new TestClock();
    private Probe probe;

    @BeforeEach
    void start() throws Exception {
        probe = new Probe(clock);
    }

    @AfterEach
    void end() throws Exception {
        probe.close();
    }

    @Test
    void acceptsATextAndAnswersInTheDocumentedShape() throws Exception {
        var reply = probe.text("+525550104321", "Hola");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("messaging_product").asText()).isEqualTo("whatsapp");
        assertThat(reply.json().at("/contacts/0/input").asText()).isEqualTo("+525550104321");
        assertThat(reply.json().at("/contacts/0/wa_id").asText()).isEqualTo("5215550104321");
        assertThat(reply.json().at("/messages/0/id").asText()).matches("wamid\\.[A-Za-z0-9=]{20,}");
        assertThat(reply.json().at("/messages/0/message_status").asText()).isEqualTo("accepted");
    }

    @Test
    void acceptsAPersonWithoutANumber() throws Exception {
        var reply = post("{'messaging_product':'whatsapp','recipient':'MX.482','type':'text','text':{'body':'x'}}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/contacts/0/user_id").asText()).isEqualTo("MX.482");
    }

    @Test
    void refusesAWrongTokenWithTheDocumentedError() throws Exception {
        var reply = probe.call("POST", Probe.META, "wrong", Probe.textBody("+525550104321", "x"));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("error").path("code").asInt()).isEqualTo(190);
        assertThat(reply.json().path("error").path("type").asText()).isEqualTo("OAuthException");
        assertThat(reply.json().path("error").path("message").asText()).isEqualTo("Error validating access token");
    }

    @Test
    void refusesAnUnknownBusinessNumber() throws Exception {
        var reply = probe.call(
                "POST", "/meta/v26.0/1/messages", "sandbox-access-token", Probe.textBody("+525550104321", "x"));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").path("code").asInt()).isEqualTo(100);
        assertThat(reply.json().path("error").path("error_subcode").asInt()).isEqualTo(33);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|100",
                "{'to':'+525550104321','type':'text','text':{'body':'x'}}|100",
                "{'messaging_product':'whatsapp','type':'text','text':{'body':'x'}}|131008",
                "{'messaging_product':'whatsapp','to':'abc','type':'text','text':{'body':'x'}}|131009",
                "{'messaging_product':'whatsapp','recipient':'no id','type':'text','text':{'body':'x'}}|131009",
                "{'messaging_product':'whatsapp','to':'+525550104321','type':'fax','fax':{}}|100",
                "{'messaging_product':'whatsapp','to':'+525550104321','type':'text'}|131008",
                "{'messaging_product':'whatsapp','to':'+525550104321','type':'text','text':{}}|131008",
                "{'messaging_product':'whatsapp','to':'+525550104321','type':'text','text':{'body':' '}}|131009",
                "{'messaging_product':'whatsapp','to':'+525550104321','type':'template','template':{'name':'x'}}|131008",
                "{'messaging_product':'whatsapp','to':'+525550104321','type':'template','template':{'language':{'code':'es'}}}|131008",
                "{'messaging_product':'whatsapp','to':'+525550104321','type':'template','template':{'name':'x','language':{'code':'es'},'components':1}}|131009",
            })
    void refusesABadBody(String body, int code) throws Exception {
        var reply = post(body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("error").path("code").asInt()).isEqualTo(code);
        assertThat(reply.json().at("/error/error_data/details").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4096,512,200", "4097,512,400", "4096,513,400"})
    void boundsTextAndCallbackData(int text, int data, int status) throws Exception {
        var reply = post("{'messaging_product':'whatsapp','to':'+525550104321','type':'text','text':{'body':'"
                + "x".repeat(text) + "'},'biz_opaque_callback_data':'" + "d".repeat(data) + "'}");
        assertThat(reply.status()).isEqualTo(status);
        if (status == 400)
            assertThat(reply.json().path("error").path("code").asInt()).isEqualTo(100);
    }

    @Test
    void acceptsAReadMark() throws Exception {
        var reply = post("{'messaging_product':'whatsapp','status':'read','message_id':'wamid.x'}");
        assertThat(reply.json().path("success").asBoolean()).isTrue();
    }

    @Test
    void refusesMoreThanTheNumbersThroughput() throws Exception {
        probe.behave("meta", "{\"messagesPerSecond\":10}");
        var codes = IntStream.range(0, 15).mapToObj(this::sendToAnother).toList();
        assertThat(codes).filteredOn(code -> code == 0).hasSize(10);
        assertThat(codes).filteredOn(code -> code != 0).containsOnly(130429);
    }

    @Test
    void refusesMoreThanThePairLimitToOnePersonOnly() throws Exception {
        for (var n = 0; n < 45; n++)
            assertThat(code(probe.text("+525550104321", "x"))).isZero();
        assertThat(code(probe.text("+525550104321", "x"))).isEqualTo(131056);
        assertThat(code(probe.text("+5215550104321", "x"))).isEqualTo(131056);
        assertThat(code(probe.text("+525550104322", "x"))).isZero();
        clock.move(Duration.ofSeconds(270));
        assertThat(code(probe.text("+525550104321", "x"))).isZero();
    }

    @Test
    void countsCallsByTheirCallbackData() throws Exception {
        probe.text("+525550104321", "one");
        probe.text("+525550104321", "two");
        var received = probe.received("meta");
        assertThat(received.path("count").asInt()).isEqualTo(2);
        assertThat(received.path("byKey").path("k-+525550104321").asInt()).isEqualTo(2);
        assertThat(received.path("effects").path("k-+525550104321").asInt()).isEqualTo(2);
        assertThat(received.at("/calls/1/body/text/body").asText()).isEqualTo("two");
        assertThat(received.at("/calls/1/status").asInt()).isEqualTo(200);
        assertThat(received.at("/calls/1/times").asInt()).isEqualTo(2);
    }

    private int sendToAnother(int n) {
        try {
            return code(probe.text("+5255501000" + (10 + n), "x"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int code(Probe.Reply reply) {
        return reply.json().path("error").path("code").asInt();
    }

    private Probe.Reply post(String singleQuoted) throws Exception {
        return probe.call("POST", Probe.META, "sandbox-access-token", singleQuoted.replace('\'', '"'));
    }
}
