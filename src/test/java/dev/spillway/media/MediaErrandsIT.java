package dev.spillway.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files between a store, two nodes, a Redis and a provider. */
class MediaErrandsIT {
    private static final String NUMBER = "118264500913347";

    private final FakeMedia meta = new FakeMedia();
    private final RedisSettings redis = TestStores.settings(TestStores.redis());
    private final Loop one = new Loop();
    private final Loop other = new Loop();

    @TempDir
    private Path directory = Path.of("");

    private MediaErrands here = errands(one, URI.create("file:///none"));

    @BeforeEach
    void open() {
        here = errands(one, directory.toUri());
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        meta.close();
    }

    private MediaErrands errands(Loop loop, URI store) {
        var link = loop.link(redis);
        var number = new MediaNumber(NUMBER, "a-secret", meta.url(), "v26.0");
        var settings = new MediaSettings(store, true, List.of(meta.url().toString()), 1 << 20, Duration.ofSeconds(15));
        var parts = new MediaErrands.Parts(
                loop.vertx(),
                link,
                new Keyspace(redis.keyPrefix(), 4),
                Map.of("main", number),
                new SimpleMeterRegistry());
        return loop.call(() -> Future.succeededFuture(new MediaErrands(parts, settings)));
    }

    private static Step.Errand upload(String key, long bytesMax) {
        return new Step.Errand(
                "uploadMedia",
                Map.of("sender", "main", "key", key, "mimeType", "application/pdf", "bytesMax", bytesMax),
                Step.Done::new);
    }

    private static Step.Errand fetch(String sha256) {
        return new Step.Errand(
                "fetchMedia",
                Map.of(
                        "sender",
                        "main",
                        "mediaId",
                        "1200062111950740",
                        "sha256",
                        sha256,
                        "key",
                        NUMBER + "/1200062111950740"),
                Step.Done::new);
    }

    private void file(String key, String content) throws IOException {
        Files.createDirectories(directory.resolve(key).resolveSibling("."));
        Files.writeString(directory.resolve(key), content);
    }

    @Test
    void aFileIsBroughtThereOnceForAllMessagesAndNodes() throws IOException {
        file("facturas/1.pdf", "%PDF");
        file("facturas/same.pdf", "%PDF");
        var there = errands(other, directory.toUri());
        var outcomes = one.call(() -> Future.all(
                        here.run(upload("facturas/1.pdf", 100)),
                        here.run(upload("facturas/1.pdf", 100)),
                        here.run(upload("facturas/same.pdf", 100)))
                .map(all -> all.<Outcome>list()));
        var elsewhere = other.call(() -> there.run(upload("facturas/1.pdf", 100)));
        assertThat(outcomes).allSatisfy(it -> assertThat(it.value()).isEqualTo(Map.of("id", "file-1")));
        assertThat(elsewhere.value()).isEqualTo(Map.of("id", "file-1"));
        assertThat(meta.uploads).hasSize(1);
        assertThat(meta.uploads.get(0).toString())
                .contains("name=\"messaging_product\"\r\n\r\nwhatsapp")
                .contains("Content-Type: application/pdf\r\n\r\n%PDF\r\n--");
        assertThat(meta.asked).containsOnly("POST /v26.0/" + NUMBER + "/media Bearer a-secret");
    }

    @Test
    void anotherContentIsAnotherFile() throws IOException {
        file("a.pdf", "one");
        assertThat(one.call(() -> here.run(upload("a.pdf", 100))).value()).containsEntry("id", "file-1");
        file("a.pdf", "three");
        assertThat(one.call(() -> here.run(upload("a.pdf", 100))).value()).containsEntry("id", "file-2");
    }

    @Test
    void refusesWhatIsTooLargeNotThereOrOutsideTheStore() throws IOException {
        file("a.pdf", "0123456789");
        assertThat(one.call(() -> here.run(upload("a.pdf", 9))).reason()).contains("10 bytes, at most 9");
        assertThat(one.call(() -> here.run(upload("b.pdf", 9))).reason()).contains("not in the store");
        for (var key : List.of("../a.pdf", "/etc/passwd", "a/../../b", "a//b", ".hidden")) {
            var outcome = one.call(() -> here.run(upload(key, 9)));
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.INVALID);
            assertThat(outcome.reason()).startsWith("key must be");
        }
        assertThat(meta.uploads).isEmpty();
    }

    @Test
    void keepsWhatPeopleSentEvenIfItsAddressHasRunOutOnce() throws IOException {
        meta.runOut.set(1);
        var outcome = one.call(() -> here.run(fetch("")));
        assertThat(outcome.kind()).as(outcome.reason()).isEqualTo(Outcome.Kind.DONE);
        assertThat(outcome.value()).containsEntry("bytes", 7L).containsEntry("sha256", meta.announced);
        assertThat(Files.readString(directory.resolve(NUMBER).resolve("1200062111950740")))
                .isEqualTo("a photo");
        assertThat(meta.asked).hasSize(4).allMatch(it -> it.endsWith("Bearer a-secret"));
    }

    @Test
    void theTokenGoesNowhereElse() {
        meta.host = meta.url().toString().replace("127.0.0.1", "localhost");
        var outcome = one.call(() -> here.run(fetch("")));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.INVALID);
        assertThat(outcome.reason()).contains("hosts that are allowed").doesNotContain("localhost");
        assertThat(meta.asked).hasSize(1);
    }

    @Test
    void doesNotKeepWhatIsNotWhatWasAnnounced() throws IOException {
        var outcome = one.call(() -> here.run(fetch(FakeMedia.sha256(Buffer.buffer("another photo")))));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNAVAILABLE);
        assertThat(outcome.reason()).contains("not what was announced");
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void doesNotFetchMoreThanAllowed() {
        meta.file = Buffer.buffer(new byte[(1 << 20) + 1]);
        assertThat(one.call(() -> here.run(fetch(""))).kind()).isEqualTo(Outcome.Kind.INVALID);
        assertThat(meta.asked).noneMatch(it -> it.contains("/content"));
    }

    @Test
    void aStoreOverHttpTakesAndGives() {
        var far = errands(one, URI.create(meta.url() + "/store"));
        var fetched = one.call(() -> far.run(fetch("")));
        assertThat(fetched.kind()).as(fetched.reason()).isEqualTo(Outcome.Kind.DONE);
        assertThat(meta.stored).containsOnlyKeys(NUMBER + "/1200062111950740");
        assertThat(one.call(() -> far.run(upload(NUMBER + "/1200062111950740", 100)))
                        .value())
                .containsEntry("id", "file-1");
        assertThat(meta.uploads.get(0).toString()).contains("a photo");
        assertThat(meta.asked).noneMatch(it -> it.contains("/store") && it.contains("a-secret"));
    }
}
