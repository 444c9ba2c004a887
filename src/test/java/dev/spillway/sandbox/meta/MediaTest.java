package dev.spillway.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.sandbox.Probe;
import dev.spillway.sandbox.TestClock;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Upload and download of media, over HTTP. */
class MediaTest {
    private static final String TOKEN = "sandbox-access-token";
    private static final String NUMBER = "118264500913347";

    private final TestClock clock = new TestClock();
    private final HttpClient client = HttpClient.newHttpClient();
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
    void givesBackWhatWasUploaded() throws Exception {
        var pdf = "%PDF-1.7 made up".getBytes(StandardCharsets.US_ASCII);
        var id = upload("application/pdf", pdf).json().path("id").asText();
        var described = probe.get("/meta/v26.0/" + id, TOKEN).json();
        assertThat(described.fieldNames()).toIterable().containsExactlyElementsOf(() -> sampleKeys());
        assertThat(described.path("mime_type").asText()).isEqualTo("application/pdf");
        assertThat(described.path("file_size").asText()).isEqualTo(String.valueOf(pdf.length));
        var sha256 = MessageDigest.getInstance("SHA-256").digest(pdf);
        assertThat(described.path("sha256").asText()).isEqualTo(HexFormat.of().formatHex(sha256));
        var file = fetch(described.path("url").asText(), TOKEN);
        assertThat(file.body()).isEqualTo(pdf);
        assertThat(file.headers().firstValue("content-type")).contains("application/pdf");
    }

    private static java.util.Iterator<String> sampleKeys() {
        try {
            return Samples.read("response_media_get").fieldNames();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void letsAnAddressLiveFiveMinutes() throws Exception {
        var id = upload("image/png", new byte[100]).json().path("id").asText();
        var url = probe.get("/meta/v26.0/" + id, TOKEN).json().path("url").asText();
        clock.move(Duration.ofMinutes(5).minusMillis(1));
        assertThat(fetch(url, TOKEN).statusCode()).isEqualTo(200);
        clock.move(Duration.ofMillis(1));
        assertThat(fetch(url, TOKEN).statusCode()).isEqualTo(404);
        var fresh = probe.get("/meta/v26.0/" + id, TOKEN).json().path("url").asText();
        assertThat(fetch(fresh, TOKEN).statusCode()).isEqualTo(200);
        assertThat(fetch(fresh.replaceAll("ext=\\d+", "ext=99999999999999"), TOKEN)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void givesNothingWithoutTheToken() throws Exception {
        var id = upload("image/png", new byte[100]).json().path("id").asText();
        var url = probe.get("/meta/v26.0/" + id, TOKEN).json().path("url").asText();
        assertThat(fetch(url, "wrong").statusCode()).isEqualTo(401);
        assertThat(probe.get("/meta/v26.0/" + id, "wrong").status()).isEqualTo(401);
        assertThat(upload("image/png", new byte[100], "wrong").status()).isEqualTo(401);
    }

    @Test
    void forgetsAnIdAfterThirtyDays() throws Exception {
        var id = upload("image/png", new byte[100]).json().path("id").asText();
        clock.move(Duration.ofDays(30).minusMillis(1));
        assertThat(probe.get("/meta/v26.0/" + id, TOKEN).status()).isEqualTo(200);
        clock.move(Duration.ofMillis(1));
        assertThat(probe.get("/meta/v26.0/" + id, TOKEN).status()).isEqualTo(400);
    }

    @Test
    void forgetsWhatPeopleSentAfterSevenDays() throws Exception {
        var made = probe.call("POST", "/_sim/meta/media?type=image/jpeg&bytes=5000", "", "")
                .json();
        assertThat(fetch(made.path("url").asText(), TOKEN).body()).hasSize(5000);
        clock.move(Duration.ofDays(7));
        assertThat(probe.get("/meta/v26.0/" + made.path("id").asText(), TOKEN).status())
                .isEqualTo(400);
    }

    @Test
    void deletes() throws Exception {
        var id = upload("image/png", new byte[100]).json().path("id").asText();
        assertThat(probe.call("DELETE", "/meta/v26.0/" + id, TOKEN, "").text()).isEqualTo("{\"success\":true}");
        assertThat(probe.get("/meta/v26.0/" + id, TOKEN).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg,5242880,0",
        "image/jpeg,5242881,131053",
        "audio/ogg; codecs=opus,16777216,0",
        "audio/ogg,16777217,131053",
        "video/mp4,16777217,131053",
        "image/webp,102400,0",
        "image/webp,102401,131053",
        "application/pdf,0,131053",
        "application/x-msdownload,10,100",
    })
    void boundsTypesAndSizes(String type, int bytes, int code) throws Exception {
        assertThat(upload(type, new byte[bytes]).json().at("/error/code").asInt())
                .isEqualTo(code);
    }

    @Test
    void letsMovingStickersBeLarger() throws Exception {
        var webp = new byte[512_000];
        System.arraycopy("RIFF____WEBPVP8X____\2".getBytes(StandardCharsets.US_ASCII), 0, webp, 0, 21);
        assertThat(upload("image/webp", webp).status()).isEqualTo(200);
    }

    @Test
    void takesIdsInMessagesOnlyWhereTheyAreKnown() throws Exception {
        probe.behave("meta", "{\"strict\":true,\"missingShare\":1,\"failBy\":\"status\"}");
        var id = upload("application/pdf", new byte[100]).json().path("id").asText();
        var body = Samples.read("send_document_id");
        body.withObject("/document").put("id", "999");
        assertThat(send(body.toString())).isEqualTo(100);
        body.withObject("/document").put("id", id);
        assertThat(send(body.toString())).isZero();
    }

    private int send(String body) throws Exception {
        return probe.call("POST", Probe.META, TOKEN, body)
                .json()
                .at("/error/code")
                .asInt();
    }

    private Probe.Reply upload(String type, byte[] content) throws Exception {
        return upload(type, content, TOKEN);
    }

    private Probe.Reply upload(String type, byte[] content, String token) throws Exception {
        var form = new ByteArrayOutputStream();
        part(form, "name=\"messaging_product\"", "", "whatsapp".getBytes(StandardCharsets.US_ASCII));
        part(form, "name=\"type\"", "", type.getBytes(StandardCharsets.US_ASCII));
        part(form, "name=\"file\"; filename=\"a.bin\"", "Content-Type: " + type + "\r\n", content);
        form.writeBytes("--edge--\r\n".getBytes(StandardCharsets.US_ASCII));
        var request = HttpRequest.newBuilder(URI.create(probe.simulators().url() + "/meta/v26.0/" + NUMBER + "/media"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofByteArray(form.toByteArray()));
        var response = client.send(request.build(), BodyHandlers.ofString());
        return new Probe.Reply(
                response.statusCode(), response.body(), response.headers().map());
    }

    private static void part(ByteArrayOutputStream form, String name, String type, byte[] content) {
        form.writeBytes(("--edge\r\nContent-Disposition: form-data; " + name + "\r\n" + type + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(content);
        form.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private java.net.http.HttpResponse<byte[]> fetch(String url, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }
}
