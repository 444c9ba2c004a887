package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.event.ContactKey;
import dev.spillway.faults.Resp;
import dev.spillway.redis.Keyspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An offer whose answer was lost, and of which no status tells: sent at most once, unless a person asks for it. */
class UnknownIT {
    private static final int SHARDS = 64;
    private static final Duration AMBIGUOUS_WAIT = Duration.ofSeconds(1);
    private static final String QUIET =
            "quietHours:  {authentication: pass,    reply: pass,      notice: pass,      reminder: postpone,  ";

    private final Keyspace keys = new Keyspace("sw", SHARDS);
    private Scene scene;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        var conf = ConfCopy.in(folder);
        conf.change("gateway.yaml", "ambiguousWait: PT2M ", "ambiguousWait: " + AMBIGUOUS_WAIT + " ");
        conf.change("gateway.yaml", "pairInterval: PT6S ", "pairInterval: PT0.5S ");
        conf.change("gates.yaml", QUIET + "marketing: postpone}", QUIET + "marketing: pass}");
        conf.write("routes.yaml", """
                routes:
                  - name: offer
                    on: {kinds: [MESSAGE], where: "text = 'oferta'"}
                    to: main
                    operation: sendTemplate
                    priority: bulk
                    input: "{'to': contact.phone, 'name': 'rebajas', 'language': 'es_MX', 'class': 'marketing'}"
                """);
        scene = Scene.on(OwnStores.start(), conf.gateway());
    }

    @AfterEach
    void stop() throws Exception {
        scene.close();
    }

    private Customer somebodyWhoWantsOffers() throws IOException {
        var customer = scene.customer();
        var contact = ContactKey.ofPhone(customer.phone());
        var shard = contact.shard(SHARDS);
        var now = System.currentTimeMillis();
        try (var redis = new Resp(scene.stores().redis().port())) {
            redis.ask("SET", keys.ofShard(shard, "facts"), "1");
            redis.ask(
                    "HSET",
                    keys.ofShard(shard, "consent:" + contact.value()),
                    "c::marketing",
                    String.format(Locale.ROOT, "%d:%d:yes:test", now, now));
        }
        return customer;
    }

    /** Each time it was sent, whatever became of the answer. */
    private List<JsonNode> offersTo(Customer customer) {
        var tail = customer.phone().substring(customer.phone().length() - 10);
        return scene.meta().calls().stream()
                .map(call -> call.path("body"))
                .filter(body -> body.has("template") && body.path("to").asText().endsWith(tail))
                .toList();
    }

    private List<String> listed(String state) {
        return scene.command("dead", "list", "--json", "--state", state).lines().toList();
    }

    /** For longer than anybody waits before a repeat. */
    private void staysAt(int times, Customer customer) {
        Scene.await("no more than " + times)
                .during(AMBIGUOUS_WAIT.multipliedBy(2))
                .until(() -> offersTo(customer).size() == times);
    }

    @Test
    void isListedAsUnknownAndSentAnewOnceWhenAPersonAsksForIt() throws Exception {
        var customer = somebodyWhoWantsOffers();
        scene.meta().behaves("{\"reset\": true, \"effect\": \"before\", \"errorShare\": 1, \"missingShare\": 1}");
        scene.posts(Webhook.text(customer.phone(), Webhook.newWamid(), "oferta"));

        var letters = Scene.await("the letter")
                .atMost(Duration.ofSeconds(30))
                .until(() -> listed("unknown"), found -> !found.isEmpty());
        assertThat(letters).singleElement().asString().contains("route.offer", "unknown: it may have arrived");
        assertThat(letters.get(0)).doesNotContain(customer.phone());
        staysAt(1, customer);

        scene.meta().behavesWell();
        scene.command("dead", "redrive", "--state", "unknown", "--yes");
        // Who has been sent something waits a little for the next.
        Scene.await("the second")
                .atMost(Duration.ofSeconds(90))
                .until(() -> offersTo(customer).size() == 2);
        staysAt(2, customer);
        assertThat(listed("unknown")).isEmpty();
        assertThat(listed("redriven")).hasSize(1);
        scene.command("dead", "redrive", "--state", "unknown", "--yes");
        assertThat(offersTo(customer)).as("there is nothing left to ask for").hasSize(2);
    }
}
