package dev.spillway.redis;

import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a Redis must be like for our promises to hold: new enough, with an append-only file written as asked, never evicting
 * keys, and split into as many shards as it was when it was first used.
 */
public final class RedisRules {
    private static final int VERSION_MIN = 602;

    private final RedisSettings.Acknowledge acknowledge;
    private final Keyspace keys;
    private final int shards;

    public RedisRules(RedisSettings.Acknowledge acknowledge, Keyspace keys, int shards) {
        this.acknowledge = acknowledge;
        this.keys = keys;
        this.shards = shards;
    }

    /** Fails with {@code REJECTED} and all that is wrong, each with its cure; or with {@code UNAVAILABLE}. */
    public Future<Void> check(RedisLink redis) {
        return redis.send(Request.cmd(Command.INFO))
                .map(info -> broken(facts(info.toString())))
                .compose(broken -> appendfsync(redis, broken))
                .compose(broken -> shards(redis, broken))
                .compose(RedisRules::verdict);
    }

    private static Map<String, String> facts(String info) {
        return info.lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).trim(),
                        (one, other) -> one));
    }

    static List<String> broken(Map<String, String> facts) {
        var broken = new ArrayList<String>();
        var version = facts.getOrDefault("redis_version", "0.0");
        if (number(version) < VERSION_MIN) broken.add("version is " + version + ": use 6.2 or newer");
        if (!"1".equals(facts.get("aof_enabled"))) {
            broken.add("it writes no append-only file: set appendonly yes");
        }
        var policy = facts.getOrDefault("maxmemory_policy", "noeviction");
        if (!policy.equals("noeviction")) {
            broken.add("it may evict keys (" + policy + "): set maxmemory-policy noeviction");
        }
        return broken;
    }

    private static int number(String version) {
        var parts = version.split("\\.", 3);
        return parts.length < 2 ? 0 : Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
    }

    /** A provider that forbids CONFIG leaves the fsync policy to trust. */
    private Future<List<String>> appendfsync(RedisLink redis, List<String> broken) {
        if (acknowledge == RedisSettings.Acknowledge.AOF) return Future.succeededFuture(broken);
        return redis.send(Request.cmd(Command.CONFIG).arg("GET").arg("appendfsync"))
                .map(answer -> answer.size() < 2 ? "always" : answer.get(1).toString())
                .otherwise("always")
                .map(policy -> policy.equals("always") ? broken : with(broken, fsync(policy)));
    }

    private static String fsync(String policy) {
        return "appendfsync is " + policy + ": set it to always, or redis.acknowledge to aof and accept that a killed "
                + "Redis may lose up to 2 s of what was answered";
    }

    private Future<List<String>> shards(RedisLink redis, List<String> broken) {
        var key = keys.global("shards");
        return redis.send(Request.cmd(Command.SET).arg(key).arg(shards).arg("NX"))
                .compose(set -> redis.send(Request.cmd(Command.GET).arg(key)))
                .map(kept -> kept.toString().equals(String.valueOf(shards))
                        ? broken
                        : with(broken, "it was first used with inbox.shards " + kept + ": set that again"));
    }

    private static List<String> with(List<String> broken, String more) {
        var all = new ArrayList<>(broken);
        all.add(more);
        return all;
    }

    private static Future<Void> verdict(List<String> broken) {
        return broken.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new GatewayException(
                        GatewayException.Kind.REJECTED, "this Redis will not do: " + String.join("; ", broken)));
    }
}
