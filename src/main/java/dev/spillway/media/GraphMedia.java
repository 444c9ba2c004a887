package dev.spillway.media;

import dev.spillway.connector.Outcome;
import dev.spillway.json.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** The provider's side of files, over HTTP. Fails with {@link MediaFailure}; follows no redirects. */
final class GraphMedia {
    private static final int ANSWER_BYTES_MAX = 64 << 10;

    private final HttpClient client;

    GraphMedia(HttpClient client) {
        this.client = client;
    }

    /**
     * Where a file can be had for some minutes.
     *
     * @param sha256 of its content, in hex or base64; empty if nobody tells
     * @param bytes its length; -1 if nobody tells
     */
    record Place(String url, String sha256, long bytes) {}

    /** Asks where a file is. */
    Future<Place> place(MediaNumber number, String mediaId) {
        var uri = number.at(mediaId + "?phone_number_id=" + number.phoneNumberId());
        return request(HttpMethod.GET, uri, number)
                .compose(HttpClientRequest::send)
                .compose(GraphMedia::answer)
                .map(GraphMedia::place);
    }

    private static Place place(Map<String, Object> json) {
        var bytes = String.valueOf(json.get("file_size"));
        return new Place(
                text(json, "url"), text(json, "sha256"), bytes.matches("\\d{1,18}") ? Long.parseLong(bytes) : -1);
    }

    /** Begins to read a file; the answer is paused. An address that has run out is {@code NOT_FOUND}. */
    Future<HttpClientResponse> content(URI uri, MediaNumber number) {
        return request(HttpMethod.GET, uri, number)
                .compose(HttpClientRequest::send)
                .compose(response -> {
                    response.pause();
                    if (response.statusCode() == 200) return Future.succeededFuture(response);
                    breakOff(response);
                    return failed(kind(response.statusCode()), "the file's address answers " + response.statusCode());
                });
    }

    /** Whoever breaks off need not be told of it; what has ended is left alone. */
    static void breakOff(HttpClientResponse response) {
        try {
            response.exceptionHandler(broken -> {});
            response.request().reset().onFailure(alreadyOver -> {});
        } catch (IllegalStateException ended) {
            // It was read to its end: there is nothing to break off.
        }
    }

    private static Outcome.Kind kind(int status) {
        return switch (status) {
            case 401, 403 -> Outcome.Kind.AUTH_REVOKED;
            case 404, 410 -> Outcome.Kind.NOT_FOUND;
            case 429 -> Outcome.Kind.THROTTLED;
            default -> status < 500 ? Outcome.Kind.INVALID : Outcome.Kind.UNAVAILABLE;
        };
    }

    /** Brings a file to the provider as it is read; yields the id it has there. */
    Future<String> upload(MediaNumber number, MediaStore.Opened file, String mimeType) {
        var boundary = "spillway-" + UUID.randomUUID();
        var head = Buffer.buffer(head(boundary, mimeType));
        var tail = Buffer.buffer("\r\n--" + boundary + "--\r\n");
        return request(HttpMethod.POST, number.at(number.phoneNumberId() + "/media"), number)
                .compose(request -> {
                    request.putHeader("content-type", "multipart/form-data; boundary=" + boundary);
                    request.putHeader("content-length", String.valueOf(head.length() + file.bytes() + tail.length()));
                    request.write(head);
                    return file.content()
                            .pipe()
                            .endOnComplete(false)
                            .to(request)
                            .compose(sent -> request.end(tail))
                            .compose(sent -> request.response())
                            .onFailure(cause -> request.reset());
                })
                .compose(GraphMedia::answer)
                .compose(json -> text(json, "id").isEmpty()
                        ? failed(Outcome.Kind.UNAVAILABLE, "the answer names no file")
                        : Future.succeededFuture(text(json, "id")));
    }

    private static String head(String boundary, String mimeType) {
        return part(boundary, "messaging_product", "whatsapp")
                + part(boundary, "type", mimeType)
                + "--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: "
                + mimeType + "\r\n\r\n";
    }

    private static String part(String boundary, String name, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private Future<HttpClientRequest> request(HttpMethod method, URI uri, MediaNumber number) {
        return client.request(new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(uri.toString())
                .setFollowRedirects(false)
                .putHeader("authorization", "Bearer " + number.token())
                .putHeader("user-agent", "Spillway"));
    }

    /** Reads an answer as it comes, and no further than allowed. */
    private static Future<Map<String, Object>> answer(HttpClientResponse response) {
        var body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > ANSWER_BYTES_MAX)
                response.request().reset();
            else body.appendBuffer(part);
        });
        return response.end().compose(end -> read(response.statusCode(), body));
    }

    private static Future<Map<String, Object>> read(int status, Buffer body) {
        if (status / 100 != 2) return failed(kind(status), "HTTP " + status + " about a file");
        try {
            return Future.succeededFuture(Json.object(body.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return failed(Outcome.Kind.UNAVAILABLE, "an answer about a file is no JSON");
        }
    }

    private static String text(Map<String, Object> json, String key) {
        return json.get(key) instanceof String text ? text : "";
    }

    private static <T> Future<T> failed(Outcome.Kind kind, String why) {
        return Future.failedFuture(new MediaFailure(kind, why));
    }
}
