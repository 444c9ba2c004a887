package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Report.Fact;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a signed webhook holds, the shipped connectors say something of it, and what they say can be stored. */
final class WebhookReadPropertyTest {
    private static final List<Webhook> WEBHOOKS = Stream.of("shopify", "zendesk", "hubspot", "rest-erp")
            .map(WebhookReadPropertyTest::shipped)
            .toList();

    private static Webhook shipped(String name) {
        var yaml = TestConnectors.read(Path.of("conf/connectors", name + ".yaml"));
        var params = new HashMap<String, String>();
        Stream.of("shop", "subdomain", "clientId", "clientSecret", "token", "webhookUrl", "baseUrl")
                .filter(param -> yaml.split("\nauth:", -1)[0].contains("\n  " + param + ":"))
                .forEach(param -> params.put(param, "https://demo.test"));
        params.put("webhookSecret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        return ConnectorLoader.load(name + ".yaml", yaml, params).webhook().orElseThrow();
    }

    @Property(tries = 300)
    void anyJson(@ForAll("values") Object body, @ForAll("headers") Map<String, String> headers) {
        var arrival = TestWebhooks.arrival(Json.write(body), headers);
        for (var webhook : WEBHOOKS) webhook.read(arrival).forEach(WebhookReadPropertyTest::assertGood);
    }

    @Property(tries = 300)
    void anyBytes(@ForAll byte[] body, @ForAll("headers") Map<String, String> headers) {
        var arrival = TestWebhooks.arrival(Payload.of(body), headers);
        for (var webhook : WEBHOOKS) webhook.read(arrival).forEach(WebhookReadPropertyTest::assertGood);
    }

    private static void assertGood(Report report) {
        assertThat(report.data()).isNotNull();
        if (!(report instanceof Fact fact)) return;
        assertThat(fact.type()).isNotBlank().hasSizeLessThanOrEqualTo(100);
        assertThat(fact.id()).matches("(?s)(id|body):.{1,210}");
        assertThat(fact.about().phone()).matches("([0-9]{6,15})?");
        if (fact.at() != null) assertThat(fact.at().toEpochMilli()).isNotNegative();
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        return Arbitraries.maps(
                        Arbitraries.of(
                                "x-shopify-topic",
                                "x-shopify-webhook-id",
                                "x-shopify-triggered-at",
                                "webhook-id",
                                "x-zendesk-webhook-invocation-id"),
                        Arbitraries.oneOf(
                                Arbitraries.strings().ofMaxLength(300),
                                Arbitraries.of("orders/paid", "2026-11-30T16:00:00Z", "1796054400", "")))
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<Object> values() {
        var names = Arbitraries.of(
                "id",
                "type",
                "phone",
                "customer",
                "order_id",
                "subject",
                "time",
                "data",
                "timestamp",
                "eventId",
                "subscriptionType",
                "occurredAt",
                "objectId",
                "first_name",
                "destination",
                "zendesk_event_version");
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.bigDecimals().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.of("+52 1 55 1234 5678", "2026-11-30T16:00:00-06:00", "order.paid", "1796054400000"));
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(Object.class::cast),
                        Arbitraries.maps(names, inner).ofMaxSize(6).map(Object.class::cast)),
                0,
                3);
    }
}
