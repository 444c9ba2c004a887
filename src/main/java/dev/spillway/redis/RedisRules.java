package dev.spillway.redis;

import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Redis must be like for our promises to hold: every master new enough, with an append-only file written as asked, never
 * evicting keys; and split into as many shards as it was when it was first used.
 */
public final class RedisRules {
    private final RedisSettings.Acknowledge acknowledge;
    private final Keyspace keys;
    private final int shards;

    public RedisRules(RedisSettings.Acknowledge acknowledge, Keyspace keys, int shards) {
        this.acknowledge = acknowledge;
        this.keys = keys;
        this.shards = shards;
    }

    /** What was found out so far: what breaks a rule, each with its cure, and what is only worse than it should be. */
    private record Found(List<String> broken, List<String> worse) {
        Found with(List<String> more) {
            return new Found(
                    Stream.concat(broken.stream(), more.stream()).distinct().toList(), worse);
        }
    }

    /**
     * Fails with {@code REJECTED} and all that is wrong, each with its cure; or with {@code UNAVAILABLE} if a server is away.
     * Else answers with what is worse than it should be, if anything is, although no rule is broken.
     */
    public Future<Optional<String>> check(RedisLink redis) {
        return redis.everyServer(Request.cmd(Command.INFO))
                .map(infos -> infos.stream()
                        .map(info -> ServerFacts.of(info.toString()))
                        .toList())
                .map(servers -> found(servers, redis.replicasWanted()))
                .compose(found -> appendfsync(redis).map(found::with))
                .compose(found -> shards(redis).map(found::with))
                .compose(RedisRules::verdict);
    }

    private static Found found(List<ServerFacts> servers, int replicas) {
        return new Found(
                servers.stream()
                        .flatMap(server -> server.broken().stream())
                        .distinct()
                        .toList(),
                servers.stream()
                        .map(server -> server.worse(replicas))
                        .filter(worse -> !worse.isEmpty())
                        .toList());
    }

    /** A provider that forbids CONFIG leaves the fsync policy to trust. */
    private Future<List<String>> appendfsync(RedisLink redis) {
        if (acknowledge != RedisSettings.Acknowledge.FSYNC) return Future.succeededFuture(List.of());
        return redis.everyServer(Request.cmd(Command.CONFIG).arg("GET").arg("appendfsync"))
                .otherwise(List.of())
                .map(answers -> answers.stream()
                        .map(RedisRules::policy)
                        .filter(policy -> !policy.equals("always"))
                        .map(RedisRules::fsync)
                        .toList());
    }

    private static String policy(@Nullable Response answer) {
        return answer == null || answer.size() < 2 ? "always" : answer.get(1).toString();
    }

    private static String fsync(String policy) {
        return "appendfsync is " + policy + ": set it to always, or redis.acknowledge to aof and accept that a killed "
                + "Redis may lose up to 2 s of what was answered";
    }

    private Future<List<String>> shards(RedisLink redis) {
        var key = keys.global("shards");
        return redis.send(key, Request.cmd(Command.SET).arg(key).arg(shards).arg("NX"))
                .compose(set -> redis.send(key, Request.cmd(Command.GET).arg(key)))
                .map(kept -> Objects.toString(kept).equals(String.valueOf(shards))
                        ? List.of()
                        : List.of("it was first used with inbox.shards " + kept + ": set that again"));
    }

    private static Future<Optional<String>> verdict(Found found) {
        return found.broken().isEmpty()
                ? Future.succeededFuture(found.worse().stream().findFirst())
                : Future.failedFuture(new GatewayException(
                        GatewayException.Kind.REJECTED,
                        "this Redis will not do: " + String.join("; ", found.broken())));
    }
}
