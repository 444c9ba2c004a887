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

/** Offers by templates that Meta pauses, or keeps back to see what people think of them. Who writes "oferta x" is sent template x. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemplateWaitsIT {
    private static final int SHARDS = 64;
    /** The row of an attempt that counts. */
    private static final String SENT = "route.offer.attempt.1";

    private static final Duration LATE = Duration.ofSeconds(30);
    private static final String QUIET =
            "quietHours:  {authentication: pass,    reply: pass,      notice: pass,      reminder: postpone,  ";

    private final Keyspace keys = new Keyspace("sw", SHARDS);
    private Scene scene;
    private Resp redis;
    private long changed;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var conf = ConfCopy.in(folder);
        conf.change("gateway.yaml", "${META_WABA_ID:}", "104820561237744");
        conf.change("gates.yaml", QUIET + "marketing: postpone}", QUIET + "marketing: pass}");
        conf.write("routes.yaml", """
                routes:
                  - name: offer
                    on: {kinds: [MESSAGE], where: "$contains(text, 'oferta ')"}
                    to: main
                    operation: sendTemplate
                    priority: bulk
                    input: "{'to': contact.phone, 'name': $substringAfter(text, ' '), 'language': 'es_MX', 'class': 'marketing'}"
                  - name: bargain
                    on: {kinds: [MESSAGE], where: "text = 'gangas'"}
                    to: main
                    operation: sendTemplate
                    priority: bulk
                    input: "{'to': contact.phone, 'template': 'gangas', 'class': 'marketing'}"
                """);
        conf.write("templates/gangas.yaml", """
                template: gangas
                category: marketing
                sender: main
                versions:
                  - version: 1
                    name: gangas_1
                    languages: {es_MX: {body: Hay gangas., footer: No más promociones, optOut: No más promociones}}
                  - version: 2
                    name: gangas_2
                    languages: {es_MX: {body: Hay más gangas., footer: No más promociones, optOut: No más promociones}}
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

    /** Made and approved, and the gateway has heard of it. */
    private void approved(String name) {
        becomes(name, "{\"status\": \"PENDING\", \"category\": \"MARKETING\"}");
        becomes(name, "{\"status\": \"APPROVED\"}");
        var customer = somebody();
        Scene.await("the news of " + name)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        row(says(customer, "oferta " + name), "route.offer.").contains(".attempt."));
        Scene.await("what was asked for").until(() -> templatesTo(customer).size() == 1);
    }

    /** News tell whole seconds: the same words twice in one are a repeat, which Meta's own news are never meant to be. */
    private void becomes(String name, String json) {
        Scene.await("another second").until(() -> second() > changed);
        changed = second();
        scene.meta().becomes("templates/" + name + "/es_MX", json);
    }

    private static long second() {
        return System.currentTimeMillis() / 1_000;
    }

    /** Wants offers. */
    private Customer somebody() {
        var customer = scene.customer();
        var contact = ContactKey.ofPhone(customer.phone());
        var now = System.currentTimeMillis();
        var key = keys.ofShard(contact.shard(SHARDS), "consent:" + contact.value());
        try {
            redis.ask("HSET", key, "c::marketing", String.format(Locale.ROOT, "%d:%d:yes:test", now, now));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return customer;
    }

    private String says(Customer customer, String words) {
        var wamid = Webhook.newWamid();
        // As Meta does: what is not taken comes again.
        Scene.await("the door")
                .until(() -> scene.posts(Webhook.text(customer.phone(), wamid, words))
                                .status()
                        == 200);
        return Webhook.eventIdOfMessage(wamid);
    }

    private List<String> steps(String event) {
        return scene.traceOf(event).rows().map(row -> row.path("step").asText()).toList();
    }

    /** The step of the first such row. */
    private String row(String event, String step) {
        return Scene.await(step + " of " + event)
                .atMost(LATE)
                .until(
                        () -> scene.traceOf(event)
                                .rows()
                                .filter(row -> row.path("step").asText().startsWith(step))
                                .map(row -> row.path("step").asText() + " "
                                        + row.at("/detail/code").asText())
                                .toList(),
                        rows -> !rows.isEmpty())
                .get(0);
    }

    private List<String> templatesTo(Customer customer) {
        var tail = customer.phone().substring(customer.phone().length() - 10);
        return scene.meta().calls().stream()
                .map(call -> call.path("body"))
                .filter(body -> body.path("to").asText().endsWith(tail))
                .map(body -> body.at("/template/name"))
                .filter(name -> !name.isMissingNode())
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void whatAPausedTemplateIsToSayGoesWhenItIsPausedNoMoreAndOtherTemplatesPassIt() {
        approved("invierno");
        approved("verano");
        becomes("invierno", "{\"status\": \"PAUSED\"}");
        var customer = somebody();
        var event = Scene.await("the news of the pause")
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> says(customer, "oferta invierno"),
                        asked -> row(asked, "route.offer.").endsWith("template_paused"));
        assertThat(row(event, "route.offer.")).startsWith("route.offer.put_off.");
        says(customer, "oferta verano");
        Scene.await("another template").until(() -> templatesTo(customer).contains("verano"));
        assertThat(steps(event)).noneMatch(step -> step.equals(SENT));

        becomes("invierno", "{\"status\": \"APPROVED\"}");
        // Who has just got two messages waits for the third a little longer.
        Scene.await("what waited").atMost(LATE).until(() -> steps(event).contains(SENT));
        assertThat(templatesTo(customer)).endsWith("invierno");
    }

    @Test
    void whatWaitsByTheNameOfTheHouseGoesByTheFirstVersionThatMetaLetsGo() {
        approved("gangas_1");
        approved("gangas_2");
        becomes("gangas_1", "{\"status\": \"PAUSED\"}");
        becomes("gangas_2", "{\"status\": \"PAUSED\"}");
        var customer = somebody();
        var event = Scene.await("the news of both")
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> says(customer, "gangas"),
                        asked -> row(asked, "route.bargain.").endsWith("template_paused"));
        assertThat(steps(event)).noneMatch(step -> step.startsWith("route.bargain.attempt."));

        becomes("gangas_1", "{\"status\": \"APPROVED\"}");
        Scene.await("what waited").atMost(LATE).until(() -> steps(event).contains("route.bargain.attempt.1"));
        assertThat(templatesTo(customer)).endsWith("gangas_1");
    }

    @Test
    void whoHasHadEnoughOffersAsMetaSaysGetsNoMoreForADay() {
        approved("otra");
        var customer = somebody();
        scene.meta().becomes("people/" + customer.phone(), "{\"marketingFull\": true}");
        assertThat(row(says(customer, "oferta otra"), "route.offer.")).contains(".attempt.1");
        var put = Scene.await("the status")
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> row(says(customer, "oferta otra"), "route.offer."),
                        row -> row.startsWith("route.offer.put_off."));
        assertThat(put).endsWith("had_enough");
    }

    @Test
    void noMoreIsFedToATemplateOfWhichMetaKeepsMessagesBackUntilOneOfThemHasGone() {
        approved("nueva");
        becomes("nueva", "{\"pacing\": {\"after\": 0, \"heldMs\": 10000}}");
        var first = somebody();
        var second = somebody();
        assertThat(row(says(first, "oferta nueva"), "route.offer.")).contains(".attempt.1");
        assertThat(templatesTo(first)).hasSize(1);
        Scene.await("the hold").until(() -> scene.metrics().sum("gateway_templates_waiting", "why=\"paced\"") == 1);

        var event = says(second, "oferta nueva");
        assertThat(row(event, "route.offer.put_off.")).endsWith("template_paced");
        assertThat(templatesTo(second)).isEmpty();
        assertThat(row(event, "route.offer.attempt.1")).isNotEmpty();
        assertThat(templatesTo(second)).hasSize(1);
        assertThat(templatesTo(first))
                .as("what was kept back is not sent twice")
                .hasSize(1);
    }
}
