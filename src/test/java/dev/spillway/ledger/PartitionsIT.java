package dev.spillway.ledger;

import static dev.spillway.ledger.LedgerRig.NOW;
import static dev.spillway.ledger.LedgerRig.await;
import static dev.spillway.ledger.LedgerRig.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.postgres.Database;
import dev.spillway.support.TestStores;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartitionsIT {
    private LedgerRig rig;
    private Database database;

    @BeforeEach
    void migrate() {
        rig = new LedgerRig(TestStores.postgres()).migrated();
        database = new Database(rig.vertx, () -> rig.pool, 10_000);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void migratesFromNothingAndThenFindsNothingToDo() {
        rig.migrated();

        assertThat(rig.number("select count(*) from flyway_schema_history where success"))
                .isPositive();
        assertThat(rig.count("ledger") + rig.count("event_seen") + rig.count("message") + rig.count("dead_letter"))
                .isZero();
    }

    @Test
    void makesTodayAndTheDaysAhead() {
        await(at(NOW).makeAhead(rig.pool));

        assertThat(partitions("ledger")).isEqualTo("ledger_p20260730,ledger_p20260731,ledger_p20260801");
        assertThat(partitions("event_seen"))
                .isEqualTo("event_seen_p20260730,event_seen_p20260731,event_seen_p20260801");
    }

    @Test
    void makesFarDaysOnDemandAndLeavesImpossibleOnesToTheDefault() {
        write(
                NOW,
                row(1, NOW.minus(Duration.ofDays(200))),
                row(2, NOW.minus(Duration.ofDays(500))),
                row(3, NOW.plus(Duration.ofDays(2))),
                row(4, Instant.parse("9999-12-31T00:00:00Z")));

        assertThat(partitions("ledger")).isEqualTo("ledger_p20260111,ledger_p20260801");
        assertThat(rig.count("ledger_default")).isEqualTo(2);
    }

    @Test
    void movesRowsOutOfTheDefaultWhenTheirDayIsMade() {
        write(NOW.minus(Duration.ofDays(5)), row(1, NOW));
        var before = rig.count("ledger_default");

        write(NOW, row(1, NOW), row(2, NOW));

        assertThat(before).isEqualTo(1);
        assertThat(rig.count("ledger_default")).isZero();
        assertThat(rig.count("ledger_p20260730")).isEqualTo(2);
    }

    @Test
    void dropsDaysPastTheirTime() {
        write(NOW, row(1, NOW.minus(Duration.ofDays(91))), row(2, NOW.minus(Duration.ofDays(90))));
        write(NOW, seen(3, NOW.minus(Duration.ofDays(11)), NOW.minus(Duration.ofDays(11))));
        await(at(NOW).drop(rig.pool));

        assertThat(partitions("ledger")).isEqualTo("ledger_p20260501");
        assertThat(partitions("event_seen")).isEqualTo("");
    }

    @Test
    void remembersAnEventOfLongAgoThatCameLately() {
        write(NOW, seen(1, NOW.minus(Duration.ofDays(100)), NOW.minus(Duration.ofDays(9))));
        await(at(NOW).drop(rig.pool));
        var kept = rig.count("event_seen");
        await(at(NOW.plus(Duration.ofDays(2))).drop(rig.pool));

        assertThat(kept).isEqualTo(1);
        assertThat(rig.count("event_seen")).isZero();
    }

    @Test
    void deletesWhatNoPartitionHolds() {
        write(NOW, row(1, NOW.minus(Duration.ofDays(600))), message("old", NOW.minus(Duration.ofDays(100))));
        write(NOW, message("new", NOW), seen(2, NOW.minus(Duration.ofDays(600)), NOW.minus(Duration.ofDays(20))));
        await(at(NOW).delete(rig.pool));

        assertThat(rig.count("ledger") + rig.count("event_seen")).isZero();
        assertThat(rig.text("select string_agg(message_id, ',') from message")).isEqualTo("new");
    }

    @Test
    void letsManyNodesMakeTheSameDaysAtOnce() {
        var days =
                LocalDate.of(2026, 7, 1).datesUntil(LocalDate.of(2026, 7, 15)).toList();
        var nodes = IntStream.range(0, 4).mapToObj(node -> at(NOW).ensure(rig.pool, "ledger", days));

        await(Future.all(nodes.toList()));

        assertThat(partitions("ledger").split(",", -1)).hasSize(14);
    }

    private Partitions at(Instant now) {
        return new Partitions(Clock.fixed(now, ZoneOffset.UTC), rig.settings);
    }

    private void write(Instant now, LedgerEntry... entries) {
        await(new LedgerTables(at(now)).write(database, List.of(entries)));
    }

    private String partitions(String table) {
        return rig.text(
                "select coalesce(string_agg(inhrelid::regclass::text, ',' order by inhrelid::regclass::text), '')"
                        + " from pg_inherits where inhparent = '" + table + "'::regclass"
                        + " and inhrelid::regclass::text not like '%default'");
    }

    private static LedgerEntry row(int event, Instant acceptedAt) {
        return new LedgerEntry.Row(
                event(event), acceptedAt, "s", LedgerEntry.Kind.RULE, acceptedAt, "", "", "", "", Map.of());
    }

    private static LedgerEntry seen(int event, Instant occurredAt, Instant acceptedAt) {
        return new LedgerEntry.Seen(event(event), occurredAt, acceptedAt, "1-1");
    }

    private static LedgerEntry message(String id, Instant at) {
        return new LedgerEntry.Message(id, "", "", "", "sent", 1, at, "");
    }
}
