package dev.spillway.ingress.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.CallbackData;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MetaDecoderTest {
    private static final int SHARDS = 64;

    private static List<Event> decode(String body) {
        return new MetaDecoder("meta", SHARDS).decode(body.getBytes(UTF_8));
    }

    private static Event only(String body) {
        var events = decode(body);
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static String body(String entries) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[" + entries + "]}";
    }

    private static String change(String field, String value) {
        return body("{\"id\":\"W\",\"changes\":[{\"value\":" + value + ",\"field\":\"" + field + "\"}]}");
    }

    private static String messages(String more) {
        return change("messages", "{\"metadata\":{\"phone_number_id\":\"N\"}," + more + "}");
    }

    @Test
    void findsEverythingWhateverTheOrderOfKeys() {
        var backwards = "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{"
                + "\"messages\":[{\"timestamp\":1795100400,\"type\":\"text\",\"id\":\"m1\",\"from\":\"5215550104321\"}],"
                + "\"contacts\":[{\"wa_id\":\"5215550104321\"}],\"metadata\":{\"phone_number_id\":\"N\"}}}],"
                + "\"time\":1795100401,\"id\":\"W\"}],\"object\":\"whatsapp_business_account\"}";

        var event = only(backwards);

        assertThat(event.origin()).isEqualTo(new Origin("W", "N", "messages"));
        assertThat(event.dedupeKey().value()).isEqualTo("N:m1");
        assertThat(event.contactKey().value()).isEqualTo("p:525550104321");
        assertThat(event.person().text()).isEqualTo("{\"wa_id\":\"5215550104321\"}");
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochSecond(1795100400));
    }

    @Test
    void takesSeveralKindsOutOfOneValue() {
        var events =
                decode(messages("\"messages\":[{\"id\":\"m1\"}],\"statuses\":[{\"id\":\"m0\",\"status\":\"read\"}],"
                        + "\"errors\":[{\"code\":1}],\"galaxies\":[{\"a\":1}]"));

        assertThat(events.stream().map(Event::kind))
                .containsExactly(EventKind.MESSAGE, EventKind.STATUS, EventKind.ERROR, EventKind.OPAQUE);
        assertThat(events.get(3).type()).isEqualTo("galaxies");
        assertThat(events.get(3).payload().text()).isEqualTo("[{\"a\":1}]");
    }

    @Test
    void keepsABadElementAndItsNeighbours() {
        var events = decode(
                messages("\"messages\":[{\"id\":\"m1\"},{\"type\":\"text\"},17,\"x\",null,[1],{\"id\":\"m2\"}]"));

        assertThat(events.stream().map(Event::kind).map(EventKind::name).collect(Collectors.joining(" ")))
                .isEqualTo("MESSAGE OPAQUE OPAQUE OPAQUE OPAQUE OPAQUE MESSAGE");
        assertThat(events.stream().map(event -> event.payload().text()))
                .containsExactly(
                        "{\"id\":\"m1\"}", "{\"type\":\"text\"}", "17", "\"x\"", "null", "[1]", "{\"id\":\"m2\"}");
        assertThat(events.stream().map(Event::id)).doesNotHaveDuplicates();
        assertThat(events.get(2).dedupeKey().value())
                .isEqualTo("N:messages:4523540f1504cd17100c4835e85b7eefd49911580f8efff0599a8f283be6b9e3");
    }

    @Test
    void keepsWhatIsNoObjectOrHasNoValueInTheEnvelope() {
        var events =
                decode(body("5,{\"id\":\"W\",\"changes\":[7,{\"field\":\"messages\"},{\"field\":\"f\",\"value\":8}]}"));

        assertThat(events.stream().map(Event::kind)).containsOnly(EventKind.OPAQUE);
        assertThat(events.stream().map(event -> event.payload().text()))
                .containsExactlyInAnyOrder("5", "7", "{\"field\":\"messages\"}", "8");
    }

    @Test
    void keepsUnknownArraysOfEntriesAndOfTheEnvelope() {
        var text = "{\"object\":\"whatsapp_business_account\",\"extra\":[1],"
                + "\"entry\":[{\"id\":\"W\",\"changes\":[],\"standby\":[{}]}]}";

        var events = decode(text);

        assertThat(events.stream().map(Event::type)).containsExactly("standby", "extra");
        assertThat(events.get(0).contactKey().value()).isEqualTo("a:W");
        assertThat(events.get(1).contactKey().value()).isEqualTo("s:meta");
    }

    @Test
    void yieldsNothingForAnEnvelopeWithoutElements() {
        assertThat(decode(body(""))).isEmpty();
        assertThat(decode(body("{\"id\":\"W\",\"changes\":[]}"))).isEmpty();
        assertThat(decode(messages("\"messages\":[]"))).isEmpty();
    }

    @Test
    void keepsAKnownArrayThatIsNone() {
        assertThat(only(messages("\"messages\":{\"id\":\"m1\"}")).kind()).isEqualTo(EventKind.OPAQUE);
    }

    @Test
    void keepsWhatIsNoJsonWhole() {
        for (var text : List.of("", " ", "hello", "{", "{}{}", "{\"object\":", "\u0000", "[[[[")) {
            var event = only(text);
            assertThat(event.kind()).isEqualTo(EventKind.UNREADABLE);
            assertThat(event.type()).isEqualTo("not_json");
            assertThat(event.payload().text()).isEqualTo(text);
            assertThat(event.contactKey().value()).isEqualTo("s:meta");
        }
    }

    @Test
    void keepsAnotherEnvelopeWhole() {
        var others = List.of(
                "[]",
                "17",
                "null",
                "{}",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"1\"}]}",
                "{\"entry\":[]}",
                "{\"object\":\"whatsapp_business_account\",\"entry\":{\"id\":1}}",
                "{\"object\":\"whatsapp_business_account\",\"encrypted\":\"abc\"}");
        for (var text : others) {
            var event = only(text);
            assertThat(event.kind()).isEqualTo(EventKind.UNREADABLE);
            assertThat(event.type()).isEqualTo("unknown_envelope");
            assertThat(event.payload().text()).isEqualTo(text);
        }
    }

    @Test
    void keepsOtherEncodingsWhole() {
        var utf16 = body("{\"id\":\"W\",\"changes\":[]}").getBytes(StandardCharsets.UTF_16);

        var events = new MetaDecoder("meta", SHARDS).decode(utf16);

        assertThat(events).hasSize(1);
        assertThat(events.get(0).kind()).isEqualTo(EventKind.UNREADABLE);
        assertThat(events.get(0).payload().bytes()).isEqualTo(utf16);
    }

    @Test
    void cutsExactlyBehindAByteOrderMark() {
        var event = only("\uFEFF" + messages("\"messages\":[{\"id\":\"m1\"}]"));

        assertThat(event.payload().text()).isEqualTo("{\"id\":\"m1\"}");
    }

    @Test
    void takesNothingOfABodyThatEndsInTheMiddle() {
        var many =
                IntStream.range(0, 600).mapToObj(i -> "{\"id\":\"m" + i + "\"}").collect(Collectors.joining(","));
        var whole = messages("\"messages\":[" + many + "]");
        var cut = whole.substring(0, whole.indexOf("\"m500\"") + 3);

        assertThat(decode(whole)).hasSize(600);
        assertThat(only(cut).kind()).isEqualTo(EventKind.UNREADABLE);
        assertThat(only(cut).payload().text()).isEqualTo(cut);
    }

    @Test
    void readsNestingUpToItsBoundAndKeepsDeeperBodiesWhole() {
        assertThat(only(messages("\"messages\":[{\"id\":\"m1\",\"x\":" + "[".repeat(200) + "]".repeat(200) + "}]"))
                        .kind())
                .isEqualTo(EventKind.MESSAGE);
        assertThat(only(messages("\"messages\":[{\"id\":\"m1\",\"x\":" + "[".repeat(9000) + "]".repeat(9000) + "}]"))
                        .kind())
                .isEqualTo(EventKind.UNREADABLE);
    }

    @Test
    void passesOverHugeNumbers() {
        var huge = "9".repeat(5000);

        var message =
                only(messages("\"messages\":[{\"id\":\"m1\",\"timestamp\":" + huge + ",\"x\":-" + huge + ".5e9}]"));
        var account = only(change("account_update", "{\"event\":\"E\",\"n\":" + huge + "}"));

        assertThat(message.kind()).isEqualTo(EventKind.MESSAGE);
        assertThat(message.occurredAt()).isNull();
        assertThat(account.kind()).isEqualTo(EventKind.ACCOUNT);
    }

    @Test
    void takesTheLastOfARepeatedNameAndBothOfARepeatedArray() {
        var events = decode(
                messages("\"messages\":[{\"id\":\"m1\",\"id\":\"m2\"}],\"messages\":[{\"id\":\"m3\",\"id\":null}]"));

        assertThat(events.stream().map(Event::kind)).containsExactly(EventKind.MESSAGE, EventKind.OPAQUE);
        assertThat(events.get(0).dedupeKey().value()).isEqualTo("N:m2");
    }

    @Test
    void aRepeatWithMoreKeysAndContactsKeepsItsKeyAndShard() {
        var first =
                only(messages("\"statuses\":[{\"id\":\"m\",\"status\":\"read\",\"recipient_id\":\"525550104321\"}]"));
        var again = only(
                messages(
                        "\"contacts\":[{\"wa_id\":\"525550104321\",\"user_id\":\"MX.1\"}],\"statuses\":[{\"new\":{},"
                                + "\"timestamp\":\"1795100400\",\"recipient_id\":\"525550104321\",\"status\":\"read\",\"id\":\"m\"}]"));

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.shard()).isEqualTo(first.shard());
    }

    @Test
    void aValueThatIsOneEventHasTheSameKeyHoweverItIsWritten() {
        var first = only(change("account_update", "{\"event\":\"E\",\"info\":{\"a\":1,\"b\":\"\u00e4\"}}"));
        var again = only(change("account_update", "{ \"info\": {\"b\":\"\\u00e4\", \"a\":1},\n\"event\":\"E\"}"));
        var other = only(change("account_update", "{\"event\":\"E\",\"info\":{\"a\":2,\"b\":\"\u00e4\"}}"));

        assertThat(again.id()).isEqualTo(first.id()).isNotEqualTo(other.id());
        assertThat(first.dedupeKey().value()).startsWith("W:account_update:untimed:");
    }

    @Test
    void aStatusWithOurMarkGoesToTheShardInIt() {
        var mark = new CallbackData(41, "order-1").text();
        var status = "\"statuses\":[{\"id\":\"m\",\"status\":\"read\",\"recipient_id\":\"525550104321\","
                + "\"biz_opaque_callback_data\":\"%s\"}]";

        var ours = only(messages(status.formatted(mark)));
        var beyond = only(messages(status.formatted("sw1.64.order-1")));

        assertThat(ours.shard()).isEqualTo(41);
        assertThat(ours.contactKey().value()).isEqualTo("p:525550104321");
        assertThat(beyond.shard()).isEqualTo(beyond.contactKey().shard(SHARDS));
    }

    @Test
    void recognisesAUserIdInThePlaceOfAPhone() {
        assertThat(only(messages("\"messages\":[{\"id\":\"m\",\"from\":\"MX.4829A\"}]"))
                        .contactKey()
                        .value())
                .isEqualTo("u:MX.4829A");
        assertThat(only(messages("\"messages\":[{\"id\":\"m\",\"from\":\"Y2FwaV9\"}]"))
                        .contactKey()
                        .value())
                .isEqualTo("n:N");
    }

    @Test
    void aGroupsStatusIsItsParticipants() {
        var status =
                "\"statuses\":[{\"id\":\"m\",\"status\":\"read\",\"recipient_type\":\"group\",\"recipient_id\":\"12345678\"%s}]";

        var participant = only(messages(status.formatted(",\"recipient_participant_id\":\"525550104321\"")));
        var nobody = only(messages(status.formatted("")));

        assertThat(participant.contactKey().value()).isEqualTo("p:525550104321");
        assertThat(participant.dedupeKey().value()).isEqualTo("N:m:read:525550104321");
        assertThat(nobody.contactKey().value()).isEqualTo("n:N");
    }

    @Test
    void findsThePersonAmongSeveralByEitherId() {
        var contacts = "\"contacts\":[{\"wa_id\":\"521\",\"n\":1},{\"wa_id\":\"522\",\"user_id\":\"MX.2\"}],";

        var byUser = only(messages(contacts + "\"messages\":[{\"id\":\"m\",\"from_user_id\":\"MX.2\"}]"));
        var byPhone = only(messages(contacts + "\"messages\":[{\"id\":\"m\",\"from\":\"521\"}]"));
        var neither = only(messages(contacts + "\"messages\":[{\"id\":\"m\",\"from\":\"523\"}]"));

        assertThat(byUser.person().text()).isEqualTo("{\"wa_id\":\"522\",\"user_id\":\"MX.2\"}");
        assertThat(byPhone.person().text()).isEqualTo("{\"wa_id\":\"521\",\"n\":1}");
        assertThat(neither.person().isEmpty()).isTrue();
    }

    @Test
    void readsSecondsAndMillisecondsAsTextOrNumber() {
        var message = "\"messages\":[{\"id\":\"m\",\"timestamp\":%s}]";

        assertThat(only(messages(message.formatted("\"1795100400\""))).occurredAt())
                .isEqualTo("2026-11-19T15:00:00Z");
        assertThat(only(messages(message.formatted("1795100400123"))).occurredAt())
                .isEqualTo("2026-11-19T15:00:00.123Z");
        for (var none : List.of("0", "-5", "1.5", "\"soon\"", "true", "99999999999999999999")) {
            assertThat(only(messages(message.formatted(none))).occurredAt()).isNull();
        }
    }

    @Test
    void mediaOfAHistoryIsHistoryAndNoRepeatOfItsPlaceholder() {
        var value = "{\"metadata\":{\"phone_number_id\":\"N\",\"display_phone_number\":\"525541007700\"},"
                + "\"messages\":[{\"id\":\"m\",\"from\":\"525541007700\",\"to\":\"525550104321\",\"type\":\"image\"}]}";

        var event = only(change("history", value));

        assertThat(event.kind()).isEqualTo(EventKind.HISTORY);
        assertThat(event.dedupeKey().value()).isEqualTo("N:m:media");
        assertThat(event.contactKey().value()).isEqualTo("p:525550104321");
    }

    @Test
    void aCallTheBusinessBeganBelongsToThePersonCalled() {
        var call = "{\"metadata\":{\"phone_number_id\":\"N\"},\"calls\":[{\"id\":\"c\",\"event\":\"connect\","
                + "\"direction\":\"BUSINESS_INITIATED\",\"from\":\"525541007700\",\"to\":\"525550104321\"}]}";

        assertThat(only(change("calls", call)).contactKey().value()).isEqualTo("p:525550104321");
    }

    @Test
    void anOptOutWithoutTimeStillIsOne() {
        var event = only(
                change("user_preferences", "{\"user_preferences\":[{\"wa_id\":\"525550104321\",\"value\":\"stop\"}]}"));

        assertThat(event.kind()).isEqualTo(EventKind.PREFERENCE);
        assertThat(event.type()).isEqualTo("stop");
    }

    @Test
    void keepsAHistoryChunkItCannotRead() {
        var events = decode(change("history", "{\"history\":[{\"future\":1},3,{\"threads\":[4,{\"id\":\"5\"}]}]}"));

        assertThat(events.stream()
                        .map(event -> event.kind() + " " + event.payload().text()))
                .contains("OPAQUE {\"future\":1}", "OPAQUE 3", "OPAQUE 4");
    }
}
