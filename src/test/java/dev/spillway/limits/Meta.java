package dev.spillway.limits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the simulated Meta lets be done to it, and what it tells. Blocks; from any thread. */
final class Meta {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTICE =
            "{\"category\": \"UTILITY\", \"components\": [{\"type\": \"BODY\", \"text\": \"Su pedido va en camino.\"}]}";
    private static final String OFFER =
            "{\"category\": \"MARKETING\", \"components\": [{\"type\": \"BODY\", \"text\": \"Hoy -20 %. BAJA: no más.\"}]}";

    /** Pages are long, and HTTP/2 without TLS breaks them now and then. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;

    /** @param simulators where they all are */
    Meta(String simulators) {
        this.url = simulators + "/_sim/meta";
    }

    /** It behaves so from now on: members of JSON. Whatever they do not name it does as Meta does. */
    void behave(String members) throws IOException {
        send(request("/behaviour").PUT(BodyPublishers.ofString("{" + members + "}")));
    }

    /** Approves a notice without gaps in Spanish of Mexico. */
    void approve(String template) throws IOException {
        approve(template, NOTICE);
    }

    /** The same of an offer. */
    void approveOffer(String template) throws IOException {
        approve(template, OFFER);
    }

    private void approve(String template, String what) throws IOException {
        send(request("/templates/" + template + "/es_MX").PUT(BodyPublishers.ofString(what)));
    }

    /** Somebody writes, and the webhook of it is sent; returns when it has been answered once. */
    void write(String phone, String text) throws IOException {
        var order = JSON.createObjectNode().put("from", phone).put("text", text);
        send(request("/send").POST(BodyPublishers.ofString(order.toString())));
    }

    /** All that came to be sent, in its order. */
    List<Arrival> arrivals() throws IOException {
        var arrivals = new ArrayList<Arrival>();
        var next = 0;
        while (true) {
            var page = send(request("/received?after=" + next));
            if (page.path("leftOut").asLong() > 0) throw new IOException("Meta's log is full");
            for (var line : page.path("sends")) arrivals.add(Arrival.of(line));
            next = page.path("next").asInt();
            if (next >= page.path("total").asInt()) return arrivals;
        }
    }

    /** What it says about its limits, of all that came between two times. */
    Judgement judge(long fromMs, long toMs) throws IOException {
        var question = "/violations?tolerance1s=1.05&pairSlackMs=100&fromMs=" + fromMs + "&toMs=" + toMs;
        return Judgement.of(send(request(question)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new IOException("Meta's controls: " + answer.body());
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
