package dev.spillway.faults;

import dev.spillway.faults.BacklogResult.HeapAt;
import dev.spillway.faults.Finding.Breach;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What very many waiting events did.
 *
 * @param held events that waited in Redis
 * @param filled how many a second were accepted
 * @param heaps of the gateway after a full collection: at a tenth, half and all of it, half drained, drained
 * @param each what one of them takes
 * @param findings of the account of every event
 */
record MillionResult(long held, long filled, List<HeapAt> heaps, Bytes each, Drain drain, List<Finding> findings) {
    private static final int TENTH = 0;
    private static final int HALF = 1;
    private static final int ALL = 2;

    /**
     * In Redis' memory.
     *
     * @param event in its inbox
     * @param key the rest of what was stored: dedupe keys with their share of the tables
     */
    record Bytes(double event, double key) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f bytes an event, %.0f a dedupe key", event, key);
        }
    }

    /**
     * How fast it went, a second.
     *
     * @param run events run, until no more waited
     * @param through until their replies were sent and Postgres had all of it as well
     */
    record Drain(long run, long through) {
        @Override
        public String toString() {
            return run + " events a second were run, " + through + " with ledger and replies";
        }
    }

    MillionResult {
        heaps = List.copyOf(heaps);
        findings = List.copyOf(findings);
    }

    /** Whether the heap was flat, and every event is accounted for. */
    boolean holds() {
        return heaps.get(ALL).isFlatSince(heaps.get(TENTH)) && findings.isEmpty();
    }

    /** For machines. */
    String line() {
        return String.format(
                Locale.ROOT,
                "held=%d heap_mb_10=%.1f heap_mb_50=%.1f heap_mb_100=%.1f bytes_per_held_event=%.0f"
                        + " bytes_per_dedupe_key=%.0f drained_per_s=%d lost=%d",
                held,
                heaps.get(TENTH).mb(),
                heaps.get(HALF).mb(),
                heaps.get(ALL).mb(),
                each.event,
                each.key,
                drain.through,
                lost());
    }

    private long lost() {
        return findings.stream().filter(one -> one.breach() == Breach.LOST).count();
    }

    /** For load-tests/RESULTS.md. */
    String page(String command) {
        return "Written by `./load-tests/million.sh --record`; `--help` says how it is measured.\n\n- Command: `"
                + command
                + "`\n- When and where: " + ResultsFile.whenAndWhere()
                + "; all processes on it, one gateway of 512 MB\n- Outcome: `" + line()
                + "`\n- Live heap of the gateway, filling and draining: "
                + heaps.stream().map(HeapAt::toString).collect(Collectors.joining(", "))
                + " events that wait\n- Redis holds " + each + "\n- Accepted: " + filled
                + " events a second, in webhooks of " + Filling.WEBHOOK_EVENTS + ", while nobody ran any\n- Drained: "
                + drain + "\n- Every event accounted for by its id: " + findings.size() + " findings, " + lost()
                + " of them losses\n";
    }
}
