package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.stage.Faults;
import dev.spillway.sandbox.stage.Range;

/**
 * How the simulated Cloud API behaves beyond {@link Faults}. An answer lost after the message was accepted is {@code
 * {"reset": true, "effect": "before", "errorShare": 0.1}}.
 *
 * @param messagesPerSecond accepted by one business number, above them error 130429; 80 as documented, 0 = no limit
 * @param pairIntervalMs one message to one person in this time, see {@link PairLimit}; 6000 as documented, 0 = no limit
 * @param pairBurst messages to one person inside that time; 45 as documented
 * @param sentAfterMs when the status sent follows the acceptance
 * @param deliveredAfterMs the same for delivered
 * @param readAfterMs the same for read
 * @param statusJitterMs up to so much later than that comes each status, spread evenly: so they overtake each other
 * @param failShare which part of the accepted messages fails in the end, 0..1, told by a status
 * @param failCode with this code
 * @param statusBatch statuses in one webhook, 1..1000; a batch waits at most 50 ms to fill
 * @param duplicateShare which part of the webhooks comes twice, 0..1: in a batch the status comes again in the next one
 * @param missingShare which part of the statuses never comes, 0..1
 * @param reorder whether statuses come in the wrong order: read, delivered, sent
 * @param escapeUnicode whether non-ASCII and slash are escaped as Meta does
 * @param statusesBeforeAnswer whether a send is answered only after its statuses have been delivered (or given up)
 */
record MetaOptions(
        double messagesPerSecond,
        int pairIntervalMs,
        int pairBurst,
        int sentAfterMs,
        int deliveredAfterMs,
        int readAfterMs,
        int statusJitterMs,
        double failShare,
        int failCode,
        int statusBatch,
        double duplicateShare,
        double missingShare,
        boolean reorder,
        boolean escapeUnicode,
        boolean statusesBeforeAnswer) {
    static final MetaOptions DOCUMENTED =
            new MetaOptions(80, 6000, 45, 40, 120, 250, 0, 0, 131026, 1, 0, 0, false, true, false);

    private static final int MS_MAX = 86_400_000;

    MetaOptions {
        Range.check("messagesPerSecond", messagesPerSecond, 0, 1_000_000);
        Range.check("pairIntervalMs", pairIntervalMs, 0, MS_MAX);
        Range.check("pairBurst", pairBurst, 1, 1_000_000);
        Range.check("sentAfterMs", sentAfterMs, 0, MS_MAX);
        Range.check("deliveredAfterMs", deliveredAfterMs, 0, MS_MAX);
        Range.check("readAfterMs", readAfterMs, 0, MS_MAX);
        Range.check("statusJitterMs", statusJitterMs, 0, MS_MAX);
        Range.check("failShare", failShare, 0, 1);
        Range.check("failCode", failCode, 1, 10_000_000);
        Range.check("statusBatch", statusBatch, 1, 1000);
        Range.check("duplicateShare", duplicateShare, 0, 1);
        Range.check("missingShare", missingShare, 0, 1);
    }
}
