package dev.spillway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.gate.Fact;
import dev.spillway.gate.SendClass;
import dev.spillway.gate.Stamp;
import dev.spillway.redis.Keyspace;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EverywhereIT {
    private static final int SHARDS = 8;
    private static final ContactKey HOME = ContactKey.ofUser("MX.48291037465512093847");
    private static final ContactKey PHONE = ContactKey.ofPhone("5215550104321");

    private final Loop loop = new Loop();
    private FactStore store;
    private Everywhere everywhere;

    @BeforeEach
    void connect() {
        var settings = TestStores.settings(TestStores.redis());
        store = new FactStore(loop.link(settings), new Keyspace(settings.keyPrefix(), SHARDS));
        Aliases aliases = key -> Future.succeededFuture(Set.of(key.equals(HOME) ? PHONE : HOME));
        everywhere = new Everywhere(aliases, store);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void bring(ContactKey key, boolean stopped, int second) {
        var at = Instant.ofEpochSecond(1_795_000_000L + second);
        var fact = Fact.suppression("", SendClass.NOTICE, stopped, new Stamp(at, at, "", "word"));
        loop.call(() -> store.bring(key.shard(SHARDS), List.of(new FactStore.Brought(key, fact))));
    }

    private boolean holds() {
        return loop.call(() -> store.consent(HOME).compose(known -> everywhere.holds(known, HOME, PHONE)));
    }

    @Test
    void aChangeHoldsEverywhereOnceItHasBeenBroughtToAllKeys() {
        assertThat(holds()).as("nothing was said").isTrue();

        bring(HOME, true, 1);
        assertThat(holds()).as("at home only").isFalse();

        bring(PHONE, true, 1);
        assertThat(holds()).isTrue();
    }

    @Test
    void whatIsNewerElsewhereHoldsNothingBack() {
        bring(HOME, true, 1);
        bring(PHONE, false, 2);

        assertThat(holds()).isTrue();
    }
}
