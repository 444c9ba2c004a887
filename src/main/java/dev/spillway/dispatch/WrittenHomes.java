package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads the book of homes, and changes nothing in it. Belongs to the event loop of its link. */
public final class WrittenHomes {
    private final RedisLink redis;
    private final Keyspace keys;

    public WrittenHomes(RedisLink redis, Keyspace keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** The home of the person with that key; the key itself if nothing is written. Fails with {@code UNAVAILABLE} while nobody can tell. */
    public Future<ContactKey> home(ContactKey key) {
        return read(key).map(entry -> {
            var home = entry.get(0);
            return home == null ? key : new ContactKey(home.toString());
        });
    }

    /** Other keys of that person, as far as its entry names them: its home, who came with it last, its home before. */
    public Future<Set<ContactKey>> aliases(ContactKey key) {
        return read(key).map(entry -> {
            var aliases = new LinkedHashSet<ContactKey>();
            for (var name : entry) if (name != null) aliases.add(new ContactKey(name.toString()));
            aliases.remove(key);
            return aliases;
        });
    }

    private Future<Response> read(ContactKey key) {
        var name = keys.ofShard(key.shard(keys.shards()), "home:" + key.value());
        return redis.send(
                name, Request.cmd(Command.HMGET).arg(name).arg("h").arg("p").arg("m"));
    }
}
