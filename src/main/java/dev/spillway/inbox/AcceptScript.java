package dev.spillway.inbox;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import java.util.List;

/** How {@code accept.lua} is asked and what its answer means. */
final class AcceptScript {
    private static final Script ACCEPT = Script.load(AcceptScript.class, "accept.lua");

    private AcceptScript() {}

    /** @param deadlineMs by the server's clock; from then on nothing is taken any more */
    static ScriptCall call(List<Waiting> events, long deadlineMs, Keyspace keys, InboxSettings settings) {
        var script =
                new ScriptCall(ACCEPT).arg(deadlineMs).arg(settings.oldAge().toMillis());
        for (var each : events) {
            var event = each.event();
            script.key(DedupeMark.of(keys, event)).key(keys.ofShard(event.shard(), "inbox"));
            script.arg(event.kind().dedupeTtl().toMillis());
            script.arg(event.occurredAt() == null ? 0 : event.occurredAt().toEpochMilli());
            script.arg(each.stored());
        }
        return script;
    }

    /** What became of an event. */
    enum Fate {
        APPENDED,
        SEEN,
        REFUSED,
        LATE;

        Receipt receipt() {
            return switch (this) {
                case APPENDED -> Receipt.ACCEPTED;
                case SEEN -> Receipt.DUPLICATE;
                case REFUSED, LATE -> Receipt.FAILED;
            };
        }
    }

    /** The fate of the event at a place of the call; an answer that is too short refuses. */
    static Fate fate(String answer, int index) {
        return switch (index < answer.length() ? answer.charAt(index) : '-') {
            case '1' -> Fate.APPENDED;
            case '0' -> Fate.SEEN;
            case 'L' -> Fate.LATE;
            default -> Fate.REFUSED;
        };
    }

    /** Tells of the highest entry of each stream: after the fates come {@code <place, from 1>:<entry id>}. */
    static void tellWatermarks(String answer, List<Waiting> events, Watermarks watermarks) {
        var parts = answer.split(" ", -1);
        for (var part = 1; part < parts.length; part++) {
            var colon = parts[part].indexOf(':');
            var event = events.get(Integer.parseInt(parts[part].substring(0, colon)) - 1);
            watermarks.appended(event.event().shard(), parts[part].substring(colon + 1));
        }
    }
}
