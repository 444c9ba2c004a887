package dev.spillway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Timeouts;
import dev.spillway.event.Deadline;
import dev.spillway.event.Payload;
import dev.spillway.lane.Priority;
import dev.spillway.support.Wire;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against real sockets on the loopback. */
class HttpClientOutboundTest {
    private static final int REPLY_BYTES_MAX = 1 << 20;

    private final Loop loop = new Loop();
    private final HttpClientOutbound outbound = outbound(Duration.ofSeconds(8));

    private HttpClientOutbound outbound(Duration callTimeout) {
        var settings = new OutboundSettings(
                Duration.ofSeconds(8), Duration.ofSeconds(4), REPLY_BYTES_MAX, Duration.ofSeconds(1));
        return new HttpClientOutbound(loop.vertx, settings, "erp", Samples.settings(2, callTimeout));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void sendsMethodPathHeadersAndBodyAndReadsTheReply() {
        var seen = new CopyOnWriteArrayList<String>();
        var port = serve(request -> request.body().onSuccess(body -> {
            seen.add(request.method() + " " + request.uri() + " " + request.getHeader("x-key") + " " + body);
            request.response().putHeader("X-Order", "7").setStatusCode(201).end("made");
        }));
        var call = new HttpCall(
                "POST",
                URI.create("http://127.0.0.1:" + port + "/notes?a=%20b"),
                Map.of("x-key", "k-1"),
                Payload.of("ñ"),
                Duration.ofSeconds(5),
                true);

        var reply = loop.on(() -> send(call));

        assertThat(seen).containsExactly("POST /notes?a=%20b k-1 ñ");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers()).containsEntry("x-order", "7");
        assertThat(reply.body().text()).isEqualTo("made");
    }

    @Test
    void writesACallWhenItsTimeHasCome() {
        var arrived = new AtomicInteger();
        var port = serve(request -> {
            arrived.incrementAndGet();
            request.response().end();
        });
        var tempo = new FakeTempo();
        var paced = paced(tempo);
        var sent = loop.start(() -> paced.send(call("GET", port, Duration.ofSeconds(5)), leave()));
        Awaitility.await().until(() -> loop.on(() -> Future.succeededFuture(tempo.waiting.size() == 1)));
        assertThat(arrived).hasValue(0);

        loop.on(() -> {
            tempo.give();
            return Future.succeededFuture();
        });

        assertThat(Loop.await(sent).status()).isEqualTo(200);
        assertThat(arrived).hasValue(1);
    }

    @Test
    void writesNothingWhenNoTimeCameAndGoesOnAfterIt() {
        var arrived = new AtomicInteger();
        var port = serve(request -> {
            arrived.incrementAndGet();
            request.response().end();
        });
        var tempo = new FakeTempo();
        var paced = paced(tempo);
        var sent = loop.start(() -> paced.send(call("GET", port, Duration.ofSeconds(5)), leave()));
        Awaitility.await().until(() -> loop.on(() -> Future.succeededFuture(tempo.waiting.size() == 1)));

        loop.on(() -> {
            tempo.waiting.remove().fail(new CallFailure(CallFailure.Kind.REFUSED, "no time to send came"));
            return Future.succeededFuture();
        });
        Awaitility.await().until(sent::isComplete);
        assertThat(((CallFailure) sent.cause()).kind()).isEqualTo(CallFailure.Kind.REFUSED);

        var next = loop.start(() -> paced.send(call("GET", port, Duration.ofSeconds(5)), leave()));
        Awaitility.await().until(() -> loop.on(() -> Future.succeededFuture(tempo.waiting.size() == 1)));
        loop.on(() -> {
            tempo.give();
            return Future.succeededFuture();
        });
        assertThat(Loop.await(next).status()).isEqualTo(200);
        assertThat(arrived).hasValue(1);
    }

    private HttpClientOutbound paced(Tempo tempo) {
        var settings = new OutboundSettings(
                Duration.ofSeconds(8), Duration.ofSeconds(4), REPLY_BYTES_MAX, Duration.ofSeconds(1));
        return new HttpClientOutbound(loop.vertx, settings, "erp", Samples.settings(2, Duration.ofSeconds(8)), tempo);
    }

    private static Leave leave() {
        return Leave.live(Deadline.after(Clock.systemUTC(), Duration.ofSeconds(8)));
    }

