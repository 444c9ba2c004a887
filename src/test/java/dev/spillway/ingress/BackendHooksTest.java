package dev.spillway.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.ConnectorLoader;
import dev.spillway.connector.Webhook;
import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.GatewayException;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.Receipt;
import dev.spillway.ingress.hook.BackendHooks;
import dev.spillway.json.Thinking;
import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks of backends come in by the same door as those of messaging providers. */
final class BackendHooksTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T16:00:00Z"), ZoneOffset.UTC);

    private final Map<String, Webhook> current = new ConcurrentHashMap<>();
    private final List<Event> stored = Collections.synchronizedList(new ArrayList<>());
    private volatile Inbox inbox = this::takeAll;
    private DoorUnderTest door;

    private Future<List<Receipt>> takeAll(List<Event> events) {
        stored.addAll(events);
        return Future.succeededFuture(Collections.nCopies(events.size(), Receipt.ACCEPTED));
    }

    @BeforeEach
    void open() throws Exception {
        current.put(
                "shop",
                webhook(
                        "keep",
                        "type: body.kind, id: body.id, phone: body.phone, name: body.name,"
                                + " record: body.order, userId: body.user, channel: body.channel, at: body.at, data: body.data"));
        door = new DoorUnderTest(
                IngressSettingsTest.settings(1 << 20, 4 << 20, Duration.ofSeconds(5)),
                events -> inbox.accept(events),
                vertx -> new BackendHooks(
                        name -> Optional.ofNullable(current.get(name)), 64, Thinking.of(vertx), CLOCK));
    }

    @AfterEach
    void close() throws Exception {
        assertThat(door.budget.used()).isZero();
        door.close();
    }

    private static Webhook webhook(String unreadable, String events) {
        var yaml = """
                connector: shop
                params: {token: {secret: true}, former: {secret: true}}
                operations:
                  getStock:
                    write: false
                    steps: [{call: {method: GET, url: "https://shop.test/"}, out: "{'sku': 'a', 'available': 1}"}]
                webhooks:
                  verify: {kind: token, header: X-Token, secrets: ["{token}", "{former}"]}
                  unreadable: %s
                  events: {%s}
                """.formatted(unreadable, events);
        return ConnectorLoader.load("shop.yaml", yaml, Map.of("token", "s3cret", "former", "f0rmer"))
                .webhook()
                .orElseThrow();
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return door.send(
                HttpRequest.newBuilder(door.uri(path)).header("X-Token", token).POST(BodyPublishers.ofString(body)));
    }

    private Event one(String body) throws Exception {
        assertThat(post("/hooks/shop", "s3cret", body).statusCode()).isEqualTo(200);
        assertThat(stored).hasSize(1);
        return stored.get(0);
    }

    @Test
    void makesAnEventOfWhatABackendSaysOfAPerson() throws Exception {
        var event = one("""
                {"kind":"paid","id":"p-1","phone":"+52 1 55 1234 5678","name":"Zoë","order":"o-1","at":1796054399,\
                "data":{"total":"1.50"}}""");
        assertThat(event.kind()).isEqualTo(EventKind.BACKEND);
        assertThat(event.type()).isEqualTo("paid");
        assertThat(event.source()).isEqualTo("shop");
        assertThat(event.dedupeKey()).isEqualTo(new DedupeKey("hook:id:p-1"));
        assertThat(event.id()).isEqualTo(event.dedupeKey().id("shop"));
        assertThat(event.contactKey()).isEqualTo(ContactKey.ofPhone("525512345678"));
        assertThat(event.shard()).isEqualTo(event.contactKey().shard(64));
        assertThat(event.origin()).isEqualTo(new Origin("", "shop", ""));
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-11-30T15:59:59Z"));
        assertThat(event.payload()).isEqualTo(Payload.of("{\"total\":\"1.50\"}"));
        assertThat(event.person().text()).contains("\"wa_id\":\"5215512345678\"", "\"name\":\"Zoë\"");
        assertThat(door.count("events_accepted", "source", "shop")).isOne();
        assertThat(door.count("secret_used", "source", "shop", "position", "0")).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "user": "MX.1", "phone": "5215512345678", "order": 7 | u:MX.1
            "phone": "5215512345678", "order": 7                 | p:525512345678
            "order": 820982911946154508                          | r:shop:820982911946154508
            "channel": "1182"                                    | s:shop
            """)
    void ordersEventsByWhomOrWhatTheyAreAbout(String about, String key) throws Exception {
        var event = one("{\"kind\":\"x\",\"id\":1," + about + "}");
        assertThat(event.contactKey()).isEqualTo(new ContactKey(key));
        assertThat(event.origin().channel()).isEqualTo(about.contains("channel") ? "1182" : "shop");
    }

    @Test
    void refusesWhatIsNotTheBackends() throws Exception {
        var wrong = post("/hooks/shop", "s3cre", "{}");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).startsWith("{\"error\":\"wrong_signature\"");
        var missing = door.send(HttpRequest.newBuilder(door.uri("/hooks/shop")).POST(BodyPublishers.ofString("{}")));
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.body()).startsWith("{\"error\":\"missing_signature\"");
        assertThat(post("/hooks/else", "s3cret", "{}").statusCode()).isEqualTo(404);
        assertThat(post("/hooks/", "s3cret", "{}").statusCode()).isEqualTo(404);
        assertThat(post("/hooks/shop/", "s3cret", "{}").statusCode()).isEqualTo(404);
        assertThat(door.get("/hooks/shop").statusCode()).isEqualTo(405);
        assertThat(post("/hooks/shop", "s3cret", "x".repeat((1 << 20) + 1)).statusCode())
                .isEqualTo(413);
        assertThat(stored).isEmpty();
        assertThat(door.count("webhooks_refused", "source", "shop")).isEqualTo(4);
    }

    @Test
    void keepsWhatCannotBeReadWhole() throws Exception {
        var event = one("{\"id\":");
        assertThat(event.kind()).isEqualTo(EventKind.UNREADABLE);
        assertThat(event.type()).isEqualTo("not_json");
        assertThat(event.payload()).isEqualTo(Payload.of("{\"id\":"));
        stored.clear();
        assertThat(one("{\"id\":1}").origin().field()).isEqualTo("webhooks.events.type: yields nothing");
    }

    @Test
    void refusesWhatCannotBeReadIfTheFileSaysSo() throws Exception {
        current.put("shop", webhook("refuse", "of: body, type: item.kind, id: item.id"));
        var misfit = post("/hooks/shop", "s3cret", "[{\"kind\":\"a\",\"id\":1},{\"kind\":\"a\"}]");
        assertThat(misfit.statusCode()).isEqualTo(422);
        assertThat(misfit.body())
                .isEqualTo("{\"error\":\"misfit\",\"message\":\"webhooks.events.id: yields nothing\"}");
        assertThat(post("/hooks/shop", "s3cret", "<xml/>").statusCode()).isEqualTo(400);
        assertThat(stored).isEmpty();
    }

    @Test
    void asksToComeAgainWhileTheInboxIsAway() throws Exception {
        inbox = events -> Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "away"));
        var response = post("/hooks/shop", "s3cret", "{\"kind\":\"x\",\"id\":1}");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void answersWhatHoldsNoEvents() throws Exception {
        current.put("shop", webhook("keep", "of: body, where: \"item.kind = 'a'\", type: item.kind, id: item.id"));
        assertThat(post("/hooks/shop", "s3cret", "[{\"kind\":\"b\",\"id\":1}]").statusCode())
                .isEqualTo(200);
        assertThat(stored).isEmpty();
    }

    @Test
    void readsLargeBodiesElsewhere() throws Exception {
        var body = "{\"kind\":\"x\",\"id\":1,\"more\":\"" + "ñ".repeat(300_000) + "\"}";
        current.put("shop", webhook("keep", "type: body.kind, id: body.id"));
        assertThat(one(body).payload()).isEqualTo(Payload.of(body.getBytes(UTF_8)));
    }

    @Test
    void knowsABackendOnlyWhileItIsThere() throws Exception {
        current.remove("shop");
        assertThat(post("/hooks/shop", "s3cret", "{}").statusCode()).isEqualTo(404);
        current.put("shop", webhook("keep", "type: \"'now'\", id: body.id"));
        assertThat(one("{\"id\":1}").type()).isEqualTo("now");
    }
}
