package dev.spillway.dispatch;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The book of homes in Redis: hashes {@code home:<alias>}, one script a call, not fenced, since any owner may write any alias. Most
 * calls are about a user whose phone was joined not long ago: there is nothing to write, and a look at the entry says so.
 */
final class RedisHomes implements HomeBook {
    private static final Script USER = Script.load(RedisHomes.class, "home-user.lua");
    private static final Script CLAIM = Script.load(RedisHomes.class, "home-claim.lua");

    /** After one of so many parts of an entry's life its phone is joined anew, as in {@code home-user.lua}. */
    private static final int JOINED_ANEW = 10;

    private final RedisLink redis;
    private final Keyspace keys;
    private final Duration ttl;
    private final Clock clock;
    private final PhoneHomes phones;
    private final Function<Collection<ContactKey>, Future<Void>> joined;

    /**
     * @param ttl how long an entry lives that nobody uses
     * @param joined hears of keys that are one person's
     */
    RedisHomes(
            Vertx vertx,
            RedisLink redis,
            Keyspace keys,
            Duration ttl,
            Clock clock,
            Function<Collection<ContactKey>, Future<Void>> joined) {
        this.joined = joined;
        this.clock = clock;
        this.phones = new PhoneHomes(vertx, redis, keys, ttl);
        this.redis = redis;
        this.keys = keys;
        this.ttl = ttl;
    }

    @Override
    public Future<ContactKey> ofPhone(Event event) {
        return phones.of(event);
    }

    @Override
    public Future<Entry> ofUser(ContactKey user, @Nullable ContactKey phone) {
        if (phone == null) return written(user, null);
        var name = entry(user);
        return redis.send(
                        name,
                        Request.cmd(Command.HMGET).arg(name).arg("h").arg("p").arg("t"))
                .compose(entry -> isJoined(entry, phone)
                        ? Future.succeededFuture(
                                new Entry(new ContactKey(entry.get(0).toString()), true))
                        : written(user, phone));
    }

    /** Whether the home stands there and the phone led to it not long ago: then the script, too, would leave all as it is. */
    private boolean isJoined(Response entry, ContactKey phone) {
        var joined = entry.get(1);
        var since = entry.get(2);
        return entry.get(0) != null
                && joined != null
                && since != null
                && joined.toString().equals(phone.value())
                && clock.millis() - since.toLong() < ttl.toMillis() / JOINED_ANEW;
    }

    private Future<Entry> written(ContactKey user, @Nullable ContactKey phone) {
        var call = call(USER, user).arg(ttl.toMillis());
        call.arg(phone == null ? user.value() : "").arg(text(phone)).arg(0);
        return redis.run(call).map(RedisHomes::entry);
    }

    private static Entry entry(Response answer) {
        var home = answer.get(0).toString();
        return new Entry(
                home.isEmpty() ? null : new ContactKey(home), answer.get(1).toInteger() == 1);
    }

    @Override
    public Future<Claim> claim(ContactKey phone, ContactKey user, @Nullable ContactKey home) {
        var call = call(CLAIM, phone).arg(ttl.toMillis()).arg(user.value());
        return redis.run(call.arg(text(home))).map(RedisHomes::claimed);
    }

    private static Claim claimed(Response answer) {
        var before = answer.get(1).toString();
        return new Claim(key(answer.get(0)), before.isEmpty() ? null : new ContactKey(before));
    }

    @Override
    public Future<Void> joined(Collection<ContactKey> keys) {
        return joined.apply(keys);
    }

    @Override
    public Future<ContactKey> settle(ContactKey user, ContactKey home, @Nullable ContactKey phone) {
        var call = call(USER, user).arg(ttl.toMillis());
        call.arg(home.value()).arg(text(phone)).arg(1);
        return redis.run(call).map(answer -> key(answer.get(0)));
    }

    private ScriptCall call(Script script, ContactKey alias) {
        return new ScriptCall(script).key(entry(alias));
    }

    private String entry(ContactKey alias) {
        return keys.ofShard(alias.shard(keys.shards()), "home:" + alias.value());
    }

    private static String text(@Nullable ContactKey key) {
        return key == null ? "" : key.value();
    }

    private static ContactKey key(Response answer) {
        return new ContactKey(answer.toString());
    }
}
