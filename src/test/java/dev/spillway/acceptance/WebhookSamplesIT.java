package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every documented sample, once and again and again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebhookSamplesIT {
    private static final int AT_ONCE = 50;

    private final List<Sample> samples = Sample.expected();
    private final List<Webhook> webhooks = Sample.webhooks();
    private final long distinct =
            samples.stream().map(Sample::identity).distinct().count();
    private Scene scene;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        scene = Scene.on(OwnStores.start(), patient(folder));
        // Answers are sent, too, and their statuses would be counted among what the tests post.
        scene.meta().behaves("{\"missingShare\":1}");
    }

    /**
     * Fifty ask at once, and a busy machine is no outage: what Redis takes too late goes to Postgres, too, and is no more found in the
     * equations of this test, which are those of one store.
     */
    private static Path patient(Path folder) throws IOException {
        var conf = ConfCopy.in(folder);
        conf.change("gateway.yaml", "acceptTimeout: PT0.17S", "acceptTimeout: PT15S");
        conf.change("gateway.yaml", "redisTimeout: PT0.1S", "redisTimeout: PT10S");
        conf.change("gateway.yaml", "commandTimeout: PT2S", "commandTimeout: PT10S");
        return conf.gateway();
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @Test
    @Order(1)
    void everySampleIsAnswered200AndTraceableByItsEvents() {
        assertThat(webhooks)
                .allSatisfy(each -> assertThat(scene.posts(each).status()).isEqualTo(200));
        scene.traced(samples.get(samples.size() - 1).eventId());

        var softly = new SoftAssertions();
        samples.forEach(sample -> traceable(sample, softly));
        softly.assertAll();
        assertThat(scene.metrics().door("events_accepted")).isEqualTo(distinct);
    }

    private void traceable(Sample sample, SoftAssertions softly) {
        var received = scene.traced(sample.eventId()).rows("received", sample.eventId());
        softly.assertThat(received).as(sample.file()).hasSize(1);
        softly.assertThat(received.get(0).at("/detail/kind").asText())
                .as(sample.file())
                .isEqualTo(sample.kind());
        softly.assertThat(received.get(0).at("/detail/type").asText())
                .as(sample.file())
                .isEqualTo(sample.type());
    }

    @Test
    @Order(2)
    void takesEffectOnceHoweverOftenAndHoweverPackedItComes() throws Exception {
        settled();
        var before = effects();

        assertThat(webhooks)
                .allSatisfy(each -> assertThat(scene.posts(each).status()).isEqualTo(200));
        assertThat(scene.posts(Sample.merged(webhooks)).status()).isEqualTo(200);
        assertThat(atOnce(this::postAll)).containsOnly(200);

        settled();
        assertThat(effects()).isEqualTo(before);
        assertThat(scene.metrics().door("events_accepted")).isEqualTo(distinct);
    }

    @Test
    @Order(3)
    void firstTimesInOneBatchPostedManyTimesAtOnceTakeEffectOnce() throws Exception {
        settled();
        var before = scene.metrics().door("events_accepted");
        var fresh = IntStream.range(0, 20)
                .mapToObj(i -> Webhook.text("52155500001" + (10 + i), Webhook.newWamid(), "¿qué venden?"))
                .toList();
        var merged = Sample.merged(fresh);

        assertThat(atOnce(() -> List.of(scene.posts(merged).status()))).containsOnly(200);

        settled();
        assertThat(scene.metrics().door("events_accepted") - before).isEqualTo(fresh.size());
    }

    @Test
    @Order(4)
    void whatCameInEqualsWhatWasDoneWithIt() {
        var sum = settled();
        assertThat(sum.door("webhooks_received"))
                .isEqualTo(sum.door("webhooks_answered") + sum.door("webhooks_refused") + sum.door("webhooks_failed"));
        assertThat(sum.door("events_decoded"))
                .isEqualTo(sum.door("events_accepted") + sum.door("events_duplicate") + sum.door("events_failed"));
        assertThat(sum.door("events_failed")).isZero();
    }

    /** How often simulators were asked for something, and how much was put into lanes. */
    private List<Long> effects() {
        var deliveries = Math.round(scene.metrics().sum("gateway_dispatch_deliveries_total", ""));
        return List.of(scene.meta().count(), scene.erp().count(), scene.crm().count(), deliveries);
    }

    /** Waits until everything accepted has run, and only once. */
    private Metrics settled() {
        return Scene.await("all events have run").until(scene::metrics, now -> {
            var runs = now.sum("gateway_dispatch_runs_total", "result=\"committed\"")
                    - now.sum("gateway_dispatch_moved_total", "")
                    - now.sum("gateway_dispatch_followed_total", "")
                    - now.sum("gateway_consent_copied_total", "")
                    - now.sum("gateway_dispatch_repeats_total", "")
                    + now.sum("gateway_dispatch_repeats_removed_total", "");
            assertThat(runs).as("runs").isLessThanOrEqualTo((double) now.door("events_accepted"));
            return runs == now.door("events_accepted");
        });
    }

    private List<Integer> postAll() {
        return webhooks.stream().map(each -> scene.posts(each).status()).toList();
    }

    private static List<Integer> atOnce(Callable<List<Integer>> work) throws Exception {
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            return threads
                    .invokeAll(IntStream.range(0, AT_ONCE).mapToObj(i -> work).toList())
                    .stream()
                    .flatMap(done -> result(done).stream())
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Integer> result(Future<List<Integer>> done) {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
