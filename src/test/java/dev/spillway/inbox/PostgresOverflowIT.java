package dev.spillway.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.support.Events;
import dev.spillway.support.TestStores;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresOverflowIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String PHONE = "5215550104321";

    private InboxRig rig;
    private String database = "";

    @BeforeEach
    void open() {
        database = InboxRig.database(TestStores.postgres());
        rig = new InboxRig(TestStores.redis(), database, TIMEOUT).ready();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private List<Receipt> accept(Event... events) {
        return rig.accept(rig.overflow, events);
    }

    private static Event[] events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> InboxRig.event("e" + i, PHONE))
                .toArray(Event[]::new);
    }

    private static List<String> ids(Stream<Event> events) {
        return events.map(event -> event.id().value()).toList();
    }

    @Test
    void takesAnEventOnce() {
        var event = InboxRig.event("a");
        assertThat(accept(event, event)).containsExactly(Receipt.ACCEPTED, Receipt.DUPLICATE);
        assertThat(accept(event)).containsExactly(Receipt.DUPLICATE);
        assertThat(rig.rows()).hasSize(1);
    }

    @Test
    void takesOneOfManyTwinsOfTwoNodes() {
        var events = events(50);
        try (var other = new InboxRig(TestStores.redis(), database, TIMEOUT).ready()) {
            var reversed = new ArrayList<>(List.of(events));
            Collections.reverse(reversed);
            var answers = IntStream.range(0, 10)
                    .mapToObj(
                            i -> List.of(rig.sent(rig.overflow, List.of(events)), other.sent(other.overflow, reversed)))
                    .flatMap(List::stream)
                    .toList();
            var receipts = rig.loop.call(() -> Future.all(answers)).<List<Receipt>>list();
            assertThat(receipts.stream().flatMap(List::stream).filter(Receipt.ACCEPTED::equals))
                    .hasSize(50);
        }
        assertThat(rig.rows()).hasSize(50);
    }

    @Test
    void keepsTheOrderOfAcceptanceOverManyStatements() {
        var events = events(1500);
        assertThat(accept(events)).hasSize(1500).containsOnly(Receipt.ACCEPTED);
        var rows = rig.rows();
        assertThat(rows.stream()
                        .map(row -> EventCodec.decode(row.shard(), row.stored().bytes())))
                .containsExactly(events);
        assertThat(rows).isSortedAccordingTo(Comparator.comparing(OverflowRow::acceptedAt));
    }

    @Test
    void datesWhatItTakesByRedisClock() {
        Awaitility.await().until(() -> Math.abs(skew()) < 1_000);
        var before = rig.time.instant(0);
        accept(InboxRig.event("a"));
        assertThat(rig.rows().get(0).acceptedAt())
                .isBetween(before.minusMillis(1), rig.time.instant(0).plusMillis(1));
    }

    private long skew() {
        return Duration.between(Instant.now(), rig.time.instant(0)).toMillis();
    }

    @Test
    void saysWhichShardsHoldRowsUntilTheyAreRemoved() {
        var all = List.of(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(rig.loop.call(() -> rig.overflow.waiting(all))).isEmpty();
        var event = InboxRig.event("a");
        accept(event);
        assertThat(rig.loop.call(() -> rig.overflow.waiting(all))).containsExactly(event.shard());
        var rows = rig.rows();
        rig.loop.call(() -> rig.overflow.remove(rows));
        assertThat(rig.loop.call(() -> rig.overflow.waiting(all))).isEmpty();
    }

    @Test
    void leavesOutRowsInHandAndReadsNoMoreThanAskedFor() {
        var events = events(10);
        accept(events);
        var shard = events[0].shard();
        var first = rig.loop.call(() -> rig.overflow.read(List.of(shard), List.of(), 3));
        var inHand = first.stream().map(OverflowRow::number).toList();
        var next = rig.loop.call(() -> rig.overflow.read(List.of(shard), inHand, 3));
        var read = Stream.concat(first.stream(), next.stream())
                .map(row -> EventCodec.decode(shard, row.stored().bytes()));
        assertThat(ids(read)).isEqualTo(ids(Stream.of(events).limit(6)));
    }

    @Test
    void readsManyShardsByOneQuestionAndOfEachNoMoreThanAskedFor() {
        var events = IntStream.range(0, 200)
                .mapToObj(i -> InboxRig.event("m" + i, "52155501" + (10_000 + i)))
                .toArray(Event[]::new);
        accept(events);
        var shards = IntStream.range(0, InboxRig.SHARDS).boxed().toList();
        var first = rig.loop.call(() -> rig.overflow.read(shards, List.of(), 3));
        var inHand = first.stream().map(OverflowRow::number).toList();
        var next = rig.loop.call(() -> rig.overflow.read(shards, inHand, 3));
        for (var shard : shards) {
            var read = Stream.concat(first.stream(), next.stream())
                    .filter(row -> row.shard() == shard)
                    .map(row -> EventCodec.decode(shard, row.stored().bytes()));
            assertThat(ids(read))
                    .isEqualTo(ids(Stream.of(events)
                            .filter(event -> event.shard() == shard)
                            .limit(6)));
        }
    }

    @Test
    void readsFewerOfLargeEventsButOneOfEachShard() {
        var text = "x".repeat(600_000);
        var events = IntStream.range(0, 20)
                .mapToObj(i -> Events.saying("l" + i, "52155501" + (10_000 + i), InboxRig.SHARDS, text))
                .toArray(Event[]::new);
        accept(events);
        var shards = Stream.of(events).map(Event::shard).distinct().toList();
        var read = rig.loop.call(() -> rig.overflow.read(shards, List.of(), 100));
        assertThat(read.stream().map(OverflowRow::shard).distinct()).hasSameSizeAs(shards);
        assertThat(read).hasSizeLessThan(events.length);
    }

    @Test
    void tellsTheEarliestRowOfEachShardThatIsNotInHand() {
        var event = InboxRig.event("a");
        var shards = IntStream.range(0, InboxRig.SHARDS).boxed().toList();
        accept(event, InboxRig.event("b"));
        var first = rig.loop.call(() -> rig.overflow.read(List.of(event.shard()), List.of(), 1));
        var number = first.get(0).number();
        var places = rig.loop.call(() -> rig.overflow.earliest(shards, List.of(), 10));
        assertThat(places).contains(first.get(0).place());
        var others = rig.loop.call(() -> rig.overflow.earliest(shards, List.of(number), 10));
        assertThat(others).noneMatch(place -> place.number() == number);
        var all = rig.rows().stream().map(OverflowRow::number).toList();
        assertThat(rig.loop.call(() -> rig.overflow.earliest(shards, all, 10))).isEmpty();
    }

    @Test
    void tellsItsDepth() {
        accept(events(7));
        Awaitility.await()
                .until(() -> rig.registry
                                .get("gateway.inbox.overflow.depth.events")
                                .gauge()
                                .value()
                        == 7);
        assertThat(rig.count("gateway.inbox.overflow.events", "stored")).isEqualTo(7);
    }

    @Test
    void failsAtOnceWhilePostgresIsAway() {
        try (var away = new InboxRig(TestStores.redis(), "postgresql://a:b@127.0.0.1:1/c", TIMEOUT)) {
            assertThatThrownBy(() -> away.accept(away.overflow, InboxRig.event("a")))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            GatewayException.class,
                            e -> assertThat(e.kind()).isEqualTo(GatewayException.Kind.UNAVAILABLE));
            assertThat(away.overflow.isUp()).isFalse();
        }
    }
}
