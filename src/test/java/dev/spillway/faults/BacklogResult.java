package dev.spillway.faults;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a backlog did.
 *
 * @param backlog deliveries that waited for the dead ERP
 * @param told the same by the gateway's own metric
 * @param heaps of the gateway after a full collection, in the order of the run: empty, a tenth, half, all, after the ERP
 * @param idle pairs before there was a backlog: how equal the stacks are
 * @param drained how many a second the ERP got when it was back
 */
record BacklogResult(long backlog, long told, List<HeapAt> heaps, List<Pair> idle, List<Pair> pairs, long drained) {
    private static final double RATIO_MAX = 1.25;
    private static final int TENTH = 1;
    private static final int ALL = 3;

    /** @param backlog meant, not to the last delivery */
    record HeapAt(long backlog, double mb) {
        private static final double FACTOR_MAX = 1.2;
        private static final double MORE_MB_MAX = 8;

        /** Whether it is not much more than before, whatever the backlog. */
        boolean isFlatSince(HeapAt before) {
            return mb <= before.mb * FACTOR_MAX + MORE_MB_MAX;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f MB at %,d", mb, backlog);
        }
    }

    BacklogResult {
        heaps = List.copyOf(heaps);
        idle = List.copyOf(idle);
        pairs = List.copyOf(pairs);
    }

    /** Whether heap and latency are within their bounds. */
    boolean holds() {
        return heaps.get(ALL).isFlatSince(heaps.get(TENTH)) && Pair.medianRatio(pairs) <= RATIO_MAX;
    }

    /** For machines. */
    String line() {
        return String.format(
                Locale.ROOT,
                "backlog=%d heap_mb_at_%s=%.1f heap_mb_at_%s=%.1f p99_ratio_median=%.2f pairs=%d",
                backlog,
                brief(heaps.get(TENTH).backlog),
                heaps.get(TENTH).mb,
                brief(heaps.get(ALL).backlog),
                heaps.get(ALL).mb,
                Pair.medianRatio(pairs),
                pairs.size());
    }

    private static String brief(long count) {
        return count % 1000 == 0 ? count / 1000 + "k" : String.valueOf(count);
    }

    /** For load-tests/RESULTS.md. */
    String page(String command) {
        return "Written by `./load-tests/backlog.sh --record`; `--help` says how it is measured.\n\n- Command: `"
                + command
                + "`\n- When and where: " + ResultsFile.whenAndWhere()
                + "; two whole stacks on it, gateways of 256 MB\n- Outcome: `" + line()
                + "`\n- Live heap of the gateway: "
                + heaps.stream().map(HeapAt::toString).collect(Collectors.joining(", "))
                + " deliveries that wait\n- Back again, the ERP got " + drained
                + " of them a second\n\n| 99 % within ms | CRM lane | control | ratio | main lane | control | ratio |\n"
                + "|---|---|---|---|---|---|---|\n" + rows("no backlog yet", idle)
                + rows(String.format(Locale.ROOT, "backlog of %,d", backlog), pairs)
                + String.format(
                        Locale.ROOT,
                        "| **median of the ratios** | | | **%.2f** | | | **%.2f** |\n",
                        Pair.medianRatio(pairs, Lane.CRM),
                        Pair.medianRatio(pairs, Lane.MAIN));
    }

    private static String rows(String what, List<Pair> pairs) {
        return pairs.stream().map(pair -> row(what, pair)).collect(Collectors.joining());
    }

    private static String row(String what, Pair pair) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.2f | %d | %d | %.2f |\n",
                what,
                pair.loaded(Lane.CRM),
                pair.control(Lane.CRM),
                pair.ratio(Lane.CRM),
                pair.loaded(Lane.MAIN),
                pair.control(Lane.MAIN),
                pair.ratio(Lane.MAIN));
    }
}
