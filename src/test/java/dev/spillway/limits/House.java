package dev.spillway.limits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.faults.Gateways;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the gateways and the CRM know of people. Blocks; from any thread. */
final class House {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NATIONAL_DIGITS = 10;
    /** More than the bench can leave, by far. */
    private static final int LETTERS_MAX = 500;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Gateways gateways;

    House(Gateways gateways) {
        this.gateways = gateways;
    }

    /** Whether it is in force that somebody wants no notices any more: under all of their names. */
    boolean isStopped(String phone) throws IOException {
        var known = get("http://127.0.0.1:" + gateways.managementPort() + "/consent?phone=" + phone);
        if (!known.path("everywhere").asBoolean()) return false;
        for (var said : known.path("allowed")) {
            if (said.path("category").asText().equals("notice")
                    && said.path("change").asText().equals("stop")) return true;
        }
        return false;
    }

    /** Deliveries that wait for a person since nobody can tell whether they arrived. */
    List<String> unknown() throws IOException {
        var page = get("http://127.0.0.1:" + gateways.managementPort() + "/dead?state=unknown&limit=" + LETTERS_MAX);
        var ids = new ArrayList<String>();
        for (var letter : page.path("letters")) ids.add(letter.path("id").asText());
        return ids;
    }

    /** Whom of these the CRM was told of. */
    List<String> heardByCrm(List<String> phones) throws IOException {
        var paths = new ArrayList<String>();
        for (var call : get(gateways.simulators() + "/_sim/crm/received").path("calls")) {
            if (call.path("method").asText().equals("PUT"))
                paths.add(call.path("path").asText());
        }
        return phones.stream()
                .filter(phone -> paths.stream()
                        .anyMatch(path -> path.contains(phone.substring(phone.length() - NATIONAL_DIGITS))))
                .toList();
    }

    private JsonNode get(String url) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new IOException(answer.statusCode() + " " + answer.body());
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
