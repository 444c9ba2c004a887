package dev.spillway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.sandbox.stage.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The sandbox's own way to ask simulators and gateway. Blocks. */
final class SandboxHttp {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** @throws IOException also for a status other than 200 */
    JsonNode get(String url) throws IOException {
        return json(HttpRequest.newBuilder(URI.create(url)));
    }

    /** @throws IOException also for a status other than 200 */
    JsonNode post(String url, JsonNode body) throws IOException {
        return json(HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException {
        try {
            var response = client.send(request.timeout(ANSWER_MAX).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) return Json.readable(response.body());
            throw new IOException("answered " + response.statusCode() + " " + Transcript.shorten(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
