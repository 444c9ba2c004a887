package dev.spillway.inbox;

import dev.spillway.event.Event;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Asks Redis what {@link RedisInbox} asks, with a deadline that has long passed: its script is there then, and both sides have
 * done everything once but the writing. Nothing is stored or counted, and how it goes makes no difference. Belongs to the event
 * loop of its link.
 */
public final class RedisRehearsal implements Rehearsal {
    private static final long LONG_PASSED = 0;

    private final RedisLink link;
    private final Keyspace keys;
    private final InboxSettings settings;

    /** By a link of its own, which it closes. */
    public RedisRehearsal(RedisLink link, Keyspace keys, InboxSettings settings) {
        this.link = link;
        this.keys = keys;
        this.settings = settings;
    }

    @Override
    public Future<List<Receipt>> accept(List<Event> events) {
        var call = AcceptScript.call(waiting(events), LONG_PASSED, keys, settings);
        return link.runSafely(call)
                .transform(done -> Future.succeededFuture(Collections.nCopies(events.size(), Receipt.ACCEPTED)));
    }

    private static List<Waiting> waiting(List<Event> events) {
        var batch = new AcceptBatch(events.size(), Promise.promise());
        var waiting = new ArrayList<Waiting>(events.size());
        for (var event : events) {
            waiting.add(new Waiting(event, EventCodec.encode(event), 0, batch, waiting.size()));
        }
        return waiting;
    }

    @Override
    public Future<Void> close() {
        return link.close();
    }
}
