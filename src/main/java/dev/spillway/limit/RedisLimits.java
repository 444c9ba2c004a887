package dev.spillway.limit;

import dev.spillway.event.GatewayException;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Limits that all nodes share: one key each, all in one slot, on the clock of the Redis that holds it, so that the clocks of
 * the nodes do not matter. One script call for all claims, one round trip. Belongs to the event loop of its link.
 */
public final class RedisLimits implements SharedLimits {
    /** A quota's time is counted in so many slices; the one that is running out counts to its end. */
    static final int SLICES = 48;

    private static final Script TAKE = Script.load(RedisLimits.class, "limits.lua", "limits-take.lua");
    private static final Script CORRECT = Script.load(RedisLimits.class, "limits.lua", "limits-correct.lua");
    private static final Script SHUT = Script.load(RedisLimits.class, "limits.lua", "limits-shut.lua");
    private static final Script SETTLE = Script.load(RedisLimits.class, "limits.lua", "limits-settle.lua");
    private static final Script LEAVE = Script.load(RedisLimits.class, "limits.lua", "limits-leave.lua");

    private final RedisLink link;
    private final LimitKeys keys;
    private final LimitLevels levels;

    public RedisLimits(RedisLink link, Keyspace keys, MeterRegistry registry) {
        this.link = link;
        this.keys = new LimitKeys(keys);
        this.levels = new LimitLevels(registry);
    }

    @Override
    public Future<List<Ruling>> take(List<Claim> claims) {
        var limits = claims.stream()
                .flatMap(claim -> claim.needs().stream())
                .map(Need::limit)
                .distinct()
                .toList();
        var call = new ScriptCall(TAKE, 5 * limits.size() + 10 * claims.size());
        limits.forEach(limit -> keys.add(call, limit));
        call.arg(claims.size());
        claims.forEach(claim -> add(call, claim, limits));
        return link.run(call)
                .map(answer -> rulings(answer, claims.size(), limits))
                .recover(RedisLimits::unavailable);
    }

    private static void add(ScriptCall call, Claim claim, List<Limit> limits) {
        call.arg(claim.count()).arg(claim.lease()).arg(claim.leaseFor().toMillis());
        call.arg(claim.needs().size());
        for (var need : claim.needs()) {
            call.arg(limits.indexOf(need.limit()) + 1);
            call.arg(Double.toString(need.cost())).arg(Double.toString(need.floor()));
            call.arg(need.member());
        }
    }

    private List<Ruling> rulings(Response answer, int claims, List<Limit> limits) {
        var left = answer.get(claims);
        for (int i = 0; i < limits.size(); i++)
            levels.show(limits.get(i), left.get(i).toDouble());
        return answer.stream().limit(claims).map(each -> ruling(each, limits)).toList();
    }

    private static Ruling ruling(Response answer, List<Limit> limits) {
        var lacking = answer.get(1).toInteger();
        var delays = answer.get(2).stream()
                .map(delay -> Duration.ofMillis(delay.toLong()))
                .toList();
        var marks = answer.get(3).stream().map(Response::toDouble).toList();
        return new Ruling(
                delays,
                Duration.ofMillis(answer.get(0).toLong()),
                lacking == 0 ? null : limits.get(lacking - 1),
                marks);
    }

    @Override
    public void correct(Limit limit, Said said, double mark) {
        tell(keys.call(CORRECT, limit)
                .arg(Double.toString(said.left()))
                .arg(Double.toString(said.size()))
                .arg(Double.toString(mark)));
    }

    @Override
    public void shut(Limit limit, Duration delay) {
        tell(keys.call(SHUT, limit).arg(delay.toMillis()));
    }

    @Override
    public void giveBack(Limit limit, String lease) {
        tell(keys.call(LEAVE, limit).arg(lease));
    }

    @Override
    public Future<Void> settle(Map<Limit, Double> spent) {
        var limits = new ArrayList<>(spent.keySet());
        var call = new ScriptCall(SETTLE);
        if (limits.isEmpty()) keys.addNone(call);
        limits.forEach(limit -> keys.add(call, limit));
        limits.forEach(limit -> call.arg(Double.toString(spent.getOrDefault(limit, 0.0))));
        return link.run(call).<Void>mapEmpty().recover(RedisLimits::unavailable);
    }

    @Override
    public boolean up() {
        return keys.up(link);
    }

    @Override
    public void onUp(Runnable callback) {
        link.onUp(callback);
    }

    /** What cannot be told now will be told by the next answer, or ends by itself. */
    private void tell(ScriptCall call) {
        link.run(call).onFailure(lost -> {});
    }

    private static <T> Future<T> unavailable(Throwable cause) {
        if (cause instanceof GatewayException) return Future.failedFuture(cause);
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "no tokens from Redis: " + cause.getMessage()));
    }
}
