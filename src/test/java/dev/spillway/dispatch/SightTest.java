package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.CallbackData;
import dev.spillway.event.ContactKey;
import dev.spillway.event.EventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightTest {
    private static final String X = "MX.48291037465512093847";
    private static final ContactKey USER = ContactKey.ofUser(X);

    @Test
    void readsThePhoneThatCameWithAUser() {
        var sight = Sight.of(Sightings.byBoth(X, "5215550104321"), Sightings.SHARDS);

        assertThat(sight).contains(new Sight(USER, ContactKey.ofPhone("525550104321"), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"wa_id\":\"5215550104321\"}",
                "{\"wa_id\":\"5215550104321\",\"user_id\":\"MX.1\"}",
                "{\"wa_id\":\"MX.48291037465512093847\",\"user_id\":\"MX.48291037465512093847\"}",
                "{\"wa_id\":5215550104321,\"user_id\":\"MX.48291037465512093847\"}"
            })
    void believesNoPhoneThatMayBeSomebodyElses(String person) {
        var event = Sightings.event(EventKind.MESSAGE, "text", USER, "{}", person);

        assertThat(Sight.of(event, Sightings.SHARDS)).contains(new Sight(USER, null, null));
    }

    @Test
    void believesNoBackendThatAPhoneIsAUsers() {
        var person = "{\"wa_id\":\"5215550104321\",\"user_id\":\"" + X + "\"}";
        var event = Sightings.event(EventKind.BACKEND, "orders/paid", USER, "{}", person);

        assertThat(Sight.of(event, Sightings.SHARDS)).contains(new Sight(USER, null, null));
    }

    @Test
    void looksForTheHomeOfAPersonABackendTellsOfAndForThatOfNoRecord() {
        var phone = ContactKey.ofPhone("525550104321");
        var ofPerson = Sightings.event(EventKind.BACKEND, "orders/paid", phone, "{}", null);
        var ofRecord = Sightings.event(EventKind.BACKEND, "orders/paid", ContactKey.ofRecord("shop", "7"), "{}", null);

        assertThat(Sight.of(ofPerson, Sightings.SHARDS)).contains(new Sight(phone, null, null));
        assertThat(Sight.of(ofRecord, Sightings.SHARDS)).isEmpty();
    }

    @Test
    void leavesAStatusWhereItsDeliveryIs() {
        var marked = "{\"biz_opaque_callback_data\":\"" + new CallbackData(USER.shard(64), "d1").text() + "\"}";
        var here = Sightings.event(EventKind.STATUS, "read", USER, marked, null);
        var elsewhere = Sightings.placed(EventKind.STATUS, "read", USER, "{}", null, (USER.shard(64) + 1) % 64);
        var others = "{\"biz_opaque_callback_data\":\"campaign-7\"}";

        assertThat(Sight.of(here, Sightings.SHARDS)).isEmpty();
        assertThat(Sight.of(elsewhere, Sightings.SHARDS)).isEmpty();
        assertThat(Sight.of(Sightings.event(EventKind.STATUS, "read", USER, others, null), Sightings.SHARDS))
                .isPresent();
    }

    @Test
    void leavesAnswersOfOursWhereTheyAre() {
        assertThat(Sight.of(Sightings.event(EventKind.RESULT, "order", USER, "{}", null), Sightings.SHARDS))
                .isEmpty();
    }

    @Test
    void joinsNoPhoneByTheNewsOfAChangedId() {
        var sight = Sight.of(Sightings.idChanged(X, "MX.2"), Sightings.SHARDS);

        assertThat(sight).contains(new Sight(USER, null, ContactKey.ofUser("MX.2")));
    }
}
