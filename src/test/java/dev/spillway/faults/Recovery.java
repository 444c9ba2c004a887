package dev.spillway.faults;

import dev.spillway.event.ContactKey;
import dev.spillway.faults.Fault.Target;
import dev.spillway.faults.Journal.Acked;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How long it took until work went on. After a store was away: from its return to the first event appended in Redis and the
 * first delivery that took effect. After a node was: from the fault until the last of the shards ran an event again; with one
 * node only, from its return.
 */
final class Recovery {
    private final Deliveries replies;
    private final Deliveries notes;
    private final Map<Integer, TreeSet<Long>> runsByShard = new HashMap<>();
    private final List<Happened> happened;
    private final boolean isAlone;

    Recovery(List<Happened> happened, Deliveries replies, Deliveries notes, boolean isAlone) {
        this.happened = happened;
        this.replies = replies;
        this.notes = notes;
        this.isAlone = isAlone;
    }

    /** What is known of when events were run. */
    Recovery with(List<Acked> journal, LedgerLook ledger, Crowd crowd) {
        for (var acked : journal) {
            var at = ledger.runs().get(acked.fact().event());
            var key = new ContactKey(crowd.at(acked.fact().contact()).key());
            if (at != null)
                runsByShard
                        .computeIfAbsent(key.shard(RedisLook.SHARDS), shard -> new TreeSet<>())
                        .add(at);
        }
        return this;
    }

    /** Of one fault, in ms; -1 = not to be told, since another fault came between. */
    long of(Happened one) {
        if (one.fault().target().isStore()) return ofStore(one);
        return one.fault().target() == Target.GATEWAY ? ofNode(one) : -1;
    }

    private long ofStore(Happened one) {
        var back = one.backMs();
        var delivered = Math.min(replies.firstEffectAfter(back), notes.firstEffectAfter(back));
        if (delivered == Long.MAX_VALUE || disturbed(one, delivered)) return -1;
        return Math.max(one.appendMs(), delivered - back);
    }

    private long ofNode(Happened one) {
        var from = isAlone ? one.backMs() : one.fromMs();
        var longest = -1L;
        for (var runs : runsByShard.values()) {
            var next = runs.ceiling(from);
            if (next != null && !disturbed(one, next)) longest = Math.max(longest, next - from);
        }
        return longest;
    }

    /** Whether another fault of stores or nodes began before that. */
    private boolean disturbed(Happened one, long untilMs) {
        return happened.stream()
                .filter(other -> !other.fault().target().isSimulator())
                .anyMatch(other -> other.fromMs() > one.fromMs() && other.fromMs() < untilMs);
    }
}
