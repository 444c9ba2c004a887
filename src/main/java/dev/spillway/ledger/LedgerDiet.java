package dev.spillway.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the ledger's streams from filling Redis while Postgres is away: above {@code ledger.streamBytesMax} the details of
 * look-ups and attempts are left out, and counted. Rows themselves stay, and so does all that tells a repeat from a first
 * time. Callable from any thread.
 */
public final class LedgerDiet {
    /** What {@link PostgresPast} asks for, and why an attempt ended so. */
    private static final Set<String> KEPT = Set.of("verdict", "result");

    private final LedgerMetrics metrics;

    public LedgerDiet(LedgerMetrics metrics) {
        this.metrics = metrics;
    }

    /** The entries as they are, or lean ones while the streams are too large. To be called just before they are encoded. */
    public List<? extends LedgerEntry> fit(List<? extends LedgerEntry> entries) {
        return metrics.isOverfull() ? entries.stream().map(this::lean).toList() : entries;
    }

    private LedgerEntry lean(LedgerEntry entry) {
        if (!(entry instanceof LedgerEntry.Row row) || !isRich(row)) return entry;
        metrics.detailDropped();
        return new LedgerEntry.Row(
                row.event(),
                row.acceptedAt(),
                row.step(),
                row.kind(),
                row.at(),
                row.contact(),
                row.messageId(),
                row.deliveryId(),
                row.order(),
                kept(row.detail()));
    }

    private static boolean isRich(LedgerEntry.Row row) {
        return switch (row.kind()) {
            case LOOKUP, ATTEMPT -> !KEPT.containsAll(row.detail().keySet());
            case RECEIVED, RULE, QUEUED, STATUS, RETRY, DEAD -> false;
        };
    }

    private static Map<String, Object> kept(Map<String, Object> detail) {
        var kept = new LinkedHashMap<>(detail);
        kept.keySet().retainAll(KEPT);
        return kept;
    }
}
