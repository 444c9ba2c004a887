package dev.spillway.ledger;

import static dev.spillway.ledger.LedgerRig.NOW;
import static dev.spillway.ledger.LedgerRig.await;
import static dev.spillway.ledger.LedgerRig.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.postgres.Database;
import dev.spillway.support.TestStores;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceIT {
    private static LedgerRig rig;
    private static Trace trace;

    @BeforeAll
    static void fill() {
        rig = new LedgerRig(TestStores.postgres()).migrated();
        trace = new Trace(rig.pool, rig.postgres);
        var database = new Database(rig.vertx, () -> rig.pool, 10_000);
        var clock = java.time.Clock.fixed(NOW, java.time.ZoneOffset.UTC);
        var tables = new LedgerTables(new Partitions(clock, rig.settings));
        await(tables.write(database, conversation()));
        var crowd = IntStream.range(1000, 6000).mapToObj(TraceIT::stranger).toList();
        await(tables.write(database, List.copyOf(crowd)));
        await(rig.pool.query("analyze").execute());
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    /** Event 1 asks, is looked up, answered, noted; events 2 and 3 are statuses of the answer; event 4 is tomorrow's. */
    private static List<LedgerEntry> conversation() {
        var phone = "p:525512345678";
        return List.of(
                row(1, "received", LedgerEntry.Kind.RECEIVED, 0, phone, "wamid.in", "", ""),
                row(1, "rule", LedgerEntry.Kind.RULE, 1, phone, "", "", "1234"),
                row(1, "lookup", LedgerEntry.Kind.LOOKUP, 1, phone, "", "", "1234"),
                row(1, "reply", LedgerEntry.Kind.QUEUED, 2, phone, "", "d.reply", "1234"),
                row(1, "reply.attempt.1", LedgerEntry.Kind.ATTEMPT, 3, phone, "wamid.out", "d.reply", ""),
                row(2, "received", LedgerEntry.Kind.RECEIVED, 5, "u:MX.77", "wamid.out", "d.reply", ""),
                row(2, "status", LedgerEntry.Kind.STATUS, 5, "u:MX.77", "wamid.out", "d.reply", ""),
                row(3, "status", LedgerEntry.Kind.STATUS, 6, "u:MX.77", "wamid.out", "", ""),
                row(4, "received", LedgerEntry.Kind.RECEIVED, 90_000, phone, "wamid.in2", "", ""),
                new LedgerEntry.Message("wamid.out", "d.reply", "118", phone, "read", 3, NOW.plusSeconds(6), ""));
    }

    /** @param ids contact, message id, delivery id, order */
    private static LedgerEntry.Row row(int event, String step, LedgerEntry.Kind kind, int second, String... ids) {
        var at = NOW.plusSeconds(second);
        var day = second > 86_400 ? at : NOW;
        return new LedgerEntry.Row(
                event(event), day, step, kind, at, ids[0], ids[1], ids[2], ids[3], Map.of("s", second));
    }

    private static LedgerEntry stranger(int number) {
        return new LedgerEntry.Row(
                event(number),
                NOW,
                "s",
                LedgerEntry.Kind.QUEUED,
                NOW,
                "p:" + number,
                "m" + number,
                "d" + number,
                "o" + number,
                Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "EVENT, 00000000000000000000000000000001",
        "MESSAGE, wamid.in",
        "DELIVERY, d.reply",
        "ORDER, 1234",
        "MESSAGE, wamid.out"
    })
    void tellsTheWholeStoryWhicheverIdIsKnown(TraceQuery.By by, String value) {
        var answer = find(by, value, 500);

        assertThat(answer.rows())
                .extracting(row -> row.event().substring(31) + " " + row.kind())
                .containsSubsequence(
                        "1 received", "1 rule", "1 lookup", "1 queued", "1 attempt", "2 status", "3 status");
        assertThat(answer.rows()).hasSize(8);
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.messages()).extracting(MessageState::state).containsExactly("read");
    }

    @ParameterizedTest
    @CsvSource({"+52 1 55 1234 5678, 9", "525512345678, 9", "p:525512345678, 9", "MX.77, 4", "u:MX.77, 4"})
    void findsAPersonByAnyFormOfTheirAddress(String contact, int rows) {
        // By the user id: both statuses' rows, and what event 1 says of the same message.
        assertThat(find(TraceQuery.By.CONTACT, contact, 500).rows()).hasSizeGreaterThanOrEqualTo(rows);
    }

    @Test
    void keepsTheLatestRowsWhenThereAreMoreThanAsked() {
        var answer = find(TraceQuery.By.EVENT, event(1).value(), 3);

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.rows()).extracting(TraceRow::kind).containsExactly("received", "status", "status");
    }

    @Test
    void answersNothingForWhatNobodyKnows() {
        assertThat(find(TraceQuery.By.ORDER, "no such order", 5)).isEqualTo(TraceAnswer.NOTHING);
    }

    @ParameterizedTest
    @CsvSource({"MESSAGE, m1500", "CONTACT, p:1500", "DELIVERY, d1500", "ORDER, o1500"})
    void asksAnIndexAndNeverReadsAWholeDay(TraceQuery.By by, String value) {
        var plan = explain(TraceSql.eventsBy(by), Tuple.of(new String[] {value}, 500));

        assertThat(plan).doesNotContain("Seq Scan on ledger_p20260730").contains("Index");
    }

    @Test
    void findsTheRowsOfEventsAndTheirRelativesByIndexToo() {
        var events = new java.util.UUID[] {Insert.uuid(event(1500))};

        var own = explain(TraceSql.OF_EVENTS, Tuple.of(events, 501));
        var related = explain(TraceSql.RELATED, Tuple.of(events, new String[] {"m1500"}, new String[] {"d1500"}, 501));

        assertThat(own + related).doesNotContain("Seq Scan on ledger_p20260730").contains("Index");
    }

    private static TraceAnswer find(TraceQuery.By by, String value, int limit) {
        return await(trace.find(new TraceQuery(by, value, limit)));
    }

    private static String explain(String sql, Tuple parameters) {
        var rows = await(rig.pool.preparedQuery("explain " + sql).execute(parameters));
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n"));
    }
}
