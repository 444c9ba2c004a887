package dev.spillway.ingress.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class MetaDecoderPropertiesTest {
    /** A body with a batch of messages, and the texts they were written with. */
    private record Batch(String body, List<String> elements, String contact) {
        static Batch of(long seed) {
            var json = new JsonText(seed);
            var elements = IntStream.range(0, 1 + json.below(20))
                    .mapToObj(i -> message(json, i))
                    .toList();
            var contact = json.object(json.extras(2, 2), json.field("wa_id", "\"5215550104321\""));
            var value = json.object(
                    List.of(),
                    json.field("messages", json.array(elements)),
                    json.field("contacts", json.array(List.of(contact))),
                    json.field("metadata", json.object(json.extras(1, 1), json.field("phone_number_id", "\"N\""))),
                    json.field("messaging_product", "\"whatsapp\""));
            var change = json.object(List.of(), json.field("value", value), json.field("field", "\"messages\""));
            var entry = json.object(
                    List.of(), json.field("id", "\"W\""), json.field("changes", json.array(List.of(change))));
            var body = json.space()
                    + json.object(
                            List.of(),
                            json.field("object", "\"whatsapp_business_account\""),
                            json.field("entry", json.array(List.of(entry))))
                    + json.space();
            return new Batch(body, elements, contact);
        }

        private static String message(JsonText json, int number) {
            return json.object(
                    json.extras(json.below(5), 4),
                    json.field("id", "\"m" + number + "\""),
                    json.field("type", "\"text\""),
                    json.field("from", "\"5215550104321\""),
                    json.field("timestamp", "\"1795100400\""));
        }
    }

    private static List<Event> decode(String body) {
        return new MetaDecoder("meta", 64).decode(body.getBytes(UTF_8));
    }

    @Property
    void cutsEachElementExactlyAsItWasWritten(@ForAll long seed) {
        var batch = Batch.of(seed);

        var events = decode(batch.body());

        assertThat(events.stream().map(event -> event.payload().text())).isEqualTo(batch.elements());
        assertThat(events).allSatisfy(event -> {
            assertThat(event.kind()).isEqualTo(EventKind.MESSAGE);
            assertThat(event.person().text()).isEqualTo(batch.contact());
            assertThat(event.contactKey().value()).isEqualTo("p:525550104321");
        });
        assertThat(events.stream().map(event -> event.dedupeKey().value()))
                .isEqualTo(IntStream.range(0, events.size())
                        .mapToObj(i -> "N:m" + i)
                        .toList());
    }

    @Property
    void neverTakesHalfOfABody(@ForAll long seed) {
        var body = Batch.of(seed).body().strip();
        var cut = body.substring(0, new JsonText(seed).below(body.length()));

        var events = decode(cut);

        assertThat(events).hasSize(1);
        assertThat(events.get(0).kind()).isEqualTo(EventKind.UNREADABLE);
    }

    @Property
    void isTotalForAnyBytes(@ForAll byte[] body) {
        assertThat(new MetaDecoder("meta", 64).decode(body)).hasSize(1);
    }

    @Property
    void isTotalForAnyJsonInAnyPlace(@ForAll long seed) {
        var json = new JsonText(seed);
        var names = List.of(
                "messages", "statuses", "errors", "history", "calls", "contacts", "metadata", "user_preferences");
        var value = json.object(
                names.stream().map(name -> json.field(name, json.value(4))).toList());
        var body = "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"value\":" + value
                + ",\"field\":" + json.value(2) + "}]}," + json.value(3) + "]}";

        assertThat(decode(body)).noneMatch(event -> event.kind() == EventKind.UNREADABLE);
    }
}
