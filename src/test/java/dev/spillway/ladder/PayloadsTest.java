package dev.spillway.ladder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.ingress.Signature;
import dev.spillway.ingress.meta.MetaDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadsTest {
    private static final int MANY = 4_000;

    private static List<Event> events(Payloads payloads, int webhooks) {
        var decoder = new MetaDecoder("meta", 64);
        return IntStream.range(0, webhooks)
                .mapToObj(n -> decoder.decode(payloads.body()))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void noEventComesTwiceNotEvenFromAnother() {
        var ids = Stream.of(new Payloads(1), new Payloads(1))
                .flatMap(payloads -> events(payloads, MANY).stream())
                .map(Event::id);

        assertThat(ids).doesNotHaveDuplicates().hasSize(2 * MANY);
    }

    @Test
    void threeStatusesComeToOneMessage() {
        var statuses = events(new Payloads(1), MANY).stream()
                .filter(event -> event.kind() == EventKind.STATUS)
                .count();

        assertThat(statuses).isEqualTo(MANY * 3 / 4);
    }

    @Test
    void aSingleOneHasAbout600Bytes() {
        var payloads = new Payloads(1);

        var mean = IntStream.range(0, MANY)
                .map(n -> payloads.body().length)
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(550.0, 650.0);
    }

    @Test
    void aBatchHasAHundredEventsOfAbout250Bytes() {
        var batch = new Payloads(Payloads.BATCH).body();

        assertThat(new MetaDecoder("meta", 64).decode(batch)).hasSize(100);
        assertThat(batch.length / 100).isBetween(220, 280);
    }

    @Test
    void aRequestIsSignedAndTellsItsLength() {
        var request = new String(new Payloads(1).next(), UTF_8);
        var body = request.substring(request.indexOf("\r\n\r\n") + 4);
        var digest = request.replaceAll("(?s).*sha256=([0-9a-f]{64}).*", "$1");

        assertThat(new Signature(List.of(Signer.SECRET)).position(digest, body.getBytes(UTF_8)))
                .hasValue(0);
        assertThat(request).contains("Content-Length: " + body.getBytes(UTF_8).length + "\r\n");
    }

    @Test
    void filesGiveEachRequestOnceAndThenNone(@TempDir Path folder) throws IOException {
        var files = RequestFiles.write(folder.resolve("requests"), 10, new Payloads(1));

        try (var reader = files.open()) {
            var all = Stream.generate(() -> next(reader)).takeWhile(text -> !text.isEmpty());
            assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(10);
        }
    }

    private static String next(Requests requests) {
        try {
            var request = requests.next();
            return request == null ? "" : new String(request, UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
