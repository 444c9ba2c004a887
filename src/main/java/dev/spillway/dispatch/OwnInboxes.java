package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.event.EventId;
import dev.spillway.inbox.Position;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The inboxes of the shards this node owns at the moment; what is for another shard is dropped. Belongs to one event loop. */
final class OwnInboxes {
    private final Map<Integer, ShardInbox> byShard = new HashMap<>();
    private final Holding holding;

    OwnInboxes(Holding holding) {
        this.holding = holding;
    }

    boolean has(int shard) {
        return byShard.containsKey(shard);
    }

    @Nullable
    ShardInbox of(int shard) {
        return byShard.get(shard);
    }

    /** As they are whenever it is looked at. */
    Collection<ShardInbox> all() {
        return byShard.values();
    }

    /** As they are now. */
    List<Integer> shards() {
        return List.copyOf(byShard.keySet());
    }

    /** The shard is ours. */
    ShardInbox gained(int shard, IntFunction<ShardInbox> made) {
        return byShard.computeIfAbsent(shard, made::apply);
    }

    /** It is not any more. */
    void lost(int shard) {
        byShard.remove(shard);
    }

    /** A delayed event's time has come. */
    void offer(Work work) {
        var inbox = byShard.get(work.shard());
        if (inbox != null) inbox.queue().offer(work);
    }

    /** This event was put off, maybe by an earlier owner: later ones of its contact wait for it. */
    void hold(int shard, ContactKey contact, Position position, EventId event, Instant failedAt) {
        var inbox = byShard.get(shard);
        if (inbox != null) inbox.queue().hold(contact, position, event, heldSince(inbox, failedAt));
    }

    /**
     * Until the shard was ours, or Redis back, nobody could run the event: that time does not count. A sweep begins no wait
     * anew.
     */
    private Instant heldSince(ShardInbox inbox, Instant failedAt) {
        return inbox.stage() == ShardInbox.Stage.OPEN ? failedAt : holding.now();
    }

    /** Has it read again from there. */
    void turnBack(int shard, Position from) {
        var inbox = byShard.get(shard);
        if (inbox != null) inbox.turnBack(from);
    }

    /** How many contacts' events wait behind a failing one. */
    long heldContacts() {
        return byShard.values().stream()
                .mapToLong(inbox -> inbox.queue().heldContacts())
                .sum();
    }
}
