package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import dev.spillway.event.GatewayException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HomesTest {
    private static final String Y = "5215550104321";
    private static final ContactKey PHONE = ContactKey.ofPhone(Y);
    private static final String X = "MX.48291037465512093847";
    private static final ContactKey USER = ContactKey.ofUser(X);
    private static final String Z = "MX.70011223344556677889";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MemoryBook book = MemoryBook.prompt();
    private final Homes homes = new Homes(book, Sightings.SHARDS, new HomesMetrics(registry), clock);

    private ContactKey home(Event event) {
        return homes.homeOf(event).result().orElse(event.contactKey());
    }

    @Test
    void keepsAPersonAtThePhoneThatWasSeenFirst() {
        home(Sightings.byPhone(Y, 1));

        assertThat(home(Sightings.byBoth(X, Y))).isEqualTo(PHONE);
        assertThat(home(Sightings.byUser(X))).isEqualTo(PHONE);
        assertThat(home(Sightings.byPhone(Y, 2))).isEqualTo(PHONE);
    }

    @Test
    void takesThePhoneToTheUserThatWasSeenFirst() {
        home(Sightings.byUser(X));
        home(Sightings.byPhone(Y, 1));
        home(Sightings.byBoth(X, Y));

        assertThat(home(Sightings.byPhone("525550104321", 2))).isEqualTo(USER);
    }

    @Test
    void tellsWhichKeysAreOnePersonsAndTheHomeTheyHadBefore() {
        home(Sightings.byUser(X));
        home(Sightings.byPhone(Y, 1));
        home(Sightings.byBoth(X, Y));

        assertThat(book.joined()).containsExactly(Set.of(USER, PHONE));
        var changed = ContactKey.ofUser(Z);
        home(Sightings.idChanged(X, Z));
        assertThat(book.joined()).last().isEqualTo(Set.of(USER, changed));
    }

    @Test
    void tellsNothingOfWhoHadTheNumberBefore() {
        home(Sightings.byPhone(Y, 1));
        home(Sightings.byBoth(X, Y));
        home(Sightings.byBoth(Z, Y));

        assertThat(book.joined()).last().isEqualTo(Set.of(ContactKey.ofUser(Z), PHONE));
    }

    @Test
    void startsAfreshForWhoeverHasTheNumberNext() {
        home(Sightings.byPhone(Y, 1));
        home(Sightings.byBoth(X, Y));

        assertThat(home(Sightings.byBoth(Z, Y))).isEqualTo(ContactKey.ofUser(Z));
        assertThat(home(Sightings.byUser(X))).isEqualTo(PHONE);
        assertThat(home(Sightings.byBoth(Z, "5215550109876"))).isEqualTo(ContactKey.ofUser(Z));
    }

    @Test
    void givesANewUserIdTheHomeOfTheOld() {
        home(Sightings.byPhone(Y, 1));
        home(Sightings.byBoth(X, Y));

        assertThat(home(Sightings.idChanged(X, Z))).isEqualTo(PHONE);
        assertThat(home(Sightings.byBoth(Z, Y))).isEqualTo(PHONE);
        assertThat(home(Sightings.byBoth(Z, "5215550109876"))).isEqualTo(PHONE);
        assertThat(home(Sightings.byPhone("525550109876", 2))).isEqualTo(PHONE);
    }

    @Test
    void believesASystemMessageOfANewUserIdToo() {
        var payload = "{\"type\":\"system\",\"system\":{\"user_id\":\"" + Z + "\",\"type\":\"user_changed_user_id\"}}";
        home(Sightings.event(EventKind.MESSAGE, "system", USER, payload, null));

        assertThat(home(Sightings.byUser(Z))).isEqualTo(USER);
    }

    @Test
    void leavesAUserIdWhereItWasSeenBeforeItsChangeWasTold() {
        home(Sightings.byUser(Z));
        home(Sightings.idChanged(X, Z));

        assertThat(home(Sightings.byUser(Z))).isEqualTo(ContactKey.ofUser(Z));
    }

    @Test
    void sendsOneEventTheSameWayHoweverOftenItIsMoved() {
        home(Sightings.byBoth(X, Y));
        var first = home(Sightings.byPhone(Y, 1));
        home(Sightings.byBoth(Z, Y));

        assertThat(home(Sightings.byPhone(Y, 1))).isEqualTo(first).isEqualTo(USER);
        assertThat(home(Sightings.byPhone(Y, 2))).isEqualTo(ContactKey.ofUser(Z));
    }

    @Test
    void neverMovesAnEventAgain() {
        home(Sightings.byPhone(Y, 1));
        home(Sightings.byBoth(X, Y));
        var moved = Homes.moved(Sightings.byBoth(X, Y), PHONE, Sightings.SHARDS);
        home(Sightings.byBoth(Z, Y));

        assertThat(homes.homeOf(moved).result()).isEmpty();
        assertThat(moved.id()).isEqualTo(Sightings.byBoth(X, Y).id());
        assertThat(moved.shard()).isEqualTo(PHONE.shard(Sightings.SHARDS));
    }

    @Test
    void asksOnceAnHourForAUserItKnows() {
        home(Sightings.byBoth(X, Y));
        var before = book.calls();
        home(Sightings.byBoth(X, Y));
        home(Sightings.byUser(X));
        assertThat(book.calls()).isEqualTo(before);

        now.updateAndGet(at -> at.plus(Duration.ofHours(1)));
        home(Sightings.byUser(X));
        assertThat(book.calls()).isEqualTo(before + 1);
        homes.forget();
        home(Sightings.byUser(X));
        assertThat(book.calls()).isEqualTo(before + 2);
        assertThat(registry.get("gateway.dispatch.homes")
                        .tag("by", "remembered")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void remembersFiftyThousandUsersAndNoMore() {
        for (var i = 0; i < 50_100; i++) home(Sightings.byUser("MX." + i));

        assertThat(registry.get("gateway.dispatch.homes.remembered.contacts")
                        .gauge()
                        .value())
                .isEqualTo(50_000);
    }

    @Test
    void goesOnWithAKnownUserWhileThePhonesShardIsAway() {
        home(Sightings.byUser(X));
        var lame = new Homes(new WithoutClaims(book), Sightings.SHARDS, new HomesMetrics(registry), clock);

        assertThat(lame.homeOf(Sightings.byBoth(X, Y)).result()).isEmpty();
        assertThat(lame.homeOf(Sightings.byBoth(Z, Y)).failed()).isTrue();
    }

    /** The shard of the phone is on a master that is away. */
    private record WithoutClaims(HomeBook book) implements HomeBook {
        @Override
        public Future<ContactKey> ofPhone(Event event) {
            return book.ofPhone(event);
        }

        @Override
        public Future<Entry> ofUser(ContactKey user, @Nullable ContactKey phone) {
            return book.ofUser(user, phone);
        }

        @Override
        public Future<Claim> claim(ContactKey phone, ContactKey user, @Nullable ContactKey home) {
            return Future.failedFuture(new GatewayException(GatewayException.Kind.UNAVAILABLE, "away"));
        }

        @Override
        public Future<ContactKey> settle(ContactKey user, ContactKey home, @Nullable ContactKey phone) {
            return book.settle(user, home, phone);
        }

        @Override
        public Future<Void> joined(Collection<ContactKey> keys) {
            return book.joined(keys);
        }
    }

    @Test
    void leavesWhatIsAboutNoPersonWhereItIs() {
        var event =
                Sightings.event(EventKind.TEMPLATE, "APPROVED", ContactKey.ofAccount("104820561237744"), "{}", null);

        assertThat(homes.homeOf(event).result()).isEqualTo(Optional.empty());
        assertThat(book.calls()).isZero();
    }
}
