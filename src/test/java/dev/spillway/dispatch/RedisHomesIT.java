package dev.spillway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.RedisSettings;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisHomesIT {
    private static final Duration TTL = Duration.ofDays(30);
    private static final String Y = "525550104321";
    private static final String X = "MX.48291037465512093847";
    private static final String Z = "MX.70011223344556677889";

    private final Loop loop = new Loop();
    private final RedisSettings settings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(settings.keyPrefix(), Sightings.SHARDS);
    private RedisLink redis;
    private RedisHomes book;

    @BeforeEach
    void connect() {
        redis = loop.link(settings);
        book = new RedisHomes(loop.vertx(), redis, keys, TTL, Clock.systemUTC(), joined -> Future.succeededFuture());
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private Homes node(HomeBook of) {
        return new Homes(of, Sightings.SHARDS, new HomesMetrics(new SimpleMeterRegistry()), Clock.systemUTC());
    }

    private ContactKey home(Homes node, Event event) {
        return loop.call(() -> node.homeOf(event)).orElse(event.contactKey());
    }

    private Response command(Command command, Object... args) {
        var request = Request.cmd(command);
        for (var arg : args) request.arg(String.valueOf(arg));
        return loop.call(() -> redis.send(request));
    }

    private String entry(ContactKey alias) {
        return keys.ofShard(alias.shard(Sightings.SHARDS), "home:" + alias.value());
    }

    /** New nodes each time: nothing is remembered, all is asked. */
    @Test
    void answersAsItsTwinInMemoryDoes() {
        for (var seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            var twin = MemoryBook.prompt();
            for (var step = 0; step < 12; step++) {
                var event = event(seed, random.nextInt(7), step);
                assertThat(home(node(book), event))
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(node(twin).homeOf(event).result().orElse(event.contactKey()));
            }
        }
    }

    private static Event event(int seed, int which, int step) {
        var x = X + seed;
        var z = Z + seed;
        var y = "52555" + (1_000_000 + seed);
        var other = "52556" + (1_000_000 + seed);
        return switch (which) {
            case 0 -> Sightings.byPhone(y, step);
            case 1 -> Sightings.byUser(x);
            case 2 -> Sightings.byBoth(x, y);
            case 3 -> Sightings.byBoth(z, y);
            case 4 -> Sightings.idChanged(x, z);
            case 5 -> Sightings.byBoth(z, other);
            default -> Sightings.byPhone(other, step);
        };
    }

    @Test
    void endsWithOneHomeWhenManyNodesMeetAPersonAtOnce() {
        for (var round = 0; round < 50; round++) {
            var user = X + "r" + round;
            var phone = "52557" + (1_000_000 + round);
            var sights = List.of(
                    Sightings.byPhone(phone, 1),
                    Sightings.byUser(user),
                    Sightings.byBoth(user, phone),
                    Sightings.byBoth(user, phone),
                    Sightings.byPhone(phone, 2));
            loop.call(() -> Future.all(
                    sights.stream().map(event -> node(book).homeOf(event)).toList()));

            var home = home(node(book), Sightings.byUser(user));
            assertThat(home(node(book), Sightings.byPhone(phone, 3))).isEqualTo(home);
            assertThat(home(node(book), Sightings.byBoth(user, phone))).isEqualTo(home);
        }
    }

    @Test
    void keepsEntriesAsLongAsTheyAreUsed() {
        home(node(book), Sightings.byBoth(X, Y));
        var user = entry(ContactKey.ofUser(X));
        var phone = entry(ContactKey.ofPhone(Y));
        var old = TTL.minusDays(4).toMillis();
        command(Command.PEXPIRE, user, old);
        command(Command.PEXPIRE, phone, old);
        command(
                Command.HSET,
                user,
                "t",
                Clock.systemUTC().millis() - Duration.ofDays(4).toMillis());

        home(node(book), Sightings.byBoth(X, Y));
        assertThat(command(Command.PTTL, user).toLong()).isGreaterThan(old);
        assertThat(command(Command.PTTL, phone).toLong()).isGreaterThan(old);
    }

    @Test
    void writesNothingWhileEntriesAreYoung() {
        home(node(book), Sightings.byBoth(X, Y));
        command(Command.PEXPIRE, entry(ContactKey.ofUser(X)), TTL.minusDays(1).toMillis());

        home(node(book), Sightings.byBoth(X, Y));
        assertThat(command(Command.PTTL, entry(ContactKey.ofUser(X))).toLong())
                .isLessThanOrEqualTo(TTL.minusDays(1).toMillis());
    }

    @Test
    void onlyLooksAtTheEntryOfAUserWhosePhoneWasJoinedLately() {
        var user = entry(ContactKey.ofUser(X));
        var old = TTL.minusDays(4).toMillis();
        home(node(book), Sightings.byPhone(Y, 1));
        home(node(book), Sightings.byBoth(X, Y));
        command(Command.PEXPIRE, user, old);

        assertThat(home(node(book), Sightings.byBoth(X, Y))).isEqualTo(ContactKey.ofPhone(Y));
        assertThat(command(Command.PTTL, user).toLong()).isLessThanOrEqualTo(old);
        assertThat(home(node(book), Sightings.byUser(X))).isEqualTo(ContactKey.ofPhone(Y));
        assertThat(command(Command.PTTL, user).toLong()).isGreaterThan(old);
    }

    @Test
    void findsThePersonAgainWhoseEntriesTheStoreLost() {
        var user = entry(ContactKey.ofUser(X));
        home(node(book), Sightings.byPhone(Y, 1));
        home(node(book), Sightings.byBoth(X, Y));
        command(Command.DEL, user);

        assertThat(home(node(book), Sightings.byBoth(X, Y))).isEqualTo(ContactKey.ofPhone(Y));
        command(Command.DEL, entry(ContactKey.ofPhone(Y)));
        command(Command.HSET, user, "t", 0);
        assertThat(home(node(book), Sightings.byBoth(X, Y))).isEqualTo(ContactKey.ofPhone(Y));
        assertThat(home(node(book), Sightings.byPhone(Y, 2))).isEqualTo(ContactKey.ofPhone(Y));
    }

    @Test
    void goesOnWhileRedisIsFull() throws Exception {
        try (var full = new FullRedis()) {
            var link = loop.link(full.settings());
            full.fill(loop, link);
            var plain = Request.cmd(Command.HSET).arg("k").arg("h").arg("x");
            assertThatThrownBy(() -> loop.call(() -> link.send(plain))).hasMessageContaining("OOM");
            var node = node(new RedisHomes(
                    loop.vertx(), link, keys, TTL, Clock.systemUTC(), joined -> Future.succeededFuture()));

            assertThat(home(node, Sightings.byPhone(Y, 1))).isEqualTo(ContactKey.ofPhone(Y));
            assertThat(home(node, Sightings.byBoth(X, Y))).isEqualTo(ContactKey.ofPhone(Y));
            assertThat(IntStream.range(0, 3)
                            .mapToObj(i -> home(node, Sightings.byUser("MX." + i)))
                            .toList())
                    .hasSize(3);
        }
    }
}
