package dev.spillway;

import dev.spillway.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the management port of a gateway. Blocks: for commands. */
final class ManagementClient {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final URI base;
    /** Offering HTTP/2 to a server with a long answer ends in a protocol error. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();

    ManagementClient(URI base) {
        this.base = base;
    }

    /** @throws Refusal if the gateway says no or nothing */
    Map<String, Object> get(String path, Map<String, String> parameters) {
        return send(request(path, parameters).GET());
    }

    Map<String, Object> post(String path, Map<String, String> parameters) {
        return send(request(path, parameters).POST(HttpRequest.BodyPublishers.noBody()));
    }

    Map<String, Object> delete(String path) {
        return send(request(path, Map.of()).DELETE());
    }

    private HttpRequest.Builder request(String path, Map<String, String> parameters) {
        var query = parameters.entrySet().stream()
                .map(part -> part.getKey() + "=" + encoded(part.getValue()))
                .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
        return HttpRequest.newBuilder(base.resolve(path + query))
                .timeout(ANSWER_MAX)
                .header("X-Spillway", "1");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Map<String, Object> send(HttpRequest.Builder request) {
        try {
            return read(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new Refusal(Refusal.NO_ANSWER, "no gateway answers at " + base + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Refusal.NO_ANSWER, "interrupted");
        }
    }

    private Map<String, Object> read(HttpResponse<byte[]> reply) {
        try {
            var body = Json.object(reply.body());
            if (reply.statusCode() / 100 == 2) return body;
            throw new Refusal(Refusal.FAILED, String.valueOf(body.getOrDefault("message", reply.statusCode())));
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    Refusal.NO_ANSWER, base + " answered " + reply.statusCode() + " and is no gateway of ours");
        }
    }

    /** Why a command ends, with its exit code. */
    static final class Refusal extends RuntimeException {
        static final int FAILED = 1;
        static final int USAGE = 2;
        static final int NO_ANSWER = 3;
        private static final long serialVersionUID = 1L;

        private final int exitCode;

        Refusal(int exitCode, String message) {
            super(message, null, false, false);
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }
}
