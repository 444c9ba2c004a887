package dev.spillway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import dev.spillway.flow.Session;
import dev.spillway.gate.Change;
import dev.spillway.gate.Fact;
import dev.spillway.gate.SendClass;
import dev.spillway.json.Json;
import dev.spillway.ledger.LedgerEntry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsentFlowsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String CHANNEL = "118264500913347";
    private static final String PERSON = "{\"wa_id\":\"5215550104321\",\"user_id\":\"MX.48291\"}";
    private static final List<SendClass> OFFERS = List.of(SendClass.MARKETING);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Event> spread = new ArrayList<>();
    private List<Change> said = List.of();

    private Run run(EventKind kind, String type, @Nullable Instant at, Map<String, Object> payload) {
        return run(event(kind, type, at, Json.write(payload)));
    }

    private Run run(Event event) {
        return run(event, NOW);
    }

    private Run run(Event event, Instant acceptedAt) {
        Flows flows = new Flows() {
            @Override
            public Future<Run> run(Occasion occasion) {
                return Future.succeededFuture(new Run(List.of(), List.of(), null, List.of()).saying(said));
            }

            @Override
            public boolean wantsSession(EventKind kind) {
                return false;
            }
        };
        var parts = new ConsentFlows.Parts(
                () -> OFFERS,
                channel -> "acme",
                (told, change) -> {
                    spread.add(told);
                    return Future.succeededFuture();
                },
                seen -> Future.succeededFuture(),
                new ConsentMetrics(registry),
                Clock.fixed(NOW, ZoneOffset.UTC));
        var occasion = new Occasion(event, acceptedAt, "1-0", false, Session.EMPTY, 1);
        return new ConsentFlows(flows, parts).run(occasion).result();
    }

    private static Event event(EventKind kind, String type, @Nullable Instant at, Payload payload) {
        var key = new DedupeKey(kind + type + payload.text());
        var contact = ContactKey.ofUser("MX.48291");
        var origin = new Origin("104820561237744", kind == EventKind.BACKEND ? "shop" : CHANNEL, "");
        var source = kind == EventKind.BACKEND ? "shop" : "meta";
        return new Event(key.id(source), source, kind, type, key, contact, 7, origin, at, payload, Payload.of(PERSON));
    }

    private static List<String> texts(Run run) {
        return run.facts().stream()
                .map(fact -> fact.field() + " " + fact.stamp().text())
                .toList();
    }

    private static String stamp(Instant at, String word, String source) {
        return at.toEpochMilli() + ":" + NOW.toEpochMilli() + ":" + word + ":" + source;
    }

    @Test
    void aMessageOpensTheWindowAtItsOwnTimeButNeverInTheFuture() {
        var early = NOW.minusSeconds(90);
        var written = run(EventKind.MESSAGE, "text", early, Map.of("from", "5215550104321"));
        var ahead = run(EventKind.MESSAGE, "text", NOW.plusSeconds(90), Map.of("from", "5215550104321"));

        assertThat(texts(written)).containsExactly("i:" + CHANNEL + " " + stamp(early, "in", ""));
        assertThat(texts(ahead)).containsExactly("i:" + CHANNEL + " " + stamp(NOW, "in", ""));
        assertThat(written.facts()).allMatch(fact -> fact.store() == Fact.Store.WINDOW);
    }

    @Test
    void whoComesByAnAdvertisementEntersFree() {
        var came = run(EventKind.MESSAGE, "text", NOW, Map.of("referral", Map.of("source_type", "ad")));

        assertThat(texts(came))
                .containsExactly(
                        "i:" + CHANNEL + " " + stamp(NOW, "in", ""), "f:" + CHANNEL + " " + stamp(NOW, "in", ""));
    }

    @Test
    void reactionsGroupsAndOurOwnCallsOpenNothing() {
        assertThat(run(EventKind.MESSAGE, "reaction", NOW, Map.of()).facts()).isEmpty();
        assertThat(run(EventKind.MESSAGE, "system", NOW, Map.of()).facts()).isEmpty();
        assertThat(run(EventKind.MESSAGE, "text", NOW, Map.of("group_id", "g1")).facts())
                .isEmpty();
        var ours = Map.<String, Object>of("direction", "BUSINESS_INITIATED", "event", "connect");
        assertThat(run(EventKind.CALL, "connect", NOW, ours).facts()).isEmpty();
        assertThat(run(EventKind.STATUS, "read", NOW, Map.of()).facts()).isEmpty();
    }

    @Test
    void aCallOfTheirsOpensTheWindow() {
        var theirs = Map.<String, Object>of("direction", "USER_INITIATED", "event", "connect");

        assertThat(texts(run(EventKind.CALL, "connect", NOW, theirs)))
                .containsExactly("i:" + CHANNEL + " " + stamp(NOW, "in", ""));
    }

    @Test
    void whatsAppsOwnSwitchIsHeededAtOnceAndToldBehind() {
        var at = NOW.minusSeconds(5);
        var stopped = run(EventKind.PREFERENCE, "stop", at, Map.of("value", "stop", "category", "marketing_messages"));

        assertThat(texts(stopped)).containsExactly("s:acme:marketing " + stamp(at, "stop", "whatsapp"));
        assertThat(stopped.next()).singleElement().satisfies(next -> {
            assertThat(next.kind()).isEqualTo(EventKind.CONSENT);
            assertThat(next.shard()).isEqualTo(7);
            assertThat(next.moved()).isTrue();
            assertThat(Json.object(next.payload()))
                    .containsEntry("category", "marketing")
                    .containsEntry("granted", false)
                    .containsEntry("occurredAt", at.toString())
                    .containsEntry("since", NOW.toEpochMilli());
        });
    }

    @Test
    void whoSignsUpAgreesAndNoLongerWantsNoMore() {
        var signed = run(EventKind.PREFERENCE, "signup", NOW, Map.of("value", "signup"));

        assertThat(texts(signed))
                .containsExactly(
                        "s:acme:marketing " + stamp(NOW, "go", "whatsapp"),
                        "c:acme:marketing " + stamp(NOW, "yes", "whatsapp"));
        assertThat(signed.next()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aPreferenceOfWordsNobodyKnowsIsCountedAndChangesNothing() {
        assertThat(run(EventKind.PREFERENCE, "maybe", NOW, Map.of("value", "maybe"))
                        .facts())
                .isEmpty();
        assertThat(registry.get("gateway.consent.refused")
                        .tag("why", "unreadable")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aBackendTellsByAMemberOfItsData() {
        var told = Map.<String, Object>of(
                "consent", Map.of("change", "stop", "categories", List.of("marketing", "reminder"), "who", "agent 7"));
        var run = run(EventKind.BACKEND, "contact.changed", NOW, told);

        assertThat(texts(run))
                .containsExactly(
                        "s::marketing " + stamp(NOW, "stop", "crm:shop"),
                        "s::reminder " + stamp(NOW, "stop", "crm:shop"));
        assertThat(run.next()).hasSize(2).allMatch(next -> next.source().equals("shop"));
    }

    @Test
    void whatABackendTellsOfNobodyIsCountedAndChangesNothing() {
        var told = event(
                EventKind.BACKEND,
                "contact.changed",
                NOW,
                Json.write(Map.of("consent", Map.of("change", "stop", "categories", List.of("marketing")))));
        var key = new DedupeKey("nobody");
        var nobody = new Event(
                key.id("shop"),
                "shop",
                EventKind.BACKEND,
                "contact.changed",
                key,
                ContactKey.ofRecord("shop", "c-1"),
                7,
                told.origin(),
                NOW,
                told.payload(),
                Payload.EMPTY);

        assertThat(run(nobody).facts()).isEmpty();
        assertThat(registry.get("gateway.consent.refused")
                        .tag("why", "unreadable")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatFollowsIsRememberedAsFirstAcceptedWrittenDownAndSpread() {
        said = List.of(new Change(Change.Kind.STOP, OFFERS, "", NOW, "word", "person", CHANNEL));
        var next = run(EventKind.MESSAGE, "text", NOW, Map.of()).next().get(0);
        said = List.of();
        var later = run(next, NOW.plusSeconds(3));

        assertThat(texts(later)).containsExactly("s::marketing " + stamp(NOW, "stop", "word"));
        assertThat(later.entries()).singleElement().satisfies(entry -> {
            var row = (LedgerEntry.Consent) entry;
            assertThat(row.change()).isEqualTo("stop");
            assertThat(row.who()).isEqualTo("person");
            assertThat(row.acceptedAt()).isEqualTo(NOW);
            assertThat(row.contact()).isEqualTo("u:MX.48291");
        });
        assertThat(spread).containsExactly(next);
        assertThat(later.next()).isEmpty();
        assertThat(registry.get("gateway.consent.told")
                        .tag("source", "word")
                        .tag("kind", "stop")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aCopyIsRememberedUnderItsOwnKeyAndCountedNowhere() {
        said = List.of(new Change(Change.Kind.STOP, OFFERS, "", NOW, "word", "person", CHANNEL));
        var next = run(EventKind.MESSAGE, "text", NOW, Map.of()).next().get(0);
        var told = ConsentEvents.read(next, NOW).orElseThrow();
        var alias = ContactKey.ofPhone("5215550104321");
        var copy = ConsentEvents.copy(next, told, alias, 64);
        said = List.of();
        var run = run(copy);

        assertThat(copy.contactKey()).isEqualTo(alias);
        assertThat(copy.shard()).isEqualTo(alias.shard(64));
        assertThat(copy.id()).isNotEqualTo(next.id());
        assertThat(texts(run)).containsExactly("s::marketing " + stamp(NOW, "stop", "word"));
        assertThat(run.entries()).hasSize(1);
        assertThat(ConsentEvents.read(copy, NOW).orElseThrow().copied()).isTrue();
        assertThat(registry.find("gateway.consent.told").counters()).isEmpty();
    }

    @Test
    void aRepeatOfWhatWasSaidMakesTheSameEvents() {
        said = List.of(new Change(Change.Kind.STOP, OFFERS, "", NOW, "word", "person", CHANNEL));
        var once = run(EventKind.MESSAGE, "text", NOW, Map.of()).next();

        assertThat(run(EventKind.MESSAGE, "text", NOW, Map.of()).next()).isEqualTo(once);
    }
}
