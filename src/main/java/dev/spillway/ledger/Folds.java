package dev.spillway.ledger;

import dev.spillway.ledger.LedgerEntry.Kind;
import dev.spillway.ledger.LedgerEntry.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every event begins with rows that say little one without the other: it was received, which flow took it, and, of most, the
 * status that it tells. They are stored as one, the last of them, with the others inside: a third of the rows and of the
 * entries in five indexes. A trace shows them as they were. Rows that were stored one by one are read as ever.
 *
 * <p>What is asked for by number stands on the outside: the last row's delivery and order are the only ones, and the phone, which
 * has an index, is lifted out.
 */
final class Folds {
    /** The member of a detail that holds the rows before it. */
    private static final String BEFORE = "before";

    private static final String PHONE = "phone";

    private Folds() {}

    /** Folds rows that follow each other; what is no row stays as it is. */
    static List<LedgerEntry> fold(List<? extends LedgerEntry> entries) {
        var folded = new ArrayList<LedgerEntry>(entries.size());
        var open = new ArrayList<Row>(3);
        for (var entry : entries) {
            if (entry instanceof Row row) take(row, open, folded);
            else folded.add(entry);
        }
        close(open, folded);
        return folded;
    }

    private static void take(Row row, List<Row> open, List<LedgerEntry> folded) {
        if (!open.isEmpty() && !goesOn(open, row)) close(open, folded);
        open.add(row);
    }

    private static boolean goesOn(List<Row> open, Row next) {
        var last = open.get(open.size() - 1);
        return isNext(last.kind(), next)
                && open.get(0).kind() == Kind.RECEIVED
                && last.deliveryId().isEmpty()
                && last.order().isEmpty()
                && next.event().equals(last.event())
                && next.acceptedAt().equals(last.acceptedAt())
                && next.contact().equals(last.contact())
                && next.messageId().equals(last.messageId());
    }

    /** By their steps too: a row of the same kind may speak of something else. */
    private static boolean isNext(Kind last, Row next) {
        return switch (last) {
            case RECEIVED -> next.kind() == Kind.RULE && next.step().equals("rule");
            case RULE -> next.kind() == Kind.STATUS && next.step().equals("status");
            case LOOKUP, QUEUED, ATTEMPT, STATUS, RETRY, DEAD -> false;
        };
    }

    private static void close(List<Row> open, List<LedgerEntry> folded) {
        if (open.isEmpty()) return;
        var last = open.remove(open.size() - 1);
        folded.add(open.isEmpty() ? last : with(last, open));
        open.clear();
    }

    private static Row with(Row last, List<Row> before) {
        var detail = new LinkedHashMap<>(last.detail());
        var phone = before.get(0).detail().get(PHONE);
        if (phone != null) detail.put(PHONE, phone);
        detail.put(BEFORE, before.stream().map(Folds::inner).toList());
        return new Row(
                last.event(),
                last.acceptedAt(),
                last.step(),
                last.kind(),
                last.at(),
                last.contact(),
                last.messageId(),
                last.deliveryId(),
                last.order(),
                detail);
    }

    private static Map<String, Object> inner(Row row) {
        var at = ChronoUnit.MICROS.between(Instant.EPOCH, row.at());
        return Map.of("step", row.step(), "kind", KindName.of(row.kind()), "at", at, "detail", row.detail());
    }

    /** What a stored row holds, in order. */
    static Stream<TraceRow> unfold(TraceRow stored) {
        if (!(stored.detail().get(BEFORE) instanceof List<?> before)) return Stream.of(stored);
        return Stream.concat(before.stream().map(each -> row(stored, (Map<?, ?>) each)), Stream.of(last(stored)));
    }

    private static TraceRow row(TraceRow outer, Map<?, ?> inner) {
        return new TraceRow(
                inner.get("at") instanceof Number micros
                        ? Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS)
                        : outer.at(),
                outer.event(),
                String.valueOf(inner.get("step")),
                String.valueOf(inner.get("kind")),
                outer.contact(),
                outer.messageId(),
                "",
                "",
                detail(inner.get("detail")));
    }

    private static Map<String, Object> detail(@Nullable Object inner) {
        var detail = new LinkedHashMap<String, Object>();
        if (inner instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value != null) detail.put(String.valueOf(key), value);
            });
        }
        return detail;
    }

    private static TraceRow last(TraceRow stored) {
        var detail = new LinkedHashMap<>(stored.detail());
        detail.keySet().removeAll(List.of(BEFORE, PHONE));
        return new TraceRow(
                stored.at(),
                stored.event(),
                stored.step(),
                stored.kind(),
                stored.contact(),
                stored.messageId(),
                stored.deliveryId(),
                stored.order(),
                detail);
    }
}
