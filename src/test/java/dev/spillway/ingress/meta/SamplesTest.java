package dev.spillway.ingress.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.event.Event;
import dev.spillway.event.Payload;
import dev.spillway.inbox.EventCodec;
import dev.spillway.ingress.WhatsappSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every sample becomes the events that {@code expected.tsv} says. */
final class SamplesTest {
    private static final int SHARDS = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Expected(String sample, List<String> told, String payload, String person) {
        static Expected of(String line) {
            var cells = List.of(line.split("\t", -1));
            return new Expected(cells.get(0), cells.subList(1, 6), cells.get(6), cells.get(7));
        }
    }

    @TestFactory
    Stream<DynamicTest> decodesASampleAsTheTableSays() {
        return table().entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> check(row.getKey(), row.getValue())));
    }

    @Test
    void theTableHasEverySample() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/whatsapp"))) {
            var samples = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.equals("signature_vectors.json"))
                    .filter(name -> !name.startsWith("response_") && !name.startsWith("send_"))
                    .map(name -> name.replace(".json", ""))
                    .collect(Collectors.toSet());

            assertThat(table().keySet()).isEqualTo(samples).hasSize(94);
        }
    }

    /** What {@code stored.tsv} says was written by the first version; repeats may come from another version's node. */
    @Test
    void idsShardsAndStoredBytesOfEverySampleAreThoseOfTheFirstVersion() {
        var stored = table().keySet().stream().map(sample -> sample + "\t" + stored(sample));

        assertThat(stored).containsExactlyElementsOf(lines("stored.tsv").toList());
    }

    private static String stored(String sample) {
        var all = new ByteArrayOutputStream();
        for (var event : new MetaDecoder("meta", SHARDS).decode(WhatsappSamples.bytes(sample + ".json"))) {
            all.write(event.shard());
            all.writeBytes(EventCodec.encode(event));
        }
        return Payload.of(all.toByteArray()).sha256();
    }

    private static void check(String sample, List<Expected> expected) throws IOException {
        var body = WhatsappSamples.bytes(sample + ".json");

        var events = new MetaDecoder("meta", SHARDS).decode(body);

        assertThat(events.stream().map(SamplesTest::told))
                .containsExactlyElementsOf(expected.stream().map(Expected::told).toList());
        var tree = JSON.readTree(body);
        for (var i = 0; i < events.size(); i++) {
            var event = events.get(i);
            checkSlice(event.payload(), body, tree, expected.get(i).payload());
            checkSlice(event.person(), body, tree, expected.get(i).person());
            assertThat(event.shard()).isEqualTo(event.contactKey().shard(SHARDS));
            assertThat(event.id()).isEqualTo(event.dedupeKey().id("meta"));
            assertThat(event.source()).isEqualTo("meta");
        }
    }

    private static List<String> told(Event event) {
        var at = event.occurredAt();
        return List.of(
                event.kind().name(),
                event.type(),
                event.dedupeKey().value(),
                event.contactKey().value(),
                at == null ? "-" : Long.toString(at.getEpochSecond()));
    }

    private static void checkSlice(Payload slice, byte[] body, JsonNode tree, String pointer) throws IOException {
        if (pointer.equals("-")) {
            assertThat(slice.isEmpty()).isTrue();
            return;
        }
        assertThat(JSON.readTree(slice.bytes())).isEqualTo(tree.at(pointer));
        assertThat(new String(body, StandardCharsets.UTF_8)).contains(slice.text());
        assertThat(slice.text()).matches("(?s)[\\[{].*[]}]");
    }

    private static Map<String, List<Expected>> table() {
        return lines("expected.tsv")
                .map(Expected::of)
                .collect(Collectors.groupingBy(Expected::sample, TreeMap::new, Collectors.toList()));
    }

    private static Stream<String> lines(String file) {
        return new String(WhatsappSamples.bytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"));
    }
}
