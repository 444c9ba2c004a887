package dev.spillway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.event.DedupeKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.Origin;
import dev.spillway.event.Payload;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Session;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has had enough advertising is left alone, whatever name the next message knows them by. */
class RestingIT {
    private static final int SHARDS = 8;
    private static final Instant ACCEPTED = Instant.parse("2026-11-10T18:00:00Z");
    private static final ContactKey PHONE = ContactKey.ofPhone("5215550104321");
    private static final ContactKey USER = ContactKey.ofUser("MX.48291");

    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private FactStore store;
    private Resting resting;

    @BeforeEach
    void connect() {
        store = new FactStore(loop.link(settings), new Keyspace(settings.keyPrefix(), SHARDS));
        resting = new Resting(
                store,
                SHARDS,
                code -> code == 131049 ? Optional.of(Duration.ofHours(24)) : Optional.empty(),
                new ConsentMetrics(registry));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void told(String json, Instant at) {
        var key = new DedupeKey(json);
        var event = new Event(
                key.id("meta"),
                "meta",
                EventKind.STATUS,
                "failed",
                key,
                USER,
                5,
                new Origin("104820561237744", "118264500913347", ""),
                at,
                Payload.of(json),
                Payload.EMPTY);
        loop.call(() -> resting.heed(new Occasion(event, ACCEPTED, "1-0", false, Session.EMPTY, 1)));
    }

    private Instant until(ContactKey key) {
        return loop.call(() -> store.of(key)).restUntil();
    }

    private static String failed(int code) {
        return "{\"id\": \"wamid.1\", \"status\": \"failed\", \"recipient_id\": \"525550104321\","
                + " \"recipient_user_id\": \"MX.48291\", \"errors\": [{\"code\": " + code + "}]}";
    }

    @Test
    void theyRestForADayUnderEveryNameThatTheStatusNames() {
        told(failed(131049), ACCEPTED.minusSeconds(60));
        var until = ACCEPTED.minusSeconds(60).plus(Duration.ofHours(24));
        assertThat(until(PHONE)).isEqualTo(until);
        assertThat(until(USER)).isEqualTo(until);
        assertThat(loop.call(() -> store.of(USER, 5)).restUntil())
                .as("where its message waited")
                .isEqualTo(until);
        assertThat(registry.counter("gateway.consent.rests").count()).isEqualTo(1);
    }

    @Test
    void anEarlierRestThatIsToldLaterShortensNothing() {
        told(failed(131049), ACCEPTED);
        told(failed(131049).replace("wamid.1", "wamid.2"), ACCEPTED.minusSeconds(3_600));
        assertThat(until(PHONE)).isEqualTo(ACCEPTED.plus(Duration.ofHours(24)));
    }

    @Test
    void noClockThatRunsAheadMakesItLonger() {
        told(failed(131049), ACCEPTED.plus(Duration.ofDays(30)));
        assertThat(until(PHONE)).isEqualTo(ACCEPTED.plus(Duration.ofHours(24)));
    }

    @Test
    void otherTroubleIsNoReasonToRest() {
        told(failed(131026), ACCEPTED);
        told("{\"id\": \"wamid.1\", \"status\": \"delivered\", \"recipient_id\": \"525550104321\"}", ACCEPTED);
        assertThat(until(PHONE)).isEqualTo(Instant.EPOCH);
    }
}
