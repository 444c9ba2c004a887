package dev.spillway.flow;

import static dev.spillway.flow.Conversation.entries;
import static dev.spillway.flow.Conversation.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.CallbackData;
import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.json.Json;
import dev.spillway.ledger.LedgerEntry.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusesTest {
    @ParameterizedTest
    @CsvSource({
        "status_sent,sent,1",
        "status_sent_cbp_legacy,sent,1",
        "status_sent_free_entry_point,sent,1",
        "status_delivered,delivered,3",
        "status_delivered_bsuid_only,delivered,3",
        "status_delivered_group,delivered,3",
        "status_read,read,4",
        "status_played,played,5",
        "status_failed_131026,failed,2",
        "status_unknown_future_value,archived,-1"
    })
    void recordsTheStateOfEverySample(String sample, String state, int rank) throws IOException {
        var status = sample(sample);
        var run = run(status);
        var message = entries(run, Message.class).get(0);
        assertThat(message.messageId()).isEqualTo(status.get("id"));
        assertThat(message.state()).isEqualTo(state);
        assertThat(message.rank()).isEqualTo(rank);
        assertThat(message.sender()).isEqualTo(Conversation.CHANNEL);
        assertThat(row(run, "status").messageId()).isEqualTo(status.get("id"));
        assertThat(row(run, "status").detail()).containsEntry("state", state);
        assertThat(run.deliveries()).isEmpty();
        assertThat(run.session()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"131026,invalid", "131047,invalid", "131049,contact_throttled", "131050,invalid"})
    void explainsFailures(String code, String outcome) throws IOException {
        var run = run(sample("status_failed_" + code));
        assertThat(entries(run, Message.class).get(0).error()).isEqualTo(code);
        assertThat(row(run, "status").detail())
                .containsEntry("code", code)
                .containsEntry("outcome", outcome)
                .containsKeys("meaning", "advice");
    }

    @Test
    void settlesTheDeliveryItsCallbackDataNames() throws IOException {
        var status = new HashMap<>(sample("status_sent"));
        status.put("biz_opaque_callback_data", new CallbackData(7, "abc.order-status.reply").text());
        var run = run(status);
        assertThat(run.settled()).containsExactly("abc.order-status.reply");
        assertThat(row(run, "status").deliveryId()).isEqualTo("abc.order-status.reply");
        assertThat(entries(run, Message.class).get(0).deliveryId()).isEqualTo("abc.order-status.reply");
    }

    @Test
    void settlesNothingInAnotherShard() throws IOException {
        var status = new HashMap<>(sample("status_sent"));
        status.put("biz_opaque_callback_data", new CallbackData(8, "abc.order-status.reply").text());
        assertThat(run(status).settled()).isEmpty();
    }

    @Test
    void settlesNothingForSomebodyElsesMessage() throws IOException {
        var run = run(sample("status_sent"));
        assertThat(run.settled()).isEmpty();
        assertThat(row(run, "status").deliveryId()).isEmpty();
    }

    @Test
    void keepsAPaymentsStatusApartFromTheMessages() throws IOException {
        var run = run(sample("status_payment"));
        assertThat(entries(run, Message.class)).isEmpty();
        assertThat(row(run, "status").detail())
                .containsEntry("about", "payment")
                .containsEntry("state", "captured");
    }

    @Test
    void survivesAStatusWithoutAnything() {
        var run = run(Map.of());
        assertThat(entries(run, Message.class)).isEmpty();
        assertThat(row(run, "status").detail()).containsEntry("rank", -1);
    }

    private static Run run(Map<String, Object> status) {
        var key = new DedupeKey(status.toString());
        var origin = new Origin("104820561237744", Conversation.CHANNEL, "messages");
        var event = new Event(
                key.id("meta"),
                "meta",
                EventKind.STATUS,
                String.valueOf(status.get("status")),
                key,
                ContactKey.ofPhone("5215550104321"),
                7,
                origin,
                Conversation.NOW,
                Json.write(status),
                Payload.EMPTY);
        return Conversation.withOwner().run(event);
    }

    private static Map<String, Object> sample(String name) throws IOException {
        var webhook = Json.object(Files.readAllBytes(Path.of("src/test/resources/whatsapp", name + ".json")));
        var entry = first(webhook, "entry");
        return first(Json.asObject(first(entry, "changes").get("value")), "statuses");
    }

    private static Map<String, Object> first(Map<String, Object> map, String key) {
        return map.get(key) instanceof List<?> list ? Json.asObject(list.get(0)) : Map.of();
    }
}
