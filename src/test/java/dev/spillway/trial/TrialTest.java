package dev.spillway.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.trial.Trial.Verdict;
import dev.spillway.yaml.FaultyFileException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trial notices whatever differs from its samples. */
final class TrialTest {
    private static final String CONNECTOR = """
            connector: erp
            params: {token: {required: true, secret: true}}
            auth: {kind: bearer, token: "{token}"}
            operations:
              getStock:
                write: false
                steps:
                  - call: {method: GET, url: "https://erp.test:8443/stock/{in.sku}", query: {at: "{in.location}"}}
                    out: "{'sku': in.sku, 'available': body.available}"
              addNote:
                write: true
                idempotency: {strategy: ledger-only}
                steps:
                  - call: {method: POST, url: "https://erp.test/notes"}
                    body: "{'text': in.text, 'none': in.none}"
                    out: "{'id': body.id}"
            """;
    private static final String SAMPLES = """
            params: {token: s3cret}
            samples:
              - name: stock
                operation: getStock
                input: {sku: A/1, location: "no rte"}
                calls:
                  - request: {method: GET, url: "https://erp.test:8443/stock/A%2F1", query: {at: no rte}, headers: {authorization: Bearer s3cret}}
                    answer: {body: {available: 3}}
                outcome: {kind: done, value: {sku: A/1, available: 3.0}}
              - name: note
                operation: addNote
                input: {waId: "521", text: hola, occurredAt: x}
                calls:
                  - request: {method: POST, url: "https://erp.test/notes", body: {text: hola}}
                    answer: {status: 503, headers: {Retry-After: "3"}}
                outcome: {kind: unavailable, retryAfter: PT3S, reason: answered 503}
            """;

    @TempDir
    private Path directory = Path.of("");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    private Trial trial(String samples) throws Exception {
        var file = directory.resolve("erp.yaml");
        Files.writeString(file, CONNECTOR);
        Files.writeString(Trial.samplesOf(file), samples);
        return Trial.of(file);
    }

    private List<Verdict> play(String samples) throws Exception {
        var trial = trial(samples);
        Promise<List<Verdict>> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(now -> trial.play(vertx).onComplete(done));
        return done.future().await(20, TimeUnit.SECONDS);
    }

