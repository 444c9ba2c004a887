package dev.spillway.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.event.Payload;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import dev.spillway.whatsapp.TemplateHold;
import dev.spillway.whatsapp.TemplateHold.Why;
import dev.spillway.whatsapp.TemplateState.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes, one Redis, the provider's list and its webhooks. */
class TemplateWatchIT {
    private static final String WABA = "104820561237744";
    private static final List<?> BODY = List.of(Map.of("type", "BODY", "text", "Hola {{1}}, hay {{2}} menos."));

    private final FakeGraph graph = new FakeGraph();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final List<String> free = new CopyOnWriteArrayList<>();
    private final Loop one = new Loop();
    private final Loop other = new Loop();
    private final KnownTemplates first = known();
    private final KnownTemplates second = known();

    @AfterEach
    void close() {
        one.close();
        other.close();
        graph.close();
    }

    private static KnownTemplates known() {
        return new KnownTemplates(Map.of("main", WABA), "es-MX", Clock.systemUTC());
    }

    private TemplateWatch watch(Loop loop, KnownTemplates known) {
        var link = loop.link(settings);
        var account = new Account(WABA, "a-secret", graph.url(), "v26.0");
        return loop.call(() -> Future.succeededFuture(TemplateWatch.start(new TemplateWatch.Parts(
                loop.vertx(),
                link,
                new Keyspace(settings.keyPrefix(), 4),
                known,
                List.of(account),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                (name, language) -> free.add(name + " " + language)))));
    }

    private static Status status(KnownTemplates known, String name) {
        return known.of("main", name, "es_MX").status();
    }

    @Test
    void bothNodesKnowTheListWhichOneOfThemHasRead() {
        graph.with("a", "es_MX", "APPROVED", "UTILITY", BODY)
                .with("b", "es_MX", "PAUSED", "UTILITY", BODY)
                .with("c", "es_MX", "REJECTED", "UTILITY", BODY);
        assertThat(status(first, "none")).isEqualTo(Status.UNKNOWN);
        watch(one, first);
        watch(other, second);
        await().atMost(Duration.ofSeconds(5)).until(() -> status(second, "c") == Status.NOT_APPROVED);
        assertThat(status(second, "a")).isEqualTo(Status.SENDABLE);
        assertThat(status(second, "b")).isEqualTo(Status.PAUSED);
        assertThat(status(second, "none")).isEqualTo(Status.MISSING);
        assertThat(second.of("main", "a", "es_MX").needs().body()).containsExactlyInAnyOrder("1", "2");
        assertThat(second.of("elsewhere", "a", "es_MX").status()).isEqualTo(Status.UNKNOWN);
        // Three templates, two a page, read once.
        assertThat(graph.asked()).hasSize(2);
    }

    @Test
    void whatAWebhookTellsHoldsHereAtOnceAndThereWithinTwoSeconds() throws Exception {
        graph.with("promo_invierno", "es_MX", "APPROVED", "MARKETING", BODY);
        var watch = watch(one, first);
        watch(other, second);
        await().until(() -> status(second, "promo_invierno") == Status.SENDABLE);
        var paused = TemplateNews.of(TemplateNewsTest.event("template_status_paused"), Instant.EPOCH)
                .orElseThrow();
        one.call(() -> watch.tell(at(paused, Clock.systemUTC().instant())));
        assertThat(status(first, "promo_invierno")).isEqualTo(Status.PAUSED);
        await().atMost(Duration.ofSeconds(2)).until(() -> status(second, "promo_invierno") == Status.PAUSED);
        assertThat(second.of("main", "promo_invierno", "es_MX").needs().known()).isTrue();
    }

    @Test
    void olderNewsAndAnOlderListChangeNothing() {
        var link = one.link(settings);
        var board = new TemplateBoard(link, new Keyspace(settings.keyPrefix(), 4));
        var now = Clock.systemUTC().instant();
        var paused = new TemplateNews(WABA, "a", "es_MX", now, "PAUSED", "", "", "", false);
        var earlier =
                new TemplateNews(WABA, "a", "es_MX", now.minusSeconds(9), "APPROVED", "UTILITY", "GREEN", "", false);
        var listed = new Listed("1", "b", "es_MX", "APPROVED", "UTILITY", "", List.of());
        var seen = one.call(() -> board.tell(paused)
                .compose(told -> board.tell(earlier))
                .compose(told -> board.tell(WABA, now.minusSeconds(60), List.of(listed)))
                .compose(told -> board.read()));
        var state = Objects.requireNonNull(seen.states().get(new BoardKey(WABA, "a", "es_MX").word()));
        assertThat(state.status()).isEqualTo(Status.PAUSED);
        assertThat(state.category()).isEqualTo("UTILITY");
        assertThat(state.quality()).isEqualTo("GREEN");
        // A newer list without it ends it.
        var after = one.call(
                () -> board.tell(WABA, now.plusSeconds(1), List.of(listed)).compose(told -> board.read()));
        assertThat(after.states()).containsOnlyKeys(new BoardKey(WABA, "b", "es_MX").word());
        assertThat(after.listed()).containsExactly(WABA);
    }

