package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.event.ContactKey;
import dev.spillway.faults.Resp;
import dev.spillway.redis.Keyspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a whole gateway sends to whom, and what becomes of the rest. Each word that is written to it makes a message of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatesIT {
    private static final int SHARDS = 64;
    private static final String QUIET =
            "quietHours:  {authentication: pass,    reply: pass,      notice: pass,      reminder: postpone,  ";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Keyspace keys = new Keyspace("sw", SHARDS);
    private Scene scene;
    private Resp redis;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var conf = ConfCopy.in(folder);
        // Reminders: never by day; marketing: whatever the hour, for as much as one message costs.
        conf.change("gates.yaml", "from: \"21:00\"", "from: \"00:00:00\"");
        conf.change("gates.yaml", "to: \"09:00\"", "to: \"23:59:59\"");
        conf.change("gates.yaml", QUIET + "marketing: postpone}", QUIET + "marketing: pass}");
        conf.change("gates.yaml", "budgets: []", "budgets: [{sender: main, perDay: 0.04}]");
        conf.write("routes.yaml", """
                routes:
                  - name: offer
                    on: {kinds: [MESSAGE], where: "text = 'oferta'"}
                    to: main
                    operation: sendTemplate
                    priority: bulk
                    input: "{'to': contact.phone, 'name': 'rebajas', 'language': 'es_MX', 'class': 'marketing'}"
                  - name: remind
                    on: {kinds: [MESSAGE], where: "text = 'recuerda'"}
                    to: main
                    operation: sendText
                    input: "{'to': contact.phone, 'text': 'Mañana a las diez', 'class': 'reminder'}"
                  - name: late
                    on: {kinds: [MESSAGE], where: "text = 'otra persona'"}
                    to: main
                    operation: sendText
                    input: "{'to': '5215500000001', 'text': 'Hola', 'class': 'notice'}"
                """);
        scene = Scene.on(OwnStores.start(), conf.gateway());
        redis = new Resp(scene.stores().redis().port());
        var all = new ArrayList<List<String>>();
        for (var shard = 0; shard < SHARDS; shard++) all.add(List.of("SET", keys.ofShard(shard, "facts"), "1"));
        redis.ask(all);
    }

    @AfterAll
    void stop() throws Exception {
        redis.close();
        scene.close();
    }

    /** The window that what they write opens. */
    private Customer somebody() throws IOException {
        var customer = scene.customer();
        know(customer, "window:", "i:" + Webhook.NUMBER, "in");
        return customer;
    }

    private void agrees(Customer customer) throws IOException {
        know(customer, "consent:", "c::marketing", "yes");
    }

    private void know(Customer customer, String store, String field, String word) throws IOException {
        var contact = ContactKey.ofPhone(customer.phone());
        var now = System.currentTimeMillis();
        var key = keys.ofShard(contact.shard(SHARDS), store + contact.value());
        redis.ask("HSET", key, field, String.format(Locale.ROOT, "%d:%d:%s:test", now, now, word));
    }

    /** Writes a word. Returns the event. */
    private String says(Customer customer, String word) {
        var wamid = Webhook.newWamid();
        assertThat(scene.posts(Webhook.text(customer.phone(), wamid, word)).status())
                .isEqualTo(200);
        return Webhook.eventIdOfMessage(wamid);
    }

    private JsonNode row(String event, String step) {
        return Scene.await(step)
                .until(
                        () -> scene.traceOf(event)
                                .rows()
                                .filter(row -> row.path("step").asText().startsWith(step))
                                .toList(),
                        rows -> !rows.isEmpty())
                .get(0);
    }

    private List<JsonNode> templatesTo(Customer customer) {
        return scene.meta().calls().stream()
                .map(call -> call.path("body"))
                .filter(body -> body.has("template") && body.path("to").asText().endsWith(tail(customer)))
                .toList();
    }

    private static String tail(Customer customer) {
        return customer.phone().substring(customer.phone().length() - 10);
    }

    @Test
    void marketingToSomebodyWhoHasNotAgreedIsARowAndNoCall() throws IOException {
        var customer = somebody();
        var event = says(customer, "oferta");

        var row = row(event, "route.offer.refused");
        assertThat(row.at("/detail/gate").asText()).isEqualTo("consent");
        assertThat(row.at("/detail/code").asText()).isEqualTo("no_consent");
        customer.answered(1, SOON); // the flow's own answer
        assertThat(templatesTo(customer)).isEmpty();
    }

    @Test
    void textsToSomebodyWhoHasNotWrittenAreRefused() throws IOException {
        var row = row(says(somebody(), "otra persona"), "route.late.refused");
        assertThat(row.at("/detail/gate").asText()).isEqualTo("window");
        assertThat(row.at("/detail/code").asText()).isEqualTo("window_closed");
    }

    @Test
    void aReminderWaitsForTheEndOfTheQuietHoursAndHoldsUpNobody() throws IOException {
        var customer = somebody();
        var row = row(says(customer, "recuerda"), "route.remind.put_off");
        assertThat(row.at("/detail/code").asText()).isEqualTo("quiet_hours");
        customer.answered(1, SOON);
        says(customer, "¿Dónde está mi pedido " + customer.order() + "?");
        customer.answered(2, SOON);
        assertThat(customer.answers()).noneMatch(text -> text.contains("Mañana a las diez"));
    }

    @Test
    void whatIsSentIsInTheBooksAndTheBudgetHoldsBackTheRest() throws IOException {
        var first = somebody();
        agrees(first);
        var event = says(first, "oferta");
        var cost = row(event, "route.offer.attempt.1").at("/detail/cost");
        assertThat(cost.path("micros").asLong()).isEqualTo(31_000);
        assertThat(cost.path("category").asText()).isEqualTo("marketing");
        assertThat(cost.path("country").asText()).isEqualTo("MX");

        var second = somebody();
        agrees(second);
        var row = row(says(second, "oferta"), "route.offer.put_off");
        assertThat(row.at("/detail/gate").asText()).isEqualTo("budget");
        assertThat(templatesTo(first)).hasSize(1);
        assertThat(templatesTo(second)).isEmpty();
        assertThat(scene.metrics().sum("gateway_outbound_cost_micros_total", "category=\"marketing\""))
                .isEqualTo(31_000);
        Scene.await("the account in Redis")
                .until(
                        () -> String.valueOf(redis.ask("HVALS", keys.global("spent:" + Webhook.NUMBER))),
                        spent -> spent.contains("31000"));
    }
}
