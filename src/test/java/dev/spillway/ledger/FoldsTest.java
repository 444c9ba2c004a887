package dev.spillway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.event.DedupeKey;
import dev.spillway.event.EventId;
import dev.spillway.ledger.LedgerEntry.Kind;
import dev.spillway.ledger.LedgerEntry.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldsTest {
    private static final Instant ACCEPTED = Instant.parse("2026-11-28T18:00:00.123Z");
    private static final EventId ONE = new DedupeKey("one").id("meta");
    private static final EventId OTHER = new DedupeKey("other").id("meta");
    private static final Map<String, Object> PHONE = Map.of("phone", "p:525550104321", "bytes", 312);

    private static Row row(EventId event, String step, Kind kind, String delivery, Map<String, Object> detail) {
        var at = kind == Kind.RECEIVED ? ACCEPTED : ACCEPTED.plusNanos(4_321_000);
        return new Row(event, ACCEPTED, step, kind, at, "u:MX.1", "wamid.A", delivery, "", detail);
    }

    private static Row received(EventId event) {
        return row(event, "received", Kind.RECEIVED, "", PHONE);
    }

    private static Row rule(EventId event) {
        return row(event, "rule", Kind.RULE, "", Map.of("flow", "statuses", "branch", "status"));
    }

    private static Row status(EventId event) {
        return row(event, "status", Kind.STATUS, "d1", Map.of("state", "read", "rank", 3));
    }

    private static TraceRow traced(Row row) {
        return new TraceRow(
                row.at(),
                row.event().value(),
                row.step(),
                KindName.of(row.kind()),
                row.contact(),
                row.messageId(),
                row.deliveryId(),
                row.order(),
                row.detail());
    }

    @Test
    void keepsTheRowsOfAStatusAsOneAndGivesThemBackAsTheyWere() {
        var rows = List.of(received(ONE), rule(ONE), status(ONE));
        var folded = Folds.fold(rows);

        assertThat(folded).hasSize(1);
        assertThat(folded.stream().flatMap(row -> Folds.unfold(traced((Row) row))))
                .containsExactlyElementsOf(rows.stream().map(FoldsTest::traced).toList());
    }

    @Test
    void isFoundByItsDeliveryAsAStatusAndByThePhoneThatCameWithIt() {
        var folded =
                (Row) Folds.fold(List.of(received(ONE), rule(ONE), status(ONE))).get(0);

        assertThat(folded.kind()).isEqualTo(Kind.STATUS);
        assertThat(folded.deliveryId()).isEqualTo("d1");
        assertThat(folded.detail()).containsEntry("phone", "p:525550104321");
    }

    @Test
    void letsWhatIsNoRowStandBetween() {
        var seen = new LedgerEntry.Seen(ONE, null, ACCEPTED, "1-0");

        assertThat(Folds.fold(List.of(received(ONE), seen, rule(ONE))))
                .hasSize(2)
                .contains(seen);
    }

    @Test
    void leavesRowsOfDifferentEventsApart() {
        assertThat(Folds.fold(List.of(received(ONE), rule(OTHER), status(OTHER))))
                .containsExactly(received(ONE), rule(OTHER), status(OTHER));
    }

    @Test
    void leavesWhatHasADeliveryOrAStepOfItsOwnApart() {
        var lookup = row(ONE, "order-status.lookup", Kind.LOOKUP, "", Map.of("result", "done"));
        var passes = row(OTHER, "order", Kind.RULE, "", Map.of("passes", "x"));
        var folded = Folds.fold(List.of(received(ONE), rule(ONE), lookup, received(OTHER), passes));

        assertThat(folded)
                .extracting(entry -> ((Row) entry).step())
                .containsExactly("rule", "order-status.lookup", "received", "order");
    }

    @Test
    void readsARowThatStandsForItself() {
        assertThat(Folds.unfold(traced(status(ONE)))).containsExactly(traced(status(ONE)));
    }
}
