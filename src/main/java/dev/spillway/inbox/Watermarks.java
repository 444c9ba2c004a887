package dev.spillway.inbox;

import dev.spillway.event.Event;
import dev.spillway.event.EventKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers per shard the highest stream id that Redis returned to this node: a Redis that later knows only lower ones has
 * lost something. Fed and read from any thread; one a node.
 */
public final class Watermarks {
    private final AtomicReferenceArray<Known> known;

    /** @param shards how many there are */
    public Watermarks(int shards) {
        known = new AtomicReferenceArray<>(shards);
        for (var shard = 0; shard < shards; shard++) known.set(shard, Known.NOTHING);
    }

    /** Redis took an entry into a shard's inbox. */
    public void appended(int shard, String streamId) {
        learn(shard, new Known(Position.parse(streamId), Known.Marked.NONE));
    }

    /** Redis gave out an entry of an event's shard, as it stands in the inbox stream. */
    public void read(String streamId, Event event) {
        var id = Position.parse(streamId);
        learn(event.shard(), new Known(id, isMarked(event) ? marked(id, event) : Known.Marked.NONE));
    }

    /** The same for entries of one shard, in their order: the last of them says all, and the last that has a mark. */
    public void read(List<Entry> entries) {
        for (var i = entries.size() - 1; i >= 0; i--) {
            var entry = entries.get(i);
            read(entry.id(), entry.event());
            if (isMarked(entry.event())) return;
        }
    }

    /** What we append ourselves is not deduplicated. */
    private static boolean isMarked(Event event) {
        return event.kind() != EventKind.RESULT && !event.moved();
    }

    private static Known.Marked marked(Position id, Event event) {
        return new Known.Marked(
                id, event.id().value(), id.ms() + event.dedupeTtl().toMillis());
    }

    void learn(int shard, Known more) {
        known.accumulateAndGet(shard, more, Known::and);
    }

    int shards() {
        return known.length();
    }

    Known of(int shard) {
        return known.get(shard);
    }

    /** What has changed since it was saved. */
    Map<Integer, Known> changedSince(Map<Integer, Known> saved) {
        var changed = new HashMap<Integer, Known>();
        for (var shard = 0; shard < known.length(); shard++) {
            var now = known.get(shard);
            if (!now.equals(saved.getOrDefault(shard, Known.NOTHING))) changed.put(shard, now);
        }
        return changed;
    }
}
