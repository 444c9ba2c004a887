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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks for the homes of phones, by one script for all that a turn of the event loop wants to know of one shard. Belongs to one
 * event loop.
 */
final class PhoneHomes {
    private static final Script SCRIPT = Script.load(PhoneHomes.class, "home-phone.lua");
    private static final int EVENTS_MAX = 64;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Keyspace keys;
    private final Duration ttl;
    private final Map<Integer, Asking> open = new HashMap<>();

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
        if (open.isEmpty()) vertx.runOnContext(turn -> flush());
        var shard = event.contactKey().shard(keys.shards());
        var asking = open.computeIfAbsent(shard, each -> new Asking(new ArrayList<>(), Promise.promise()));
        var place = asking.events.size();
        asking.events.add(event);
        if (place + 1 == EVENTS_MAX) {
            open.remove(shard);
            send(shard, asking);
        }
        return asking.promise.future().map(homes -> home(event, homes.get(place)));
    }

    private void flush() {
        var all = Map.copyOf(open);
        open.clear();
        all.forEach(this::send);
    }

    private void send(int shard, Asking asking) {
        var call = new ScriptCall(SCRIPT).arg(ttl.toMillis());
        for (var event : asking.events) {
            var phone = event.contactKey().value();
            call.key(keys.ofShard(shard, "home:" + phone)).key(keys.ofShard(shard, "sent:" + event.id()));
            call.arg(phone).arg(event.kind().dedupeTtl().toMillis());
        }
        redis.run(call).onComplete(asking.promise);
    }

    private static ContactKey home(Event event, Response answer) {
        var home = answer.toString();
        return event.contactKey().value().equals(home) ? event.contactKey() : new ContactKey(home);
    }
}
