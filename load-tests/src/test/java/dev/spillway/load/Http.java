package dev.spillway.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Asks the management port and the simulators. Blocks. */
final class Http {
    private static final Duration MAX = Duration.ofSeconds(20);

    /** Offering HTTP/2 to a server with a long answer ends in a protocol error. */
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    String get(URI uri) throws IOException {
        return send(HttpRequest.newBuilder(uri));
    }

    void put(URI uri, String body) throws IOException {
        send(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) throws IOException {
        var ready = request.timeout(MAX).build();
        try {
            var answer = client.send(ready, BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new IOException(ready.uri() + " answered " + answer.statusCode());
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ConnectException | HttpTimeoutException e) {
            throw new IOException(ready.uri() + " cannot be reached: " + e, e); // these name no address
        }
    }
}
