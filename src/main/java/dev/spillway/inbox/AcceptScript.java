package dev.spillway.inbox;

import dev.spillway.event.EventKind;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How {@code accept.lua} is asked and what its answer means. */
final class AcceptScript {
    private static final Script ACCEPT = Script.load(AcceptScript.class, "accept.lua");
    private static final List<Duration> LIVES =
            Stream.of(EventKind.values()).map(EventKind::dedupeTtl).distinct().toList();

    /** Where the lives begin among the arguments, counted as Lua does. */
    private static final int LIVES_FROM = 4;

    private static final int PLACE_BYTES = 3;

    private AcceptScript() {}

    /** @param deadlineMs by the server's clock; from then on nothing is taken any more */
    static ScriptCall call(List<Waiting> events, long deadlineMs, Keyspace keys, InboxSettings settings) {
        var script = new ScriptCall(ACCEPT, LIVES_FROM + LIVES.size() + events.size())
                .arg(deadlineMs)
                .arg(settings.oldAge().toMillis());
        var lives = new ArrayList<>(LIVES);
        script.arg(places(events, lives, keys, script));
        lives.forEach(life -> script.arg(life.toMillis()));
        for (var each : events) script.arg(each.stored());
        return script;
    }

    /** Of each event the place of its shard's prefix, which is named once, and that of its mark's life. */
    private static byte[] places(List<Waiting> events, List<Duration> lives, Keyspace keys, ScriptCall script) {
        var placeOf = new int[keys.shards()];
        var named = 0;
        var places = ByteBuffer.allocate(PLACE_BYTES * events.size());
        for (var each : events) {
            var shard = each.event().shard();
            if (placeOf[shard] == 0) {
                script.key(keys.ofShard(shard, ""));
                placeOf[shard] = ++named;
            }
            var life = place(lives, each.event().dedupeTtl());
            places.putShort((short) placeOf[shard]).put((byte) (LIVES_FROM + life));
        }
        return places.array();
    }

    /** Where a life stands; behind those of the kinds if the event has one of its own. */
    private static int place(List<Duration> lives, Duration life) {
        var place = lives.indexOf(life);
        if (place < 0) lives.add(life);
        return place < 0 ? lives.size() - 1 : place;
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
