package dev.spillway.media;

import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Optional;

/** The ids that files have at the provider, by number and content, in Redis. Belongs to the event loop of its link. */
final class MediaIds {
    /** Meta keeps uploads for 30 days. */
    private static final Duration GOOD_FOR = Duration.ofDays(29);

    private final RedisLink link;
    private final Keyspace keys;

    MediaIds(RedisLink link, Keyspace keys) {
        this.link = link;
        this.keys = keys;
    }

    /** Empty if it was never brought there, or too long ago. */
    Future<Optional<String>> find(String number, String hash) {
        var key = key(number, hash);
        return link.send(key, Request.cmd(Command.GET).arg(key))
                .map(it -> Optional.ofNullable(it).map(Object::toString));
    }

    Future<Void> keep(String number, String hash, String id) {
        var key = key(number, hash);
        var request = Request.cmd(Command.SET).arg(key).arg(id).arg("PX").arg(GOOD_FOR.toMillis());
        return link.send(key, request).mapEmpty();
    }

    /** Whether this node is the one to bring it there now. */
    Future<Boolean> claim(String number, String hash, Duration howLong) {
        var key = key(number, hash + ":claim");
        var request =
                Request.cmd(Command.SET).arg(key).arg("1").arg("NX").arg("PX").arg(howLong.toMillis());
        return link.send(key, request).map(it -> it != null);
    }

    /** Another node may try. */
    Future<Void> release(String number, String hash) {
        var key = key(number, hash + ":claim");
        return link.send(key, Request.cmd(Command.DEL).arg(key)).mapEmpty();
    }

    private String key(String number, String name) {
        return keys.global("media:" + number + ":" + name);
    }
}
