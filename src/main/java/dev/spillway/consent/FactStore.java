package dev.spillway.consent;

import dev.spillway.event.ContactKey;
import dev.spillway.gate.Fact;
import dev.spillway.gate.FactKeys;
import dev.spillway.gate.Facts;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Redis knows of people. Reads from anywhere; writes only what is brought back to it: all else is written by commits. Calls
 * fail with {@code UNAVAILABLE} while Redis is away.
 */
final class FactStore {
    private static final Script READ = script("facts-read.lua");
    private static final Script BRING = script("facts-bring.lua");

    private final RedisLink redis;
    private final Keyspace keys;

    FactStore(RedisLink redis, Keyspace keys) {
        this.redis = redis;
        this.keys = keys;
    }

    private static Script script(String file) {
        return Script.load(FactStore.class, "prefix.lua", FactKeys.SCRIPT, file);
    }

    /** All that is known under one key of a person. */
    Future<Facts> of(ContactKey key) {
        return of(key, key.shard(keys.shards()));
    }

    /** The same where the key was placed in a shard on purpose. */
    Future<Facts> of(ContactKey key, int shard) {
        return redis.run(call(READ, shard).arg(key.value()))
                .map(answer -> Facts.of(answer.get(0).toInteger() == 1, fields(answer.get(1))));
    }

    /** What is known under one key of a person but windows; whether it is all there is not asked. */
    Future<Facts> consent(ContactKey key) {
        var name = keys.ofShard(key.shard(keys.shards()), FactKeys.of(Fact.Store.CONSENT, key));
        return redis.send(name, Request.cmd(Command.HGETALL).arg(name)).map(answer -> Facts.of(true, map(answer)));
    }

    /** Whether no consent of a shard is missing. */
    Future<Boolean> isComplete(int shard) {
        var name = keys.ofShard(shard, FactKeys.COMPLETE);
        return redis.send(name, Request.cmd(Command.EXISTS).arg(name)).map(answer -> answer.toInteger() == 1);
    }

    /** From now on something may be missing. */
    Future<Void> doubt(int shard) {
        var name = keys.ofShard(shard, FactKeys.COMPLETE);
        return redis.send(name, Request.cmd(Command.DEL).arg(name)).mapEmpty();
    }

    /** From now on nothing is missing. */
    Future<Void> complete(int shard) {
        var name = keys.ofShard(shard, FactKeys.COMPLETE);
        return redis.send(name, Request.cmd(Command.SET).arg(name).arg(1)).mapEmpty();
    }

    /** A fact of somebody, brought back. */
    record Brought(ContactKey contact, Fact fact) {}

    /** Brings facts of one shard back; newer ones stay. */
    Future<Void> bring(int shard, List<Brought> all) {
        var call = call(BRING, shard);
        for (var each : all) {
            var fact = each.fact();
            call.arg(each.contact().value()).arg(fact.store().key());
            call.arg(fact.store().ttl().toMillis())
                    .arg(fact.field())
                    .arg(fact.stamp().text());
        }
        return redis.run(call).mapEmpty();
    }

    private ScriptCall call(Script script, int shard) {
        return new ScriptCall(script).key(keys.ofShard(shard, ""));
    }

    /** Fields and stamps in turn. */
    private static Map<String, String> fields(Response list) {
        var map = new HashMap<String, String>();
        for (var i = 0; i + 1 < list.size(); i += 2) {
            map.put(list.get(i).toString(), list.get(i + 1).toString());
        }
        return map;
    }

    /** An empty one has no keys to be asked for. */
    private static Map<String, String> map(Response hash) {
        var map = new HashMap<String, String>();
        if (hash.size() == 0) return map;
        for (var field : hash.getKeys()) map.put(field, hash.get(field).toString());
        return map;
    }
}
