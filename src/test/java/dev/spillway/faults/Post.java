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

/** Posts webhooks as the provider does; one that is not answered in time counts as not answered. */
final class Post {
    private static final int CONNECTIONS_MAX = 128;
    private static final int CONNECT_MS_MAX = 1_000;
    private static final int ANSWER_MS_MAX = 4_000;

    private final HttpClient client;

    Post(Vertx vertx) {
        var options = new HttpClientOptions().setConnectTimeout(CONNECT_MS_MAX);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
    }

    /** The status; 0 if there was no answer. */
    Future<Integer> send(Webhook webhook, Door door) {
        var request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(door.port())
                .setURI("/webhooks/meta")
                .setIdleTimeout(ANSWER_MS_MAX)
                .setTimeout(CONNECT_MS_MAX)
                .putHeader("Content-Type", "application/json")
                .putHeader("X-Hub-Signature-256", webhook.signature());
        return client.request(request)
                .compose(ready -> exchange(ready, webhook))
                .otherwise(0);
    }

    private static Future<Integer> exchange(HttpClientRequest request, Webhook webhook) {
        return request.send(Buffer.buffer(webhook.body())).compose(Post::status);
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
