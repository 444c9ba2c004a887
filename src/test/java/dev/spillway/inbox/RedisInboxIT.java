package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.support.Events;
import dev.spillway.support.Loop;
import dev.spillway.support.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisInboxIT {
    private static final InboxSettings SETTINGS = new InboxSettings(8, 512, 1 << 20, 2, 10_000, Duration.ofHours(47));

    private final Loop loop = new Loop();
    private final dev.spillway.redis.RedisSettings redisSettings = TestStores.settings(TestStores.redis());
    private final Keyspace keys = new Keyspace(redisSettings.keyPrefix(), 64);
    private RedisLink redis;
    private RedisInbox inbox;

    @BeforeEach
    void connect() {
        redis = loop.link(redisSettings);
        inbox = loop.call(() -> Future.succeededFuture(
                new RedisInbox(loop.vertx(), redis, keys, SETTINGS, new InboxMetrics(new SimpleMeterRegistry()))));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private List<Receipt> accept(Event... events) {
        return loop.call(() -> inbox.accept(List.of(events)));
    }

    private long appended() {
        return IntStream.range(0, SETTINGS.shards())
                .mapToLong(shard -> loop.call(
                                () -> redis.send(Request.cmd(Command.XLEN).arg(keys.ofShard(shard, "inbox"))))
                        .toLong())
                .sum();
    }

    @Test
    void acceptsAnEventOnce() {
        var event = Events.message("a", "5215550104321", 8);
        assertThat(accept(event)).containsExactly(Receipt.ACCEPTED);
        assertThat(accept(event)).containsExactly(Receipt.DUPLICATE);
        assertThat(appended()).isEqualTo(1);
    }

    @Test
    void takesNothingInARehearsal() {
        var event = Events.message("rehearsed", "5215550104321", 8);
        var rehearsal = new RedisRehearsal(loop.link(redisSettings), keys, SETTINGS);

        assertThat(loop.call(() -> rehearsal.accept(List.of(event)))).containsExactly(Receipt.ACCEPTED);

        assertThat(appended()).isZero();
        assertThat(accept(event)).containsExactly(Receipt.ACCEPTED);
        loop.call(rehearsal::close);
    }

    @Test
    void acceptsOnlyOneOfManyConcurrentTwins() {
        var event = Events.message("twin", "5215550104321", 8);
        var receipts = loop.call(() -> Future.all(IntStream.range(0, 50)
                .mapToObj(i -> inbox.accept(List.of(event, event)))
                .toList()));
        assertThat(receipts.<List<Receipt>>list().stream().flatMap(List::stream).filter(Receipt.ACCEPTED::equals))
                .hasSize(1);
        assertThat(appended()).isEqualTo(1);
    }

    @Test
    void acceptsAThousandEventsOfOneWebhookInOrderOfReceipts() {
        var events = IntStream.range(0, 1000)
                .mapToObj(i -> Events.message("e" + i, "52155501" + (10000 + i), 8))
                .toArray(Event[]::new);
        assertThat(accept(events)).hasSize(1000).containsOnly(Receipt.ACCEPTED);
        assertThat(appended()).isEqualTo(1000);
    }

    @Test
    void leavesNoMarkWhenTheAppendFails() {
        var event = Events.message("broken", "5215550104321", 8);
        var stream = keys.ofShard(event.shard(), "inbox");
        loop.call(() -> redis.send(Request.cmd(Command.SET).arg(stream).arg("not a stream")));
        assertThat(accept(event)).containsExactly(Receipt.FAILED);
        loop.call(() -> redis.send(Request.cmd(Command.DEL).arg(stream)));
        assertThat(accept(event)).containsExactly(Receipt.ACCEPTED);
    }

    @Test
    void failsOnlyTheEventWhoseShardIsBroken() {
        var broken = Events.message("broken", "5215550104321", 8);
        var other = IntStream.range(0, 100)
                .mapToObj(i -> Events.message("ok", "521555010" + (1000 + i), 8))
                .filter(event -> event.shard() != broken.shard())
                .findFirst()
                .orElseThrow();
        loop.call(() -> redis.send(Request.cmd(Command.SET)
                .arg(keys.ofShard(broken.shard(), "inbox"))
                .arg("x")));
        assertThat(accept(broken, other)).containsExactly(Receipt.FAILED, Receipt.ACCEPTED);
    }

    @Test
    void marksWhatHappenedLongAgoAsOld() {
        accept(Events.message("old", "5215550104321", 8, Instant.now().minus(Duration.ofDays(2))));
        accept(Events.message("new", "5215550104321", 8, Instant.now()));
        var shard = Events.message("new", "5215550104321", 8).shard();
        var range = loop.call(() -> redis.send(Request.cmd(Command.XRANGE)
                .arg(keys.ofShard(shard, "inbox"))
                .arg("-")
                .arg("+")));
        assertThat(range.get(0).get(1).get(0)).hasToString("o");
        assertThat(range.get(1).get(1).get(0)).hasToString("e");
    }

    @Test
    void givesItsDedupeKeysTheLifeOfTheirKind() {
        var event = Events.message("ttl", "5215550104321", 8);
        accept(event);
        var found = loop.call(() -> redis.send(Request.cmd(Command.KEYS).arg(redisSettings.keyPrefix() + ":*:d:*")));
        var ttl = loop.call(
                () -> redis.send(Request.cmd(Command.PTTL).arg(found.get(0).toBuffer())));
        assertThat(Duration.ofMillis(ttl.toLong())).isBetween(Duration.ofHours(47), Duration.ofDays(2));
    }

    /** Whichever of them come together. */
    @Test
    void givesWhatBusinessSystemsSendTheLifeItAsksFor() {
        var message = Events.message("m", "5215550104321", 8);
        var hour = Events.send("one", "5215550104322", 8, Duration.ofHours(1));
        var week = Events.send("other", "5215550104323", 8, Duration.ofDays(7));
        assertThat(accept(hour, message, week)).containsOnly(Receipt.ACCEPTED).hasSize(3);

        assertThat(Duration.ofMillis(lifeOfMark(hour))).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(Duration.ofMillis(lifeOfMark(week))).isBetween(Duration.ofHours(167), Duration.ofDays(7));
        assertThat(Duration.ofMillis(lifeOfMark(message))).isBetween(Duration.ofHours(47), Duration.ofDays(2));
    }

    /** All in one script call, which names each shard and each life once. */
    @Test
    void marksAndAppendsEventsOfManyShardsAndKindsInOneCall() {
        var events = IntStream.range(0, 40)
                .mapToObj(i -> i % 2 == 0
                        ? Events.message("m" + i, "52155501043" + (10 + i), 8)
                        : Events.opaque("o" + i, "52155501043" + (10 + i), 8))
                .toArray(Event[]::new);
        assertThat(accept(events)).containsOnly(Receipt.ACCEPTED).hasSize(40);
        assertThat(accept(events)).containsOnly(Receipt.DUPLICATE).hasSize(40);
        for (var event : events) {
            var left = Duration.ofMillis(lifeOfMark(event));
            assertThat(left)
                    .isBetween(
                            event.kind().dedupeTtl().minusMinutes(1),
                            event.kind().dedupeTtl());
        }
        assertThat(appended()).isEqualTo(40);
    }

    private long lifeOfMark(Event event) {
        var mark = DedupeMark.of(keys, event);
        return loop.call(() -> redis.send(Request.cmd(Command.PTTL).arg(mark))).toLong();
    }

    @Test
    void healsAfterRedisForgotItsScripts() {
        accept(Events.message("first", "5215550104321", 8));
        loop.call(() -> redis.send(Request.cmd(Command.SCRIPT).arg("FLUSH")));
        assertThat(accept(Events.message("second", "5215550104321", 8))).containsExactly(Receipt.ACCEPTED);
    }

    @Test
    void refusesAtOnceWhileRedisIsAway() {
        loop.call(redis::close);
        assertThatThrownBy(() -> accept(Events.message("away", "5215550104321", 8)))
                .rootCause()
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.kind()).isEqualTo(GatewayException.Kind.UNAVAILABLE));
    }
}
