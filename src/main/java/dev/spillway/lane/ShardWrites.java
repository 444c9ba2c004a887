package dev.spillway.lane;

import dev.spillway.event.GatewayException;
import dev.spillway.gate.FactKeys;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisError;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Scripts that write for a shard, under the token we hold for it. Every refusal of a token is told to its owner. */
final class ShardWrites {
    private static final Class<?> REDIS = RedisLink.class;
    private static final String LANE = "/dev/spillway/lane/lane.lua";

    private final RedisLink redis;
    private final Keyspace keys;
    private final ShardTokens tokens;

    ShardWrites(RedisLink redis, Keyspace keys, ShardTokens tokens) {
        this.redis = redis;
        this.keys = keys;
        this.tokens = tokens;
    }

    /** A script of this room that knows lanes. */
    static Script script(String file) {
        return Script.load(REDIS, "shard.lua", LANE, "/dev/spillway/lane/" + file);
    }

    /** A script of this room that knows lanes, and people. */
    static Script scriptOfPeople(String file) {
        return Script.load(REDIS, "shard.lua", LANE, FactKeys.SCRIPT, "/dev/spillway/lane/" + file);
    }

    /** Whether the shard is not known to be somebody else's. */
    boolean ours(int shard) {
        return tokens.token(shard).isPresent();
    }

    /** Whether the shard is ours beyond doubt. */
    boolean held(int shard) {
        return tokens.held(shard);
    }

    /** A call under the present token; empty if the shard is not ours. */
    Optional<ScriptCall> call(Script script, int shard) {
        return tokens.token(shard)
                .map(token ->
                        new ScriptCall(script).key(keys.ofShard(shard, "")).arg(token));
    }

    /** Runs a call; fails with {@code FENCED} when the shard is somebody else's. */
    Future<Response> run(int shard, ScriptCall call) {
        return redis.run(call).recover(cause -> refused(shard, cause));
    }

    /** A script's call, and for which shard. */
    record ShardCall(int shard, ScriptCall call) {}

    /** Runs calls that may run twice, in as few writes as may be; an answer each, at the same place. */
    List<Future<Response>> runTogether(List<ShardCall> calls) {
        var answers = redis.runTogether(calls.stream().map(ShardCall::call).toList());
        return IntStream.range(0, calls.size())
                .mapToObj(place -> answers.get(place).recover(cause -> refused(calls.get(place).shard, cause)))
                .toList();
    }

    /** The same as {@link #run}, with an answer only when what was written is as safe as {@code redis.acknowledge} says. */
    Future<Response> runSafely(int shard, ScriptCall call) {
        return redis.runSafely(call).recover(cause -> refused(shard, cause));
    }

    private <T> Future<T> refused(int shard, Throwable cause) {
        if (!RedisError.FENCED.is(cause)) return Future.failedFuture(cause);
        tokens.doubted(shard);
        return fenced();
    }

    static <T> Future<T> fenced() {
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.FENCED, "the shard is not ours any more"));
    }

    static boolean isFenced(Throwable cause) {
        return cause instanceof GatewayException known && known.kind() == GatewayException.Kind.FENCED;
    }
}
