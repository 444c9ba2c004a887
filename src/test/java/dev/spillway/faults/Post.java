package dev.spillway.faults;

import dev.spillway.faults.Nodes.Door;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;

/** Posts webhooks as the provider does; one that is not answered in time counts as not answered. */
final class Post {
    static final String SIGNATURE = "X-Hub-Signature-256";

    private static final int CONNECTIONS_MAX = 512;
    private static final int CONNECT_MS_MAX = 1_000;
    private static final int ANSWER_MS_MAX = 4_000;

    private final HttpClient client;

    Post(Vertx vertx) {
        var options = new HttpClientOptions().setConnectTimeout(CONNECT_MS_MAX);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
    }

    /**
     * What came of a POST.
     *
     * @param status 0 = there was no answer
     * @param tookMs since there was a connection to send it on
     */
    record Answer(int status, long tookMs) {
        private static final Answer NONE = new Answer(0, 0);

        boolean isOk() {
            return status == 200;
        }
    }

    /** Sends it once; no answer is an answer too. */
    Future<Answer> send(Webhook webhook, Door door) {
        return send(Buffer.buffer(webhook.body()), webhook.signature(), door);
    }

    /** The same with one that somebody else has signed. */
    Future<Answer> send(Buffer body, String signature, Door door) {
        var request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(door.port())
                .setURI("/webhooks/meta")
                .setIdleTimeout(ANSWER_MS_MAX)
                .setTimeout(CONNECT_MS_MAX)
                .putHeader("Content-Type", "application/json")
                .putHeader(SIGNATURE, signature);
        return client.request(request).compose(ready -> exchange(ready, body)).otherwise(Answer.NONE);
    }

    private static Future<Answer> exchange(HttpClientRequest request, Buffer body) {
        var sentAt = System.nanoTime();
        return request.send(body)
                .compose(Post::status)
                .map(status -> new Answer(status, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentAt)));
    }

    private static Future<Integer> status(HttpClientResponse response) {
        return response.body().map(body -> response.statusCode());
    }

    /** What a GET of a simulator answers. */
    Future<Buffer> get(int port, String path) {
        return client.request(HttpMethod.GET, port, "127.0.0.1", path)
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body);
    }
}
