package dev.spillway.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The client of the tests: one request at a time, from the thread that asks. */
final class Http {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Http() {}

    /** What came back, and how long it took from the first byte sent to the last one read. */
    record Reply(int status, String body, Duration took) {
        JsonNode json() {
            return parse(body);
        }
    }

    static Reply get(String url) {
        return send("GET", url, BodyPublishers.noBody(), Map.of());
    }

    static Reply delete(String url) {
        return send("DELETE", url, BodyPublishers.noBody(), Map.of());
    }

    static Reply send(String method, String url, JsonNode body) {
        return send(method, url, BodyPublishers.ofString(body.toString()), Map.of("Content-Type", "application/json"));
    }

    static Reply post(String url, byte[] body, Map<String, String> headers) {
        return send("POST", url, BodyPublishers.ofByteArray(body), headers);
    }

    private static Reply send(String method, String url, BodyPublisher body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
        headers.forEach(request::header);
        var since = System.nanoTime();
        try {
            var response = CLIENT.send(request.method(method, body).build(), BodyHandlers.ofString());
            return reply(response, Duration.ofNanos(System.nanoTime() - since));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Reply reply(HttpResponse<String> response, Duration took) {
        return new Reply(response.statusCode(), response.body(), took);
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }
}
