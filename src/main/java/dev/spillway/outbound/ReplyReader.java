package dev.spillway.outbound;

import dev.spillway.connector.HttpReply;
import dev.spillway.event.Payload;
import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads a reply as it comes, and no further than allowed. Made when the head has come, before any of the body. */
final class ReplyReader {
    private final HttpClientResponse response;
    private final int bytesMax;
    private final Buffer body = Buffer.buffer();
    private final Promise<HttpReply> reply = Promise.promise();

    ReplyReader(HttpClientResponse response, int bytesMax) {
        this.response = response;
        this.bytesMax = bytesMax;
        response.exceptionHandler(reply::tryFail);
        response.handler(this::take);
        response.endHandler(end -> reply.tryComplete(whole()));
    }

    /** The whole of it; fails with {@code TOO_LARGE}, or with whatever broke the connection. */
    Future<HttpReply> reply() {
        return reply.future();
    }

    private void take(Buffer part) {
        if (body.length() + part.length() > bytesMax) {
            reply.tryFail(
                    new CallFailure(CallFailure.Kind.TOO_LARGE, "the reply is larger than " + bytesMax + " bytes"));
        } else {
            body.appendBuffer(part);
        }
    }

    private HttpReply whole() {
        return new HttpReply(response.statusCode(), headers(), cookies(), Payload.of(body.getBytes()));
    }

    /** Those that cannot be read are left out: they are the backend's own, and it will ask for them. */
    private Map<String, String> cookies() {
        var cookies = new HashMap<String, String>();
        for (var set : response.headers().getAll(HttpHeaders.SET_COOKIE)) {
            var cookie = ClientCookieDecoder.LAX.decode(set);
            if (cookie != null) cookies.put(cookie.name(), cookie.value());
        }
        return cookies;
    }

    private Map<String, String> headers() {
        var headers = new HashMap<String, String>();
        response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }
}
