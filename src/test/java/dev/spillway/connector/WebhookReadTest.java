package dev.spillway.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Report.Fact;
import dev.spillway.connector.Report.Misfit;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebhookReadTest {
    private static Fact one(String events, String body) {
        var reports = TestWebhooks.read(events, body);
        assertThat(reports).hasSize(1);
        return (Fact) reports.get(0);
    }

    private static Misfit misfit(String events, String body) {
        var reports = TestWebhooks.read(events, body);
        assertThat(reports).hasSize(1);
        return (Misfit) reports.get(0);
    }

    @Test
    void takesABodyForOneEvent() {
        var body =
                " {\"id\": 820982911946154508, \"customer\": {\"phone\": \"+52 1 55 1234 5678\", \"first\": \"Ana\"}, \"total\": 12.50}";
        var fact = one("""
                {type: headers.`x-topic`, id: headers.`x-id`, phone: body.customer.phone, name: body.customer.first, \
                record: body.id, at: "'2026-11-29T10:00:00-05:00'"}""", body);
        assertThat(fact.type()).isEqualTo("orders/paid");
        assertThat(fact.id()).isEqualTo("id:e-1");
        assertThat(fact.about()).isEqualTo(new Report.About("5215512345678", "", "Ana", "820982911946154508", ""));
        assertThat(fact.at()).isEqualTo(Instant.parse("2026-11-29T15:00:00Z"));
        assertThat(fact.data()).as("as it came").isEqualTo(Payload.of(body));
    }

    @Test
    void takesAListForSeveralEvents() {
        var events = """
                {of: body, where: "item.kind != 'noise'", type: item.kind, id: "item.no & '.' & $item.kind", data: "{'no': item.no}"}""";
        var reports = TestWebhooks.read(
                events, "[{\"no\":1,\"kind\":\"made\"},{\"no\":2,\"kind\":\"noise\"},{\"no\":3,\"kind\":\"gone\"}]");
        assertThat(reports).extracting(report -> ((Fact) report).id()).containsExactly("id:1.made", "id:3.gone");
        assertThat(reports)
                .extracting(Report::data)
                .containsExactly(Payload.of("{\"no\":1}"), Payload.of("{\"no\":3}"));
    }

    @Test
    void takesAListOfOneAndOfNone() {
        var events = "{of: body, type: item.kind, id: item.no}";
        assertThat(TestWebhooks.read(events, "[{\"no\":1,\"kind\":\"made\"}]")).hasSize(1);
        assertThat(TestWebhooks.read(events, "[]")).isEmpty();
    }

    @Test
    void leavesTheNeighboursOfWhatDoesNotFitAlone() {
        var reports = TestWebhooks.read(
                "{of: body.list, type: item.kind, id: item.no}",
                "{\"list\":[{\"no\":1,\"kind\":\"made\"},{\"no\":2},{\"kind\":\"made\"},{\"no\":4,\"kind\":\"made\"}]}");
        assertThat(reports).hasSize(4);
        assertThat(reports.get(1))
                .isEqualTo(new Misfit(true, "webhooks.events.type: yields nothing", Payload.of("{\"no\":2}")));
        assertThat(reports.get(2))
                .isEqualTo(new Misfit(true, "webhooks.events.id: yields nothing", Payload.of("{\"kind\":\"made\"}")));
        assertThat(reports.get(3)).isInstanceOf(Fact.class);
    }

    @Test
    void letsAHashOfTheBodyStandInForAnIdOnlyIfTheFileSaysSo() {
        var body = "{\"a\":1}";
        assertThat(misfit("{type: \"'x'\", id: body.id}", body).reason())
                .isEqualTo("webhooks.events.id: yields nothing");
        var hashed = one("{type: \"'x'\", id: body.id, hashWithoutId: true}", body);
        assertThat(hashed.id()).isEqualTo("body:015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862.0");
        assertThat(one("{type: \"'x'\", hashWithoutId: true}", body)).isEqualTo(hashed);
        assertThat(one("{type: \"'x'\", hashWithoutId: true}", "{\"a\":2}").id())
                .isNotEqualTo(hashed.id());
        assertThat(TestWebhooks.read("{of: body, type: \"'x'\", hashWithoutId: true}", "[1,1]"))
                .extracting(report -> ((Fact) report).id())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            2026-11-29T10:00:00Z         | 2026-11-29T10:00:00Z
            2026-11-29T10:00:00.123-06:00 | 2026-11-29T16:00:00.123Z
            1796054400                   | 2026-11-30T16:00:00Z
            1796054400000                | 2026-11-30T16:00:00Z
            1796054400.25                | 2026-11-30T16:00:00Z
            """)
    void readsTimesAsBackendsWriteThem(String written, Instant at) {
        assertThat(one("{type: \"'x'\", hashWithoutId: true, at: body.at}", "{\"at\":\"" + written + "\"}")
                        .at())
                .isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday",
        "2026-11-29",
        "9999999999999",
        "-5",
        "1e99",
        "+999999999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z"
    })
    void doesNotGuessTimes(String written) {
        assertThat(misfit("{type: \"'x'\", hashWithoutId: true, at: body.at}", "{\"at\":\"" + written + "\"}")
                        .reason())
                .isEqualTo("webhooks.events.at: yields no time");
    }

    @Test
    void knowsNobodyByWhatIsNoPhone() {
        var about = one(
                        "{type: \"'x'\", hashWithoutId: true, phone: body.phone, record: body.no}",
                        "{\"phone\":\"n/a 12\",\"no\":9}")
                .about();
        assertThat(about).isEqualTo(new Report.About("", "", "", "9", ""));
    }

    @Test
    void keepsAllDigitsOfANumber() {
        assertThat(one("{type: \"'x'\", id: body.id, record: \"'o-' & body.id\"}", "{\"id\":820982911946154508}")
                        .id())
                .isEqualTo("id:820982911946154508");
    }

    @Test
    void saysWhatDoesNotFitAndNothingOfTheBody() {
        assertThat(misfit(TestWebhooks.ANY_EVENTS, "{\"id\":\"secret").reason())
                .startsWith("the body is not JSON at line 1")
                .doesNotContain("secret");
        assertThat(misfit(TestWebhooks.ANY_EVENTS, "").json()).isFalse();
        assertThat(misfit("{type: body.kind, id: body.id}", "{\"id\":1,\"kind\":{\"name\":\"secret\"}}")
                        .reason())
                .isEqualTo("webhooks.events.type: yields no single value");
        assertThat(misfit("{of: \"$error(body.id)\", type: \"'x'\", id: body.id}", "{\"id\":\"secret\"}")
                        .reason())
                .startsWith("webhooks.events.of: ")
                .doesNotContain("secret");
    }

    @Test
    void takesNoMoreThanAThousandEvents() {
        var thousand = IntStream.range(0, 1000).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        var events = "{of: body, type: \"'x'\", id: item}";
        assertThat(TestWebhooks.read(events, thousand)).hasSize(1000);
        assertThat(misfit(events, thousand.replace("[", "[1000,")).reason())
                .isEqualTo("webhooks.events.of: yields more than 1000");
    }

    @Test
    void readsBodiesThatAreTooLargeForExpressionsAsAWhole() {
        var body = Json.text(Map.of("id", 7, "lines", List.of("x".repeat(1_000_000))));
        assertThat(one("{type: \"'x'\", id: body.id}", body).data()).isEqualTo(Payload.of(body));
    }

    @Test
    void showsExpressionsNoSecrets() {
        assertThat(one("{type: \"'x'\", id: \"[param.now, param.origin][0]\"}", "{}")
                        .id())
                .isEqualTo("id:https://gw.example");
    }
}
