package dev.spillway.ledger;

import static dev.spillway.ledger.LedgerRig.NOW;
import static dev.spillway.ledger.LedgerRig.await;
import static dev.spillway.ledger.LedgerRig.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ledger.LedgerEntry.Kind;
import dev.spillway.ledger.PastDeliveries.Past;
import dev.spillway.support.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresPastIT {
    private LedgerRig rig;
    private PostgresPast past;

    @BeforeEach
    void open() {
        rig = new LedgerRig(TestStores.postgres()).start();
        past = new PostgresPast(rig.vertx, rig.pool, Duration.ofSeconds(5), new MemoryMetrics(rig.registry));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static LedgerEntry.Row row(Kind kind, String step, String delivery, Map<String, Object> detail) {
        return new LedgerEntry.Row(event(1), NOW, step, kind, NOW, "p:52", "", delivery, "", detail);
    }

    private Map<String, Past> of(String... ids) {
        rig.drained();
        return await(past.of(List.of(ids)));
    }

    @Test
    void tellsWhatWasDoneFromWhatWasOnlyTried() {
        rig.append(
                0,
                row(Kind.QUEUED, "q", "fresh", Map.of()),
                row(Kind.ATTEMPT, "a.1", "done", Map.of("verdict", "retry")),
                row(Kind.ATTEMPT, "a.2", "done", Map.of("verdict", "done")),
                row(Kind.ATTEMPT, "b.1", "tried", Map.of("verdict", "retry", "result", "ambiguous")),
                row(Kind.ATTEMPT, "c.1", "parked", Map.of("verdict", "park")));
        assertThat(of("done", "tried", "parked", "fresh", "unknown", "tried"))
                .isEqualTo(Map.of("done", Past.ENDED, "tried", Past.TRIED, "parked", Past.TRIED));
    }

    @Test
    void takesADeadLetterAMessageAndAStatusForAnEnd() {
        rig.append(
                0,
                row(Kind.ATTEMPT, "a.1", "dead", Map.of("verdict", "dead")),
                new LedgerEntry.DeadLetter("dead", event(1), 0, "crm", "p:52", "refused", 1, NOW, "{}"),
                new LedgerEntry.Message("wamid.1", "sent", "mx", "p:52", "accepted", 0, NOW, ""),
                row(Kind.STATUS, "status", "told", Map.of()));
        assertThat(of("dead", "sent", "told"))
                .isEqualTo(Map.of("dead", Past.ENDED, "sent", Past.ENDED, "told", Past.ENDED));
    }

    @Test
    void takesADeathForAnEndNoMoreOnceItsLetterIsOnTheWayBack() {
        rig.append(
                0,
                row(Kind.ATTEMPT, "a.1", "dead", Map.of("verdict", "dead")),
                new LedgerEntry.DeadLetter("dead", event(1), 0, "crm", "p:52", "refused", 1, NOW, "{}"));
        rig.drained();
        rig.run("update dead_letter set redriving = at");
        assertThat(of("dead")).isEqualTo(Map.of("dead", Past.TRIED));

        var later = NOW.plusSeconds(9);
        rig.append(0, new LedgerEntry.DeadLetter("dead", event(1), 0, "crm", "p:52", "refused", 1, later, "{}"));
        assertThat(of("dead")).isEqualTo(Map.of("dead", Past.ENDED));
    }

    @Test
    void knowsTheEndThoughTheDetailWasDropped() {
        rig.metrics.backlog(new Backlog(1, 1, Long.MAX_VALUE, true));
        var rows = List.of(row(Kind.ATTEMPT, "a.1", "done", Map.of("verdict", "done", "reason", "long")));
        rig.append(0, new LedgerDiet(rig.metrics).fit(rows).toArray(LedgerEntry[]::new));
        assertThat(of("done")).isEqualTo(Map.of("done", Past.ENDED));
    }

    @Test
    void suspectsWhatWasQueuedBeforeRedisLostSomething() {
        rig.append(0, row(Kind.QUEUED, "q", "before", Map.of()));
        rig.append(
                0,
                new LedgerEntry.Row(
                        event(1), NOW, "r", Kind.QUEUED, NOW.plusSeconds(9), "p:52", "", "after", "", Map.of()));
        rig.drained();
        await(rig.pool
                .query("insert into redis_rollback values (0, timestamptz '" + NOW.plusSeconds(5) + "', timestamptz '"
                        + NOW.plusSeconds(99) + "', 1, 0)")
                .execute());
        assertThat(of("before", "after")).isEqualTo(Map.of("before", Past.TRIED));
    }
}
