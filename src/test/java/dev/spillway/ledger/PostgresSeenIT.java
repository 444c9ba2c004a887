package dev.spillway.ledger;

import static dev.spillway.ledger.LedgerRig.NOW;
import static dev.spillway.ledger.LedgerRig.await;
import static dev.spillway.ledger.LedgerRig.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.event.GatewayException;
import dev.spillway.ledger.SeenEvents.Claim;
import dev.spillway.postgres.Postgres;
import dev.spillway.sandbox.LocalRedis;
import dev.spillway.support.TestStores;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresSeenIT {
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(3));
    private static final Duration OLD_AGE = Duration.ofHours(47);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private LedgerRig rig;
    private PostgresSeen seen;

    @BeforeEach
    void open() {
        rig = new LedgerRig(TestStores.postgres()).migrated();
        seen = seen(rig.pool);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private PostgresSeen seen(io.vertx.sqlclient.Pool pool) {
        var metrics = new MemoryMetrics(rig.registry);
        return new PostgresSeen(rig.vertx, pool, Duration.ofSeconds(5), CLOCK, metrics);
    }

    private static Claim old(int event, String entry) {
        return new Claim(event(event), LONG_AGO, NOW, entry);
    }

    private List<String> entries(Claim... claims) {
        return await(seen.claim(List.of(claims))).stream()
                .map(SeenEvents.Standing::entryId)
                .toList();
    }

    private OldEvents oldEvents() {
        return new OldEvents(rig.feed(), seen, shard -> false, OLD_AGE, CLOCK);
    }

    @Test
    void givesAnEventToTheFirstEntryThatClaimsIt() {
        assertThat(entries(old(1, "5-1"), old(2, "5-2"))).containsExactly("5-1", "5-2");
        assertThat(entries(old(2, "9-2"), old(1, "9-1"))).containsExactly("5-2", "5-1");
        assertThat(entries(old(1, "5-1"))).containsExactly("5-1");
    }

    @Test
    void givesAnEventThatIsClaimedTwiceAtOnceToTheFirst() {
        assertThat(entries(old(1, "5-1"), old(1, "5-2"), old(1, "5-1"))).containsExactly("5-1", "5-1", "5-1");
    }

    @Test
    void knowsAnEventWithoutATimeOfItsOwnOnAnotherDay() {
        var first = new Claim(event(1), null, NOW.minus(Duration.ofDays(5)), "5-1");
        var repeat = new Claim(event(1), null, NOW, "9-1");
        await(seen.claim(List.of(first)));
        assertThat(entries(repeat)).containsExactly("5-1");
        assertThat(entries(first)).containsExactly("5-1");
    }

    @Test
    void takesTimesThatNoCalendarHas() {
        Claim[] claims = {
            new Claim(event(1), Instant.MIN, NOW, "5-1"),
            new Claim(event(2), Instant.MAX, NOW, "5-1"),
            new Claim(event(3), Instant.EPOCH, NOW, "5-1")
        };
        assertThat(entries(claims)).containsExactly("5-1", "5-1", "5-1");
    }

    @Test
    void knowsWhatCameByTheLedger() {
        rig.append(0, new LedgerEntry.Seen(event(1), LONG_AGO, LONG_AGO, "1-1"));
        rig.append(0, new LedgerEntry.Seen(event(2), Instant.MIN, LONG_AGO, "1-2"));
        rig.start().drained();
        assertThat(entries(old(1, "5-1"))).containsExactly("1-1");
        assertThat(entries(new Claim(event(2), Instant.MIN, NOW, "5-2"))).containsExactly("1-2");
    }

    @Test
    void givesEachEventToOneOfManyThatClaimItAtOnce() {
        var nodes = IntStream.range(0, 4).mapToObj(node -> seen(rig.pool)).toList();
        var claims = IntStream.range(0, 200)
                .mapToObj(i -> nodes.get(i % 4).claim(twenty(i)))
                .toList();
        await(Future.all(claims));
        var answers = claims.stream().map(Future::result).toList();
        for (var of = 0; of < 10; of++) {
            var group = IntStream.iterate(of, i -> i < 200, i -> i + 10).mapToObj(answers::get);
            assertThat(group.distinct()).hasSize(1);
        }
        assertThat(rig.count("event_seen")).isEqualTo(200);
        assertThat(rig.metric("gateway.ledger.asking", "about", "event")).isZero();
    }

    @Test
    void letsNodesClaimTheSameEventsInOppositeOrderAtOnce() {
        var nodes = IntStream.range(0, 4).mapToObj(node -> seen(rig.pool)).toList();
        for (var round = 0; round < 10; round++) {
            var first = round * 500;
            var forth = IntStream.range(first, first + 500)
                    .mapToObj(event -> old(event, "1-1"))
                    .toList();
            var back = IntStream.range(first, first + 500)
                    .mapToObj(event -> old(first + first + 499 - event, "2-1"))
                    .toList();
            var claims = IntStream.range(0, 4)
                    .mapToObj(node -> nodes.get(node).claim(node % 2 == 0 ? forth : back))
                    .toList();
            await(Future.all(claims));
        }
        assertThat(rig.count("event_seen")).isEqualTo(5_000);
    }

    /** The same twenty events every ten callers, as other entries. */
    private static List<Claim> twenty(int caller) {
        return IntStream.range(0, 20)
                .mapToObj(i -> old(caller % 10 * 20 + i, caller + "-1"))
                .toList();
    }

    @Test
    void failsAsUnavailableWhilePostgresIsAway() throws IOException {
        var url = "postgresql://u:p@127.0.0.1:" + LocalRedis.freePort() + "/none";
        var away = seen(Postgres.open(rig.vertx, LedgerRig.settings(url)));
        assertUnavailable(away.claim(List.of(old(1, "5-1"))));
        assertThat(rig.metric("gateway.ledger.asked", "about", "event", "result", "failed"))
                .isEqualTo(1);
    }

    @Test
    void cannotTellARepeatUntilTheLedgerHasComeAsFar() {
        var old = oldEvents();
        rig.append(1, new LedgerEntry.Seen(event(1), LONG_AGO, LONG_AGO, "1-1"));
        var accepted = Instant.now().plusSeconds(60);
        var claim = new Claim(event(1), LONG_AGO, accepted, "5-1");

        assertUnavailable(old.areRepeats(1, List.of(claim)));
        rig.start().drained();
        assertThat(await(old.areRepeats(1, List.of(claim)))).containsExactly(true);
        assertThat(await(old.areRepeats(1, List.of(new Claim(event(2), LONG_AGO, accepted, "5-2")))))
                .containsExactly(false);
    }

    /** The other entry may be lost with the Redis it was in: if nobody ran here, nobody would anywhere. */
    @Test
    void doesNotTakeAnEventForARepeatBecauseAnotherEntryClaimedIt() {
        var old = oldEvents();
        assertThat(await(old.areRepeats(1, List.of(old(1, "5-1"))))).containsExactly(false);
        assertThat(await(old.areRepeats(1, List.of(old(1, "9-1"))))).containsExactly(false);
    }

    @Test
    void takesAnEventForARepeatOfTheEntryThatDidIt() {
        var old = oldEvents();
        entries(old(1, "5-1"));
        rig.append(1, new LedgerEntry.Seen(event(1), LONG_AGO, LONG_AGO, "9-1"));
        rig.append(1, new LedgerEntry.Seen(event(1), LONG_AGO, LONG_AGO, "9-9"));
        rig.start().drained();
        assertThat(await(old.areRepeats(1, List.of(old(1, "5-1"))))).containsExactly(true);
        assertThat(await(old.areRepeats(1, List.of(old(1, "9-1"))))).containsExactly(false);
        assertThat(entries(old(1, "5-1"))).containsExactly("9-1");
    }

    @Test
    void doesNotWaitForWhatCameAfterTheEvent() {
        rig.append(1, new LedgerEntry.Seen(event(7), LONG_AGO, LONG_AGO, "1-1"));
        var accepted = Instant.now().minusSeconds(60);
        var claim = new Claim(event(1), accepted.minus(OLD_AGE).minusSeconds(1), accepted, "5-1");
        assertThat(await(oldEvents().areRepeats(1, List.of(claim)))).containsExactly(false);
    }

    @Test
    void doesNotWaitWithAnEventOfLately() {
        rig.append(1, new LedgerEntry.Seen(event(7), LONG_AGO, LONG_AGO, "1-1"));
        var accepted = Instant.now().plusSeconds(60);
        var claim = new Claim(event(1), accepted.minusSeconds(5), accepted, "5-1");
        assertThat(await(oldEvents().areRepeats(1, List.of(claim)))).containsExactly(false);
    }

    @Test
    void mustBeAskedAboutWhatIsOldOrWaitedForLongOrIsInARolledBackShard() {
        var old = new OldEvents(rig.feed(), seen, shard -> shard == 3, OLD_AGE, CLOCK);
        assertThat(old.mustAsk(0, true, NOW)).isTrue();
        assertThat(old.mustAsk(3, false, NOW)).isTrue();
        assertThat(old.mustAsk(0, false, NOW.minus(Duration.ofDays(2)))).isTrue();
        assertThat(old.mustAsk(0, false, NOW.minus(Duration.ofHours(46)))).isFalse();
    }

    private static void assertUnavailable(Future<?> future) {
        assertThatThrownBy(() -> await(future))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(GatewayException.Kind.UNAVAILABLE));
    }
}
