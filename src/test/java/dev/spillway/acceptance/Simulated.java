package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** One simulator, seen through its own doors: what it got, and how it is to behave. */
final class Simulated {
    private final String url;

    /** @param url of the simulators */
    Simulated(String url, String name) {
        this.url = url + "/_sim/" + name;
    }

    /** Replaces its whole behaviour. */
    void behaves(String json) {
        var reply = Http.send("PUT", url + "/behaviour", Http.parse(json));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    /** Tells it what somebody does, or becomes of something: a path behind {@code /_sim/<name>/}. */
    void becomes(String path, String json) {
        var reply = Http.send("PUT", url + "/" + path, Http.parse(json));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    void behavesWell() {
        Http.delete(url + "/behaviour");
    }

    /** Every call since it was started or told to forget. */
    long count() {
        return received().path("count").asLong();
    }

    /** What was sent to it and answered well, oldest first; look-ups are not among it. */
    List<JsonNode> accepted() {
        return calls().stream()
                .filter(call -> call.path("method").asText().equals("POST"))
                .filter(call -> call.path("status").asInt() / 100 == 2)
                .toList();
    }

    List<JsonNode> calls() {
        return StreamSupport.stream(received().path("calls").spliterator(), false)
                .toList();
    }

    /** How often a call with that idempotency key changed something; 0 if it never came. */
    int effects(String key) {
        return received().path("effects").path(key).asInt();
    }

    /** How often each idempotency key changed something. */
    Map<String, Integer> effects() {
        return Http.JSON.convertValue(received().path("effects"), new TypeReference<>() {});
    }

    private JsonNode received() {
        return Http.get(url + "/received?limit=100000").json();
    }

    void forgets() {
        Http.delete(url + "/received");
    }
}