    @Test
    void bothNodesWaitForWhatAnAnswerToldOneOfThem() {
        graph.with("promo", "es_MX", "APPROVED", "MARKETING", BODY);
        var watch = watch(one, first);
        watch(other, second);
        await().until(() -> status(second, "promo") == Status.SENDABLE);
        keepsBack(watch, "wamid.1");
        keepsBack(watch, "wamid.2");
        await().atMost(Duration.ofSeconds(3)).until(() -> why(second, "promo").equals(List.of(Why.PACED)));
        assertThat(status(second, "promo")).as("it is approved all the same").isEqualTo(Status.SENDABLE);

        one.call(() -> watch.status(fate("wamid.3", "delivered", 0)));
        one.call(() -> watch.status(fate("wamid.2", "failed", 131026)));
        assertThat(why(first, "promo")).isEqualTo(List.of(Why.PACED));
        one.call(() -> watch.status(fate("wamid.2", "delivered", 0)));
        assertThat(why(first, "promo")).isEmpty();
        await().atMost(Duration.ofSeconds(3)).until(() -> free.size() == 2);
        assertThat(free).containsOnly("promo es_MX");
    }

    @Test
    void aMessageThatWasKeptBackAndFailedForItPausesItsTemplateUntilTheListSaysOtherwise() {
        graph.with("promo", "es_MX", "APPROVED", "MARKETING", BODY);
        var watch = watch(one, first);
        await().until(() -> status(first, "promo") == Status.SENDABLE);
        keepsBack(watch, "wamid.1");
        await().until(() -> !why(first, "promo").isEmpty());
        one.call(() -> watch.status(fate("wamid.1", "failed", 132015)));
        assertThat(why(first, "promo")).isEqualTo(List.of(Why.PAUSED));
        assertThat(status(first, "promo")).isEqualTo(Status.PAUSED);
        // A list as of a minute before it was read says nothing of it.
        assertThat(free).isEmpty();
    }

    @Test
    void newsOfAPauseTellsHowLongItLastsAndNewsOfItsEndThatItIsOver() throws Exception {
        graph.with("promo_invierno", "es_MX", "APPROVED", "MARKETING", BODY);
        var watch = watch(one, first);
        await().until(() -> status(first, "promo_invierno") == Status.SENDABLE);
        var now = Instant.ofEpochMilli(Clock.systemUTC().millis());
        var paused = TemplateNews.of(TemplateNewsTest.event("template_status_paused"), Instant.EPOCH)
                .orElseThrow();
        one.call(() -> watch.tell(at(paused, now)));
        assertThat(first.hold("main", "promo_invierno", "es_MX"))
                .contains(new TemplateHold(Why.PAUSED, now.plus(Duration.ofHours(3))));
        var approved = TemplateNews.of(TemplateNewsTest.event("template_status_approved"), Instant.EPOCH)
                .orElseThrow();
        one.call(() -> watch.tell(new TemplateNews(
                WABA, "promo_invierno", "es_MX", now.plusSeconds(1), approved.status(), "", "", "", false)));
        assertThat(first.hold("main", "promo_invierno", "es_MX")).isEmpty();
        assertThat(free).containsExactly("promo_invierno es_MX");
    }

    @Test
    void aSenderWithoutAnAccountWaitsForWhatItsOwnAnswersToldToo() {
        var watch = watch(one, first);
        var until = Clock.systemUTC().instant().plusSeconds(60);
        watch.hold("elsewhere", "promo", "es_MX", new TemplateHold(Why.PAUSED, until), "");
        await().until(() -> first.hold("elsewhere", "promo", "es_MX").isPresent());
        assertThat(first.of("elsewhere", "promo", "es_MX").status()).isEqualTo(Status.PAUSED);
        assertThat(first.hold("main", "promo", "es_MX")).isEmpty();
    }

    private static void keepsBack(TemplateWatch watch, String message) {
        var until = Clock.systemUTC().instant().plusSeconds(3_600);
        watch.hold("main", "promo", "es_MX", new TemplateHold(Why.PACED, until), message);
    }

    private static List<Why> why(KnownTemplates known, String name) {
        return known.hold("main", name, "es_MX").map(TemplateHold::why).stream().toList();
    }

    private static Payload fate(String message, String status, int code) {
        var errors = code == 0 ? "" : ", \"errors\": [{\"code\": " + code + "}]";
        var json = "{\"id\": \"" + message + "\", \"status\": \"" + status + "\"" + errors + "}";
        return Payload.of(json);
    }

    @Test
    void aProviderThatIsAwayChangesNothing() {
        graph.down();
        watch(one, first);
        await().until(() -> !graph.asked().isEmpty());
        assertThat(status(first, "a")).isEqualTo(Status.UNKNOWN);
    }

    private static TemplateNews at(TemplateNews news, Instant at) {
        return new TemplateNews(
                news.account(),
                news.name(),
                news.language(),
                at,
                news.status(),
                news.category(),
                news.quality(),
                news.pause(),
                false);
    }
}