    @Test
    void passesWhatIsAsItsSamplesSay() throws Exception {
        assertThat(play(SAMPLES)).containsExactly(new Verdict("stock", ""), new Verdict("note", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            method: GET, url     | method: PUT, url     | method differs
            stock/A%2F1          | stock/A/1            | address differs
            erp.test:8443        | erp.test             | address differs
            at: no rte           | at: norte            | query differs
            {at: no rte}         | {}                   | query differs
            Bearer s3cret        | Bearer other         | header authorization differs
            {text: hola}         | {text: adios}        | body differs
            {text: hola}         | {text: hola, b: 1}   | body differs
            kind: done           | kind: not_found      | outcome differs
            available: 3.0       | available: 4         | value differs
            retryAfter: PT3S     | retryAfter: PT4S     | retryafter differs
            answered 503         | answered 504         | reason differs
            """)
    void noticesWhatDiffers(String right, String wrong, String complaint) throws Exception {
        assertThat(SAMPLES).contains(right);
        assertThat(play(SAMPLES.replace(right, wrong)))
                .extracting(Verdict::complaint)
                .anySatisfy(said -> assertThat(said).contains(complaint));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: unavailable    | kind: unavailible    | did you mean "unavailable"
            retryAfter: PT3S     | retryAfter: 3        | write an ISO 8601 duration
            https://erp.test/notes | https://erp.test/{id} | samples[1].calls[0].request.url
            """)
    void refusesWhatNothingCanBeComparedWith(String right, String wrong, String complaint) {
        assertThat(SAMPLES).contains(right);
        assertThatThrownBy(() -> trial(SAMPLES.replace(right, wrong)))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void showsWhetherAValueIsATextOrANumber() throws Exception {
        assertThat(play(SAMPLES.replace("available: 3.0", "available: \"3\"")))
                .extracting(Verdict::complaint)
                .anySatisfy(
                        said -> assertThat(said).contains("\"available\":\"3\"").contains("\"available\":3}"));
    }

    @Test
    void noticesARequestTooManyAndOneTooFew() throws Exception {
        var call = SAMPLES.substring(SAMPLES.indexOf("      - request"), SAMPLES.indexOf("    outcome"));
        assertThat(play(SAMPLES.replaceFirst("    calls:\n", "    calls:\n" + Matcher.quoteReplacement(call))))
                .extracting(Verdict::complaint)
                .anySatisfy(said -> assertThat(said).contains("request 2 was not made"));
        assertThat(play(SAMPLES.replace(call, "").replaceFirst("    calls:\n", "    calls: []\n")))
                .extracting(Verdict::complaint)
                .anySatisfy(said -> assertThat(said).contains("nobody expects GET"));
    }

    @Test
    void tellsWhichOperationsNoSamplePlays() throws Exception {
        assertThat(trial(SAMPLES.substring(0, SAMPLES.indexOf("  - name: note")))
                        .unplayed())
                .containsExactly("addNote");
    }

    private static final String WEBHOOKS = """
            webhooks:
              verify: {kind: token, header: X-Token, secrets: ["{token}"]}
              events: {type: body.kind, id: body.id, phone: body.phone, at: body.at}
            """;
    private static final String HEARD = """
            webhooks:
              - name: taken
                headers: {x-token: s3cret}
                body: '{"kind":"made","id":7,"phone":"+521 55 1234 5678","at":1796054400}'
                events:
                  - {type: made, id: "7", phone: "5215512345678", at: "2026-11-30T10:00:00-06:00", data: {kind: made, id: 7, phone: "*", at: "*"}}
              - name: refused
                headers: {x-token: s3cre}
                refused: wrong
            """;

    private Trial hearing(String webhooks, String heard) throws Exception {
        var file = directory.resolve("erp.yaml");
        Files.writeString(file, CONNECTOR + webhooks);
        Files.writeString(Trial.samplesOf(file), SAMPLES + heard);
        return Trial.of(file);
    }

    private List<Verdict> hear(String heard) throws Exception {
        var trial = hearing(WEBHOOKS, heard);
        Promise<List<Verdict>> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(now -> trial.play(vertx).onComplete(done));
        return done.future().await(20, TimeUnit.SECONDS).subList(2, 4);
    }

    @Test
    void showsWebhooksToTheConnector() throws Exception {
        assertThat(hear(HEARD)).containsExactly(new Verdict("taken", ""), new Verdict("refused", ""));
        assertThat(hearing(WEBHOOKS, HEARD).unplayed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: made,          | type: gone,           | type differs
            id: "7", phone       | id: "8", phone        | id differs
            "5215512345678"      | "525512345678"        | phone differs
            2026-11-30T10        | 2026-11-30T11         | at differs
            data: {kind: made    | data: {kind: gone     | data differs
            x-token: s3cret      | x-token: s3cre        | refused differs
            refused: wrong       | refused: missing      | refused differs
            x-token: s3cre}      | x-token: s3cret}      | not JSON
            """)
    void noticesWhatDiffersInWebhooks(String right, String wrong, String complaint) throws Exception {
        assertThat(HEARD).contains(right);
        assertThat(hear(HEARD.replace(right, wrong)))
                .extracting(Verdict::complaint)
                .anySatisfy(said -> assertThat(said).contains(complaint));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            headers: {x-token: s3cret}      | headers: {x-token: s3cret}, at: 16:00 | webhooks[0].at: must be a time
            at: "2026-11-30T10:00:00-06:00" | at: yesterday                         | webhooks[0].events[0].at: must be a time
            """)
    void saysWhereATimeIsNone(String right, String wrong, String complaint) {
        assertThat(HEARD).contains(right);
        var heard = HEARD.replace(right, wrong.replace(", at:", "\n    at:"));
        assertThatThrownBy(() -> hearing(WEBHOOKS, heard))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("erp.samples.yaml:")
                .hasMessageContaining(complaint)
                .hasMessageContaining("such as 2026-11-30T16:00:00Z");
    }

    @Test
    void wantsAWebhookThatIsTakenAndOneThatIsRefused() throws Exception {
        assertThat(hearing(WEBHOOKS, "").unplayed())
                .containsExactly("a webhook that is taken", "a webhook with a wrong signature");
    }
}
