package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks for the homes of phones, by one script for all that is wanted to know while another is out; where a script may touch one
 * slot only, for all of one shard. Belongs to one event loop.
 */
final class PhoneHomes {
    private static final Script SCRIPT = Script.load(PhoneHomes.class, "home-phone.lua");
    private static final int EVENTS_MAX = 256;
    private static final int SCRIPTS_MAX = 2;
    private static final int ALL_SHARDS = -1;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Keyspace keys;
    private final Duration ttl;
    private final Map<Integer, Asking> open = new LinkedHashMap<>();
    private final ArrayDeque<Asking> full = new ArrayDeque<>();
    private boolean flushScheduled;
    private int out;

    private record Asking(List<Event> events, Promise<Response> promise) {}

    /** @param ttl how long an entry lives that nobody uses */
    PhoneHomes(Vertx vertx, RedisLink redis, Keyspace keys, Duration ttl) {
        this.vertx = vertx;
        this.redis = redis;
        this.keys = keys;
        this.ttl = ttl;
    }

    /** The home of an event whose contact key is a phone. */
    Future<ContactKey> of(Event event) {
        scheduleFlush();
        var group = redis.oneSlotOnly() ? shard(event) : ALL_SHARDS;
        var asking = open.computeIfAbsent(group, each -> new Asking(new ArrayList<>(), Promise.promise()));
        var place = asking.events.size();
        asking.events.add(event);
        if (place + 1 == EVENTS_MAX) {
            open.remove(group);
            full.add(asking);
        }
        return asking.promise.future().map(homes -> home(event, homes.get(place)));
    }

    private int shard(Event event) {
        return event.contactKey().shard(keys.shards());
    }

    private void scheduleFlush() {
        if (flushScheduled) return;
        flushScheduled = true;
        vertx.runOnContext(turn -> flush());
    }

    /** Scripts for different slots do not wait for each other. */
    private void flush() {
        flushScheduled = false;
        if (out < SCRIPTS_MAX || redis.oneSlotOnly()) {
            full.addAll(open.values());
            open.clear();
        }
        while (!full.isEmpty() && (out < SCRIPTS_MAX || redis.oneSlotOnly())) send(full.remove());
    }

    private void send(Asking asking) {
        var call = new ScriptCall(SCRIPT, 1 + 2 * asking.events.size()).arg(ttl.toMillis());
        for (var event : asking.events) {
            var phone = event.contactKey().value();
            var shard = shard(event);
            call.key(keys.ofShard(shard, "home:" + phone)).key(keys.ofShard(shard, "sent:" + event.id()));
            call.arg(phone).arg(event.dedupeTtl().toMillis());
        }
        out++;
        redis.run(call).onComplete(done -> {
            out--;
            asking.promise.handle(done);
            if (!full.isEmpty() || !open.isEmpty()) scheduleFlush();
        });
    }

    private static ContactKey home(Event event, Response answer) {
        var home = answer.toString();
        return event.contactKey().value().equals(home) ? event.contactKey() : new ContactKey(home);
    }
}