    @Test
    void tellsTheLengthOfAnEmptyBodyOfAPost() {
        var lengths = new CopyOnWriteArrayList<String>();
        var port = serve(request -> {
            lengths.add(String.valueOf(request.getHeader("content-length")));
            request.response().end();
        });
        loop.on(() -> send(call("POST", port, Duration.ofSeconds(5))));
        loop.on(() -> send(call("GET", port, Duration.ofSeconds(5))));

        assertThat(lengths).containsExactly("0", "null");
    }

    @Test
    void givesErrorsAndRedirectsBackAsReplies() {
        var statuses = List.of(429, 500, 302).iterator();
        var port = serve(request -> request.response()
                .setStatusCode(statuses.next())
                .putHeader("location", "/elsewhere")
                .end());

        assertThat(List.of(get(port).status(), get(port).status(), get(port).status()))
                .containsExactly(429, 500, 302);
    }

    @Test
    void keepsNoCookiesAndUsesItsConnectionAgain() {
        var cookies = new CopyOnWriteArrayList<String>();
        var connections = new AtomicInteger();
        var port = Loop.await(loop.vertx
                        .createHttpServer()
                        .connectionHandler(connection -> connections.incrementAndGet())
                        .requestHandler(request -> {
                            cookies.add(String.valueOf(request.getHeader("cookie")));
                            request.response().putHeader("set-cookie", "a=b").end();
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();

        get(port);
        get(port);

        assertThat(cookies).containsExactly("null", "null");
        assertThat(connections).hasValue(1);
    }

    @Test
    void countsAReplyThatCameWhileItsOwnLoopStoodStill() throws Exception {
        var asked = new CompletableFuture<HttpServerRequest>();
        var port = serve(asked::complete);
        var own = loop.on(() -> Future.succeededFuture(Vertx.currentContext()));
        try (var wire = new Wire(own, Wire.standstill(Duration.ofMillis(600)))) {
            var reply = loop.start(() -> send(call("POST", port, Duration.ofMillis(300))));
            var request = asked.get(5, TimeUnit.SECONDS);
            wire.pull();
            TimeUnit.MILLISECONDS.sleep(50);
            request.response().setStatusCode(201).end("made");

            assertThat(Loop.await(reply).body().text()).isEqualTo("made");
        }
    }

    @Test
    void isNotSentWhenNobodyListens() {
        var failure = Loop.failure(loop.start(() -> send(call("POST", 1, Duration.ofSeconds(5)))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NOT_SENT);
        assertThat(failure.reason()).isEqualTo("no connection");
    }

    @Test
    void isNotSentToAHostThatDoesNotExist() {
        var call = Samples.call("POST", URI.create("http://no-such-host.invalid/"), true);

        var failure = Loop.failure(loop.start(() -> send(call)));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NOT_SENT);
    }

    @Test
    void isNotSentToACertificateNobodyVouchesFor() {
        var certificate = SelfSignedCertificate.create("localhost");
        var options = new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
        var port = Loop.await(loop.vertx
                        .createHttpServer(options)
                        .requestHandler(request -> request.response().end())
                        .listen(0, "127.0.0.1"))
                .actualPort();

        var uri = URI.create("https://localhost:" + port + "/");
        var call = new HttpCall("POST", uri, Map.of(), Payload.EMPTY, Duration.ofSeconds(8), true);

        var failure = Loop.failure(loop.start(() -> send(call)));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NOT_SENT);
        assertThat(failure.reason()).isEqualTo("no TLS: certificate or handshake");
    }

    @Test
    void hasNoAnswerWhenTheBackendHangsAndClosesTheConnection() {
        var open = new AtomicInteger();
        var port = listen(socket -> {
            open.incrementAndGet();
            socket.closeHandler(closed -> open.decrementAndGet());
            socket.handler(ignored -> {});
        });

        var failure = Loop.failure(loop.start(() -> send(call("POST", port, Duration.ofMillis(200)))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NO_ANSWER);
        assertThat(failure.reason()).isEqualTo("too slow");
        Awaitility.await().untilAtomic(open, is(0));
    }

    private static HttpCall patient(int port, long connectMs, long firstByteMs) {
        var timeouts =
                new Timeouts(Duration.ofMillis(connectMs), Duration.ofMillis(firstByteMs), Duration.ofSeconds(8));
        return new HttpCall(
                "POST",
                URI.create("http://127.0.0.1:" + port + "/"),
                Map.of(),
                Payload.EMPTY,
                timeouts,
                true,
                List.of());
    }

    @Test
    void hasNoAnswerWhenTheHeadDoesNotComeInTime() {
        var port = serve(request -> {});
        var since = System.nanoTime();

        var failure = Loop.failure(loop.start(() -> send(patient(port, 8000, 100))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NO_ANSWER);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(7));
    }

    /** Somebody takes the connection and never shakes hands. */
    @Test
    void isNotSentWhenThereIsNoConnectionInTime() {
        var port = listen(socket -> {});
        var call = patient(port, 100, 8000);
        var secure = URI.create("https://127.0.0.1:" + port + "/");
        var since = System.nanoTime();

        var failure = Loop.failure(loop.start(
                () -> send(new HttpCall("POST", secure, Map.of(), Payload.EMPTY, call.timeouts(), true, List.of()))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NOT_SENT);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(7));
    }

    @Test
    void readsABodyThatTakesLongerThanItsHeadMay() {
        var port = serve(request -> {
            request.response().setChunked(true).write("a");
            loop.vertx.setTimer(400, fired -> request.response().end("b"));
        });

        assertThat(loop.on(() -> send(patient(port, 8000, 200))).body().text()).isEqualTo("ab");
    }

    @Test
    void hasNoAnswerWhenTheConnectionBreaks() {
        var port = listen(socket -> socket.handler(request -> socket.close()));

        var failure = Loop.failure(loop.start(() -> send(call("POST", port, Duration.ofSeconds(5)))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NO_ANSWER);
        assertThat(failure.reason()).isEqualTo("the connection was closed");
    }

    @Test
    void hasNoAnswerWhenItBreaksInTheMiddleOfTheBody() {
        var port = listen(socket -> socket.handler(request -> {
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
            socket.close();
        }));

        var failure = Loop.failure(loop.start(() -> send(call("GET", port, Duration.ofSeconds(5)))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NO_ANSWER);
    }

    @Test
    void hasNoAnswerWhenWhatComesBackIsNoHttp() {
        var port = listen(socket -> socket.handler(request -> socket.write("SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n")));

        var failure = Loop.failure(loop.start(() -> send(call("GET", port, Duration.ofSeconds(1)))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NO_ANSWER);
    }

    @Test
    void breaksOffABodyThatDripsPastTheTimeoutAndClosesTheConnection() {
        var open = new AtomicInteger();
        var port = listen(socket -> {
            open.incrementAndGet();
            var drip = new long[1];
            socket.closeHandler(closed -> {
                loop.vertx.cancelTimer(drip[0]);
                open.decrementAndGet();
            });
            socket.handler(request -> {
                socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
                drip[0] = loop.vertx.setPeriodic(20, tick -> socket.write("x"));
            });
        });

        var failure = Loop.failure(loop.start(() -> send(call("GET", port, Duration.ofMillis(300)))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NO_ANSWER);
        Awaitility.await().untilAtomic(open, is(0));
    }

    @Test
    void readsABodyUpToItsLimit() {
        var port = serve(request -> request.response().end(Buffer.buffer(new byte[REPLY_BYTES_MAX])));

        assertThat(get(port).body().length()).isEqualTo(REPLY_BYTES_MAX);
    }

    @Test
    void breaksOffALargerBody() {
        var sent = new AtomicInteger();
        var port = serve(request -> {
            request.connection().closeHandler(closed -> sent.set(-1));
            request.response().end(Buffer.buffer(new byte[5 << 20]));
        });

        var failure = Loop.failure(loop.start(() -> send(call("GET", port, Duration.ofSeconds(5)))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.TOO_LARGE);
        assertThat(failure.reason()).isEqualTo("the reply is larger than 1048576 bytes");
        Awaitility.await().untilAtomic(sent, is(-1));
    }

    @Test
    void breaksOffABodyWithoutEnd() {
        var port = listen(socket -> socket.handler(request -> {
            socket.write("HTTP/1.1 200 OK\r\n\r\n");
            var chunk = Buffer.buffer(new byte[64 << 10]);
            var flood = loop.vertx.setPeriodic(1, tick -> socket.write(chunk));
            socket.closeHandler(closed -> loop.vertx.cancelTimer(flood));
        }));

        var failure = Loop.failure(loop.start(() -> send(call("GET", port, Duration.ofSeconds(5)))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.TOO_LARGE);
    }

    @Test
    void endsAtTheDeadlineWhenThatIsSooner() {
        var port = listen(socket -> socket.handler(ignored -> {}));
        var call = call("GET", port, Duration.ofSeconds(9));
        var begun = System.nanoTime();

        var failure = Loop.failure(loop.start(
                () -> outbound.send(call, Samples.leave(in(Duration.ofMillis(150)), Priority.NORMAL))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NO_ANSWER);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void endsAtTheDestinationsOwnLimitWhenThatIsSooner() {
        var port = listen(socket -> socket.handler(ignored -> {}));
        var impatient = outbound(Duration.ofMillis(100));
        var call = call("GET", port, Duration.ofMinutes(1));
        var begun = System.nanoTime();

        Loop.failure(loop.start(() -> impatient.send(call, Samples.leave(in(Duration.ofSeconds(9)), Priority.NORMAL))));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void refusesAfterTheDeadline() {
        var call = call("GET", 1, Duration.ofSeconds(9));

        var failure =
                Loop.failure(loop.start(() -> outbound.send(call, Samples.leave(in(Duration.ZERO), Priority.NORMAL))));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.REFUSED);
    }

    @Test
    void writesNothingWithoutTheLeaseAndGoesOnWhenItIsHeldAgain() {
        var requests = new AtomicInteger();
        var port = serve(request -> {
            requests.incrementAndGet();
            request.response().end();
        });
        var call = call("POST", port, Duration.ofSeconds(5));

        for (int i = 0; i < 5; i++) {
            var failure = Loop.failure(loop.start(() -> outbound.send(call, leave(() -> false))));
            assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NO_LEASE);
        }
        loop.on(() -> outbound.send(call, leave(() -> true)));

        assertThat(requests).hasValue(1);
    }

    @Test
    void asksForTheLeaseOnlyWhenItHasItsConnection() {
        var asked = new AtomicInteger();
        var requests = new AtomicInteger();
        var port = serve(request -> {
            requests.incrementAndGet();
            loop.vertx.setTimer(500, late -> request.response().end());
        });
        var call = call("GET", port, Duration.ofSeconds(5));
        var counting = leave(() -> asked.incrementAndGet() > 0);
        for (int i = 0; i < 2; i++) loop.start(() -> outbound.send(call, counting));
        Awaitility.await().untilAtomic(requests, is(2));

        loop.start(() -> outbound.send(call, counting));
        assertThat(asked).hasValue(2);

        Awaitility.await().untilAtomic(asked, is(3));
    }

    private static Leave leave(BooleanSupplier held) {
        return new Leave(in(Duration.ofSeconds(9)), Priority.NORMAL, held);
    }

    @Test
    void isNotSentWhenItsUriMakesNoSense() {
        var call = Samples.call("GET", URI.create("mailto:someone"), false);

        var failure = Loop.failure(loop.start(() -> send(call)));

        assertThat(failure.kind()).isEqualTo(CallFailure.Kind.NOT_SENT);
    }

    private HttpReply get(int port) {
        return loop.on(() -> send(call("GET", port, Duration.ofSeconds(5))));
    }

    private Future<HttpReply> send(HttpCall call) {
        return outbound.send(call, Samples.leave(in(Duration.ofSeconds(9)), Priority.NORMAL));
    }

    private static HttpCall call(String method, int port, Duration timeout) {
        var uri = URI.create("http://127.0.0.1:" + port + "/");
        return new HttpCall(method, uri, Map.of(), Payload.EMPTY, timeout, "POST".equals(method));
    }

    private static Deadline in(Duration time) {
        return Deadline.after(Clock.systemUTC(), time);
    }

    private int serve(Handler<HttpServerRequest> handler) {
        return Loop.await(loop.vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"))
                .actualPort();
    }

    private int listen(Handler<NetSocket> handler) {
        return Loop.await(loop.vertx.createNetServer().connectHandler(handler).listen(0, "127.0.0.1"))
                .actualPort();
    }
}
