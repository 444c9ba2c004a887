package dev.spillway.trial;

import dev.spillway.connector.Redaction;
import dev.spillway.json.Json;
import dev.spillway.trial.SampleFile.Answered;
import dev.spillway.trial.SampleFile.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A backend that knows one conversation. It answers a request that is as the sample says, in its turn; of any other it notes
 * what differs, and answers 418, which no sample expects. Belongs to one event loop.
 */
final class Replay {
    private static final int REFUSED = 418;

    private final HttpServer server;
    private final Matching matching;
    private final Deque<Exchange> left = new ArrayDeque<>();
    private String complaint = "";
    private int number;

    /** @param redaction what its complaints do not show */
    Replay(Vertx vertx, Redaction redaction) {
        this.matching = new Matching(redaction);
        this.server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body)));
    }

    /** Where it listens: a free port of this machine. */
    Future<SocketAddress> listen() {
        return server.listen(0, "127.0.0.1").map(on -> SocketAddress.inetSocketAddress(on.actualPort(), "127.0.0.1"));
    }

    /** A new conversation. */
    void expect(List<Exchange> calls) {
        left.clear();
        left.addAll(calls);
        complaint = "";
        number = 0;
    }

    /** What was wrong with the conversation; empty if nothing was. */
    String complaint() {
        if (!complaint.isEmpty() || left.isEmpty()) return complaint;
        return "request " + (number + 1) + " was not made: "
                + left.peek().request().method() + " " + left.peek().request().url();
    }

    private void take(HttpServerRequest request, Buffer body) {
        number++;
        var next = left.poll();
        var wrong = next == null
                ? "nobody expects " + request.method() + " " + request.uri()
                : matching.difference(next.request(), request, body);
        if (!wrong.isEmpty() && complaint.isEmpty()) complaint = "request " + number + ": " + wrong;
        if (next == null || !wrong.isEmpty())
            request.response().setStatusCode(REFUSED).end();
        else answer(request, next.answer());
    }

    private static void answer(HttpServerRequest request, Answered answer) {
        if (answer.lost()) {
            request.connection().close();
            return;
        }
        var response = request.response().setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> header(response, name, value));
        if (answer.text() != null) {
            response.end(answer.text());
        } else if (answer.body() != null) {
            if (!response.headers().contains("content-type")) response.putHeader("content-type", "application/json");
            response.end(Json.text(answer.body()));
        } else {
            response.end();
        }
    }

    private static void header(HttpServerResponse response, String name, Object value) {
        if (value instanceof List<?> many)
            response.putHeader(name, many.stream().map(String::valueOf).toList());
        else response.putHeader(name, String.valueOf(value));
    }

    Future<Void> close() {
        return server.close();
    }
}
