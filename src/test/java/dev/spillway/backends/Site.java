package dev.spillway.backends;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One simulated vendor: where it is, and its own door. Blocks.
 *
 * @param backend what the gateway calls it
 */
record Site(String backend, String vendor, int port) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * A call that came.
     *
     * @param phone whose it is; empty if it does not tell
     */
    record Arrival(long atMs, String operation, String fate, String phone) {}

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What its connector has to know. */
    Map<String, String> params() throws IOException {
        var params = new TreeMap<String, String>();
        new JsonObject(get("params")).forEach(param -> params.put(param.getKey(), String.valueOf(param.getValue())));
        return params;
    }

    /** Of those that came between two times. */
    Tally tally(long fromMs, long toMs) throws IOException {
        return tally(fromMs, toMs, "");
    }

    /** Of one operation's. */
    Tally tally(long fromMs, long toMs, String operation) throws IOException {
        return Tally.of(new JsonObject(get("summary?from=" + fromMs + "&to=" + toMs)), operation);
    }

    List<JsonObject> records(String kind) throws IOException {
        var records = new ArrayList<JsonObject>();
        new JsonArray(get("records?kind=" + kind)).forEach(record -> records.add((JsonObject) record));
        return records;
    }

    /** All that came since the diary was begun. */
    List<Arrival> arrivals() throws IOException {
        var arrivals = new ArrayList<Arrival>();
        while (true) {
            var page = new JsonArray(get("arrivals?after=" + arrivals.size()));
            if (page.isEmpty()) return arrivals;
            page.forEach(line -> arrivals.add(arrival((JsonArray) line)));
        }
    }

    private static Arrival arrival(JsonArray line) {
        return new Arrival(line.getLong(0), line.getString(1), line.getString(2), line.getString(5));
    }

    /** Begins the diary anew. */
    void forget() throws IOException {
        send(HttpRequest.newBuilder(at("arrivals")).DELETE());
    }

    void control(String name, JsonObject how) throws IOException {
        send(HttpRequest.newBuilder(at(name)).POST(BodyPublishers.ofString(how.encode())));
    }

    /** How many calls it lets in, in how long. */
    void limit(String name, int max, Duration span) throws IOException {
        control(
                "limits",
                new JsonObject().put(name, new JsonObject().put("max", max).put("spanMs", span.toMillis())));
    }

    void troubles(JsonObject how) throws IOException {
        control("troubles", how);
    }

    private String get(String what) throws IOException {
        return send(HttpRequest.newBuilder(at(what)));
    }

    private URI at(String what) {
        return URI.create(url() + "/_sim/" + what);
    }

    private static String send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) throw new IOException(answer.statusCode() + " " + answer.body());
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
