package dev.spillway.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.GatewayException;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.Receipt;
import dev.spillway.support.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door over real HTTP. */
final class IngressVerticleTest {
    private static final int MEGABYTE = 1 << 20;
    private static final byte[] TEXT = WhatsappSamples.bytes("wire_text_escaped_full.json");

    private final List<Event> stored = Collections.synchronizedList(new ArrayList<>());
    private volatile Inbox inbox = this::takeAll;
    private volatile double strain = 1;
    private DoorUnderTest door;

    private Future<List<Receipt>> takeAll(List<Event> events) {
        stored.addAll(events);
        return Future.succeededFuture(Collections.nCopies(events.size(), Receipt.ACCEPTED));
    }

    @BeforeEach
    void open() throws Exception {
        door = new DoorUnderTest(
                IngressSettingsTest.settings(4 * MEGABYTE, 8 * MEGABYTE, Duration.ofMillis(150)), new Inbox() {
                    @Override
                    public Future<List<Receipt>> accept(List<Event> events) {
                        return inbox.accept(events);
                    }

                    @Override
                    public double strain() {
                        return strain;
                    }
                });
    }

    @AfterEach
    void theCountsAddUp() throws Exception {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(door.count("webhooks_received"))
                        .isEqualTo(door.count("webhooks_answered")
                                + door.count("webhooks_refused")
                                + door.count("webhooks_failed")));
        assertThat(door.count("events_decoded"))
                .isEqualTo(
                        door.count("events_accepted") + door.count("events_duplicate") + door.count("events_failed"));
        door.close();
    }

    private static void assertRefused(HttpResponse<String> response, int status, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"error\":\"" + error + "\",\"message\":\"");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void answers200WithAnEmptyBodyWhenTheInboxHasTheEvents() throws Exception {
        var response = door.post(TEXT);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(stored).hasSize(1);
        assertThat(stored.get(0).kind()).isEqualTo(EventKind.MESSAGE);
        assertThat(door.count("events_accepted", "source", "meta")).isOne();
        assertThat(door.budget.used()).isZero();
    }

    @Test
    void answers200ToWhatWasThereBefore() throws Exception {
        inbox = events -> Future.succeededFuture(List.of(Receipt.DUPLICATE));

        assertThat(door.post(TEXT).statusCode()).isEqualTo(200);
        assertThat(door.count("events_duplicate")).isOne();
    }

    @Test
    void answersTheHandshake() throws Exception {
        var query = "/webhooks/meta?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        var right = door.get(query + "verify-me");
        var wrong = door.get(query + "verify-you");

        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.body()).isEqualTo("1158201444");
        assertThat(right.headers().firstValue("content-type")).contains("text/plain");
        assertRefused(wrong, 403, "wrong_token");
        assertRefused(door.get("/webhooks/meta"), 403, "wrong_token");
        assertRefused(door.get("/webhooks/nobody" + query.substring(14)), 404, "unknown_source");
    }

    @Test
    void refusesUnknownSourcesAndMethods() throws Exception {
        assertRefused(door.post("/webhooks/nobody", TEXT, ""), 404, "unknown_source");
        assertRefused(door.post("/elsewhere", TEXT, ""), 404, "unknown_source");
        assertThat(door.count("webhooks_refused", "source", "unknown", "reason", "unknown_source"))
                .isEqualTo(2);

        var put = door.send(HttpRequest.newBuilder(door.uri("/webhooks/meta")).PUT(BodyPublishers.ofByteArray(TEXT)));

        assertRefused(put, 405, "method");
        assertThat(put.headers().firstValue("allow")).contains("GET, POST");
    }

    @Test
    void refusesWhatIsNotSignedByUs() throws Exception {
        var unsigned = HttpRequest.newBuilder(door.uri("/webhooks/meta")).POST(BodyPublishers.ofByteArray(TEXT));
        var flipped = TEXT.clone();
        flipped[300] ^= 1;
        var right = "sha256=" + SignatureTest.sign(DoorUnderTest.SECRET, TEXT);

        assertRefused(door.send(unsigned), 401, "missing_signature");
        assertRefused(door.post("/webhooks/meta", TEXT, "sha1=abc"), 401, "malformed_signature");
        assertRefused(door.post("/webhooks/meta", flipped, right), 401, "wrong_signature");
        assertRefused(
                door.post("/webhooks/meta", TEXT, "sha256=" + SignatureTest.sign("another", TEXT)),
                401,
                "wrong_signature");
        assertThat(stored).isEmpty();
        assertThat(door.budget.used()).isZero();
    }

    @Test
    void takesTheFormerSecretTooAndCountsBySecret() throws Exception {
        var former = "sha256=" + SignatureTest.sign("former-secret", TEXT);

        assertThat(door.post("/webhooks/meta", TEXT, former).statusCode()).isEqualTo(200);
        assertThat(door.post(TEXT).statusCode()).isEqualTo(200);

        assertThat(door.count("secret_used", "position", "0")).isOne();
        assertThat(door.count("secret_used", "position", "1")).isOne();
    }

    @Test
    void keepsSignedRubbishWholeAndSays200() throws Exception {
        var rubbish = "{\"object\":".getBytes(UTF_8);

        assertThat(door.post(rubbish).statusCode()).isEqualTo(200);
        assertThat(stored).hasSize(1);
        assertThat(stored.get(0).kind()).isEqualTo(EventKind.UNREADABLE);
        assertThat(stored.get(0).payload().bytes()).isEqualTo(rubbish);
    }

    @Test
    void doesNotAskTheInboxForAnEmptyEnvelope() throws Exception {
        inbox = events -> Future.failedFuture("asked");

        assertThat(door.post("{\"object\":\"whatsapp_business_account\",\"entry\":[]}".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void takesABodyOfThreeMegabytesWhole() throws Exception {
        var big = new byte[3 * MEGABYTE];
        Arrays.fill(big, (byte) 'x');

        assertThat(door.post(big).statusCode()).isEqualTo(200);
        assertThat(stored.get(0).payload().bytes()).isEqualTo(big);
        assertThat(door.budget.used()).isZero();
    }

    /** A worker reads large bodies; the inbox belongs to the event loop all the same. */
    @Test
    void asksTheInboxOnItsEventLoopWhateverTheSizeOfABody() throws Exception {
        var asked = Collections.synchronizedList(new ArrayList<Boolean>());
        inbox = events -> {
            asked.add(Context.isOnEventLoopThread());
            return takeAll(events);
        };

        door.post(TEXT);
        door.post(new byte[MEGABYTE]);
        assertThat(asked).containsExactly(true, true);
    }

    @Test
    void refusesALargeBodyThatIsNotSigned() throws Exception {
        var unsigned =
                HttpRequest.newBuilder(door.uri("/webhooks/meta")).POST(BodyPublishers.ofByteArray(new byte[MEGABYTE]));

        assertRefused(door.send(unsigned), 401, "missing_signature");
        assertThat(stored).isEmpty();
        assertThat(door.budget.used()).isZero();
    }

    @Test
    void refusesFiveMegabytesDeclaredOrNotAndGoesOn() throws Exception {
        var big = new byte[5 * MEGABYTE];
        var chunked = HttpRequest.newBuilder(door.uri("/webhooks/meta"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(big)));

        assertRefused(door.post(big), 413, "too_large");
        assertRefused(door.send(chunked), 413, "too_large");
        assertThat(door.post(TEXT).statusCode()).isEqualTo(200);
        assertThat(door.budget.used()).isZero();
    }

    @Test
    void closesOnASenderWhoDoesNotStop() throws Exception {
        try (var socket = door.connect("POST /webhooks/meta HTTP/1.1\r\nHost: x\r\nContent-Length: 99000000\r\n\r\n")) {
            var sent = sendUntilClosed(socket.getOutputStream(), 99);

            assertThat(sent).isLessThan(60);
        }
    }

    private static int sendUntilClosed(OutputStream out, int megabytesMax) {
        var megabyte = new byte[MEGABYTE];
        for (var sent = 0; sent < megabytesMax; sent++) {
            try {
                out.write(megabyte);
            } catch (IOException closed) {
                return sent;
            }
        }
        return megabytesMax;
    }

    @Test
    void answers503WhenTheInboxFails() throws Exception {
        inbox = events -> Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "redis is away"));

        var response = door.post(TEXT);

        assertRefused(response, 503, "inbox_failed");
        assertThat(response.headers().firstValue("retry-after")).contains("2");
        assertThat(door.count("events_failed")).isOne();
        assertThat(door.budget.used()).isZero();
    }

    @Test
    void answers503WhenOneEventCouldNotBeAppended() throws Exception {
        inbox = events -> {
            var receipts = new ArrayList<>(Collections.nCopies(events.size(), Receipt.ACCEPTED));
            receipts.set(1, Receipt.FAILED);
            return Future.succeededFuture(receipts);
        };

        assertRefused(door.post(WhatsappSamples.bytes("envelope_batch_mixed.json")), 503, "partly_failed");
        assertThat(door.count("events_accepted")).isEqualTo(7);
        assertThat(door.count("events_failed")).isOne();
    }

    @Test
    void waitsLongerForAnInboxThatIsUnderStrain() throws Exception {
        door.post(TEXT);
        inbox = events ->
                Vertx.currentContext().owner().timer(300, TimeUnit.MILLISECONDS).compose(late -> takeAll(events));

        assertRefused(door.post(TEXT), 503, "inbox_late");
        strain = 4;
        assertThat(door.post(TEXT).statusCode()).isEqualTo(200);
    }

    @Test
    void answers503InTimeWhenTheInboxDoesNotAnswer() throws Exception {
        var silence = Promise.<List<Receipt>>promise();
        door.post(TEXT);
        inbox = events -> silence.future();
        var before = System.nanoTime();

        var response = door.post(TEXT);

        assertRefused(response, 503, "inbox_late");
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(140), Duration.ofMillis(500));
        assertThat(door.budget.used()).isEqualTo(TEXT.length);

        silence.complete(List.of(Receipt.ACCEPTED));
        Awaitility.await().until(() -> door.budget.used() == 0);
    }

    @Test
    void answers200WhenTheInboxHasAnsweredWhileTheLoopStoodStill() throws Exception {
        var loop = loopOfTheDoor();
        var asked = new CountDownLatch(1);
        var receipts = Promise.<List<Receipt>>promise();
        try (var answer = new Wire(loop, () -> receipts.complete(List.of(Receipt.ACCEPTED)));
                var standstill = new Wire(loop, Wire.standstill(Duration.ofMillis(400)))) {
            inbox = events -> {
                asked.countDown();
                return receipts.future();
            };
            var response = CompletableFuture.supplyAsync(() -> posted(TEXT));
            assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
            standstill.pull();
            TimeUnit.MILLISECONDS.sleep(50);
            answer.pull();

            assertThat(response.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    private Context loopOfTheDoor() {
        var loop = new CompletableFuture<Context>();
        inbox = events -> {
            loop.complete(Vertx.currentContext());
            return takeAll(events);
        };
        posted(TEXT);
        return loop.join();
    }

    private HttpResponse<String> posted(byte[] body) {
        try {
            return door.post(body);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void answers503AtOnceWhileBodiesInFlightFillTheBudget() throws Exception {
        var silence = Promise.<List<Receipt>>promise();
        inbox = events -> silence.future();
        door.post(new byte[4 * MEGABYTE]);
        door.post(new byte[4 * MEGABYTE]);
        inbox = this::takeAll;

        var response = door.post(TEXT);

        assertRefused(response, 503, "overloaded");
        assertThat(response.headers().firstValue("retry-after")).isPresent();
        silence.complete(List.of(Receipt.ACCEPTED));
        Awaitility.await().until(() -> door.budget.used() == 0);
        assertThat(door.post(TEXT).statusCode()).isEqualTo(200);
    }

    @Test
    void answers500OnADefectAndGoesOn() throws Exception {
        inbox = events -> {
            throw new IllegalStateException("a defect made by the test");
        };

        assertRefused(door.post(TEXT), 500, "defect");
        inbox = this::takeAll;
        assertThat(door.post(TEXT).statusCode()).isEqualTo(200);
    }

    @Test
    void forgetsASenderWhoLeavesInTheMiddle() throws Exception {
        try (var socket = door.connect("POST /webhooks/meta HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf")) {
            Awaitility.await().until(() -> door.budget.used() == 4);
            assertThat(socket.isConnected()).isTrue();
        }

        Awaitility.await().until(() -> door.budget.used() == 0);
        assertThat(door.count("webhooks_failed", "reason", "gone")).isOne();
    }

    @Test
    void answersManyOnOneConnection() throws Exception {
        var request = "GET /webhooks/meta HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3);
        try (var socket = door.connect(request)) {
            var answers = new StringBuilder();
            var bytes = new byte[4096];
            while (answers.toString().split("403 Forbidden", -1).length < 4) {
                answers.append(new String(bytes, 0, socket.getInputStream().read(bytes), UTF_8));
            }
            assertThat(answers.toString()).doesNotContain("connection: close");
        }
    }
}
