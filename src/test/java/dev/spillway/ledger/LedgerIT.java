package dev.spillway.ledger;

import static dev.spillway.ledger.LedgerRig.NOW;
import static dev.spillway.ledger.LedgerRig.event;
import static dev.spillway.ledger.LedgerRig.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.Payload;
import dev.spillway.support.TestStores;
import io.vertx.redis.client.Command;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerIT {
    private LedgerRig rig;

    @BeforeEach
    void open() {
        rig = new LedgerRig(TestStores.postgres());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void bringsEverySortOfEntryFromRedisToPostgres() {
        rig.start();
        rig.append(
                0,
                row(1, "received", LedgerEntry.Kind.RECEIVED),
                new LedgerEntry.Seen(event(1), NOW.minus(Duration.ofDays(3)), NOW, "5-1"),
                message("sent", 1, 0),
                new LedgerEntry.DeadLetter("d1", event(1), 0, "crm", "p:52", "refused", 3, NOW, "{}"));
        rig.append(3, row(2, "received", LedgerEntry.Kind.RECEIVED));
        rig.drained();

        assertThat(rig.count("ledger_p20260730")).isEqualTo(2);
        assertThat(rig.text("select detail->>'n' from ledger where event_id = '" + event(2) + "'"))
                .isEqualTo("2");
        assertThat(rig.text("select entry_id from event_seen_p20260727")).isEqualTo("5-1");
        assertThat(rig.text("select state from message")).isEqualTo("sent");
        assertThat(rig.text("select reason from dead_letter")).isEqualTo("refused");
        assertThat(rig.metric("gateway.ledger.entries", "sort", "row")).isEqualTo(2);
    }

    @Test
    void changesNothingWhenTheSameEntriesComeAgain() {
        rig.start();
        for (var time = 0; time < 3; time++) {
            rig.append(1, row(1, "received", LedgerEntry.Kind.RECEIVED), message("read", 3, 5), message("sent", 1, 1));
            rig.append(1, new LedgerEntry.Seen(event(1), null, NOW, "5-1"));
            rig.append(1, new LedgerEntry.Seen(event(1), null, NOW, "6-1"));
            rig.append(2, message("delivered", 2, 3), message("read", 3, 6));
            rig.drained();
        }

        assertThat(rig.count("ledger")).isEqualTo(1);
        assertThat(rig.text("select string_agg(entry_id, ',') from event_seen")).isEqualTo("5-1");
        assertThat(rig.text("select state || ' ' || rank || ' ' || delivery_id || ' ' || extract(second from at)::int"
                        + " from message"))
                .isEqualTo("read 3 delivery-3 5");
    }

    @Test
    void letsALetterWaitAgainWhenItDiesAgain() {
        rig.start();
        rig.append(0, letter("first", 10));
        rig.drained();
        rig.run("update dead_letter set settled = 'redriven', settled_death = at, settled_at = now()");
        rig.append(0, letter("first", 10));
        rig.drained();
        assertThat(rig.text("select state from dead_letter")).isEqualTo("redriven");

        rig.append(0, letter("by a node whose clock is late", 8));
        rig.drained();

        assertThat(rig.text("select state || ', ' || reason || ', ' || last_answer from dead_letter"))
                .isEqualTo("waiting, by a node whose clock is late, 422 no");
    }

    private static LedgerEntry letter(String reason, int second) {
        return new LedgerEntry.DeadLetter(
                "d1", event(1), 0, "crm", "p:52", reason, 3, NOW.plusSeconds(second), "422 no", "{}");
    }

    @Test
    void keepsWhatItCannotReadAndGoesOn() {
        rig.start();
        rig.append(0, Payload.of("{\"v\":9,\"e\":[]}").bytes());
        rig.append(0, Payload.of("rubbish").bytes());
        rig.append(0, row(1, "received", LedgerEntry.Kind.RECEIVED));
        rig.drained();

        assertThat(rig.count("ledger")).isEqualTo(1);
        assertThat(rig.text("select string_agg(reason || ' ' || convert_from(body, 'UTF8'), '; ' order by reason)"
                        + " from ledger_unreadable"))
                .isEqualTo("not JSON rubbish; unknown version 9 {\"v\":9,\"e\":[]}");
        assertThat(rig.metric("gateway.ledger.aside", "reason", "unreadable")).isEqualTo(2);
    }

    @Test
    void putsAsideOnlyTheRowThatPostgresRefuses() {
        var long1 = LedgerCodec.encode(java.util.List.of(row(7, "received", LedgerEntry.Kind.RECEIVED)))
                .text();
        for (var event = 0; event < 20; event++) rig.append(event % 2, row(event, "a", LedgerEntry.Kind.RULE));
        rig.append(0, Payload.of(long1.replace("\"received\"", "\"x\\u0000y\"")).bytes());
        for (var event = 20; event < 40; event++) rig.append(event % 2, row(event, "a", LedgerEntry.Kind.RULE));
        rig.start();
        rig.drained();

        assertThat(rig.count("ledger")).isEqualTo(40);
        assertThat(rig.text("select string_agg(reason, ',') from ledger_unreadable"))
                .isEqualTo("SQLSTATE 22021");
        assertThat(rig.metric("gateway.ledger.aside", "reason", "refused")).isEqualTo(1);
    }

    @Test
    void finishesWhatItsPredecessorHadReadAndNotWritten() {
        for (var shard = 0; shard < 2; shard++) {
            rig.append(shard, row(shard, "a", LedgerEntry.Kind.RULE));
            rig.redis(Command.XGROUP, "CREATE", rig.key(shard), "ledger", "0");
            rig.redis(Command.XREADGROUP, "GROUP", "ledger", "owner", "STREAMS", rig.key(shard), ">");
        }
        rig.redis(Command.XTRIM, rig.key(1), "MAXLEN", "0");
        rig.start();
        rig.drained();

        assertThat(rig.count("ledger")).isEqualTo(1);
    }

    @Test
    void goesOnAfterRedisForgotEverything() {
        rig.start();
        rig.append(0, row(1, "a", LedgerEntry.Kind.RULE));
        rig.drained();
        for (var shard = 0; shard < 4; shard++) rig.redis(Command.DEL, rig.key(shard));
        rig.append(0, row(2, "a", LedgerEntry.Kind.RULE));
        rig.drained();

        assertThat(rig.count("ledger")).isEqualTo(2);
    }

    @Test
    void measuresWhatWaits() {
        for (var event = 0; event < 5; event++) rig.append(event % 2, row(event, "a", LedgerEntry.Kind.RULE));
        rig.append(2, row(9, "a", LedgerEntry.Kind.RULE));
        var before = rig.metrics.backlog();
        rig.redis(Command.XGROUP, "CREATE", rig.key(3), "ledger", "0", "MKSTREAM");
        rig.start();
        rig.drained();

        assertThat(before).isEqualTo(Backlog.UNKNOWN);
        Awaitility.await().until(() -> rig.metrics.backlog().postgresUp());
        Awaitility.await().until(() -> rig.metric("gateway.ledger.backlog.entries") == 0);
        assertThat(rig.metric("gateway.ledger.backlog.bytes")).isPositive();
    }

    @Test
    void startsAgainAfterAStop() {
        rig.start();
        rig.append(0, row(1, "a", LedgerEntry.Kind.RULE));
        rig.drained();
        rig.stop();
        rig.append(0, row(2, "a", LedgerEntry.Kind.RULE));
        rig.start();
        rig.drained();

        assertThat(rig.count("ledger")).isEqualTo(2);
    }

    private static LedgerEntry.Message message(String state, int rank, int second) {
        var delivery = rank == 2 ? "" : "delivery-" + (rank == 1 ? 3 : rank);
        return new LedgerEntry.Message("wamid.1", delivery, "118", "", state, rank, NOW.plusSeconds(second), "");
    }
}
