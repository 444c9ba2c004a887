package dev.spillway.media;

import dev.spillway.connector.Outcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.ReadStream;
import java.net.URI;
import java.util.function.BooleanSupplier;

/** Files below an address that takes PUT and gives by GET. */
final class HttpStore implements MediaStore {
    private final HttpClient client;
    private final String prefix;

    HttpStore(HttpClient client, URI prefix) {
        this.client = client;
        this.prefix = prefix.toString().endsWith("/") ? prefix.toString() : prefix + "/";
    }

    @Override
    public Future<Void> put(String key, ReadStream<Buffer> content, long bytes, BooleanSupplier good) {
        var options = new RequestOptions().setMethod(HttpMethod.PUT).setAbsoluteURI(prefix + key);
        if (bytes >= 0) options.putHeader("content-length", String.valueOf(bytes));
        return client.request(options)
                .compose(request -> request.send(content))
                .compose(response -> response.statusCode() / 100 == 2
                        ? response.end()
                        : HttpStore.<Void>failed(
                                Outcome.Kind.UNAVAILABLE, "the store answers " + response.statusCode()))
                .compose(written -> good.getAsBoolean() ? Future.succeededFuture() : remove(key));
    }

    private Future<Void> remove(String key) {
        return client.request(new RequestOptions().setMethod(HttpMethod.DELETE).setAbsoluteURI(prefix + key))
                .compose(request -> request.send())
                .compose(HttpClientResponse::end)
                .transform(removed -> MediaStore.notGood());
    }

    @Override
    public Future<Opened> open(String key) {
        return client.request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(prefix + key))
                .compose(request -> request.send())
                .compose(HttpStore::opened);
    }

    private static Future<Opened> opened(HttpClientResponse response) {
        var length = response.getHeader("content-length");
        if (response.statusCode() == 404) return failed(Outcome.Kind.INVALID, "the file is not in the store");
        if (response.statusCode() != 200 || length == null) {
            return failed(Outcome.Kind.UNAVAILABLE, "the store answers " + response.statusCode());
        }
        response.pause();
        var tag = response.getHeader("etag") == null ? "" : response.getHeader("etag");
        return Future.succeededFuture(new Opened(response, Long.parseLong(length), tag));
    }

    private static <T> Future<T> failed(Outcome.Kind kind, String why) {
        return Future.failedFuture(new MediaFailure(kind, why));
    }
}
