package dev.spillway.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.sandbox.LocalRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process of the simulators, and its controls. Blocks. */
final class Simulated implements AutoCloseable {
    /** Without the limits that Meta documents: the bench wants to see faults, not limits. */
    private static final String UNLIMITED = "\"messagesPerSecond\": 0, \"pairIntervalMs\": 0, \"missingShare\": 1";

    /** Beyond the end of every diary. */
    private static final int NUMBER_MAX = 999_999_999;

    private final HttpClient http = HttpClient.newHttpClient();
    /** A cheap compiler: it starts often. */
    static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final int port = LocalRedis.freePort();
    private final Process process;

    /**
     * A line of a diary.
     *
     * @param number in the order in which things happened
     * @param made empty for a call that came; else what it made, when it took effect
     */
    record Line(int number, long atMs, String key, String about, String made) {
        boolean isEffect() {
            return !made.isEmpty();
        }
    }

    private Simulated(Path log, List<String> webhooksTo, List<String> options, int nice) throws IOException {
        var words = new ArrayList<>(List.of(SimulatorsMain.class.getName(), String.valueOf(port)));
        words.addAll(webhooksTo);
        var start = new JavaProgram.Start(options, nice, JavaProgram.testClassPath(), words, log);
        this.process = JavaProgram.start(start);
    }

    /**
     * @param webhooksTo one address, or none
     * @param options of the JVM
     * @param nice below 0 it goes before others
     */
    static Simulated start(Path log, List<String> webhooksTo, List<String> options, int nice) throws IOException {
        var simulated = new Simulated(log, webhooksTo, options, nice);
        try {
            Waiting.until("the simulators", 30, () -> simulated.behave("meta", ""));
            return simulated;
        } catch (IOException e) {
            simulated.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * From now on one of them behaves so.
     *
     * @param faults JSON members, empty = well
     */
    boolean behave(String name, String faults) throws IOException {
        var usual = name.equals("meta") ? UNLIMITED : "";
        var comma = usual.isEmpty() || faults.isEmpty() ? "" : ", ";
        var body = BodyPublishers.ofString("{" + usual + comma + faults + "}");
        send(request("/_sim/" + name + "/behaviour").PUT(body));
        return true;
    }

    /** The whole diary of one of them. */
    List<Line> lines(String name) throws IOException {
        return lines(name, 0);
    }

    /** What its diary says behind the line of that number. */
    List<Line> lines(String name, int after) throws IOException {
        var lines = new ArrayList<Line>();
        while (true) {
            var page = page(name, after + lines.size());
            if (page.path("lines").isEmpty()) return lines;
            for (var line : page.path("lines")) lines.add(line(after + lines.size() + 1, line));
        }
    }

    /** How many lines its diary has. */
    int written(String name) throws IOException {
        return page(name, NUMBER_MAX).path("next").asInt();
    }

    private JsonNode page(String name, int after) throws IOException {
        var page = send(request("/_sim/" + name + "/arrivals?after=" + after));
        if (page.path("refused").asLong() > 0) throw new IOException("the diary of " + name + " is full");
        return page;
    }

    private static Line line(int number, JsonNode line) {
        return new Line(
                number,
                line.path(0).asLong(),
                line.path(1).asText(),
                line.path(2).asText(),
                line.path(3).asText());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new IOException(answer.body());
            return Webhook.JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
