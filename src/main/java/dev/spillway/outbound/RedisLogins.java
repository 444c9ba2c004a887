package dev.spillway.outbound;

import dev.spillway.connector.Login;
import dev.spillway.connector.LoginPlan;
import dev.spillway.event.GatewayException;
import dev.spillway.json.Json;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shared logins in Redis, one key each, on the clock of the Redis that holds it. A new one counts only once it is as safe there
 * as an accepted event: a backend that changes its refresh token has forgotten the one before. Belongs to the event loop of its
 * link.
 */
public final class RedisLogins implements LoginStore {
    private static final Script SCRIPT = Script.load(RedisLogins.class, "login.lua");
    private static final int FOR_EVER = -1;

    private final RedisLink link;
    private final Keyspace keys;

    public RedisLogins(RedisLink link, Keyspace keys) {
        this.link = link;
        this.keys = keys;
    }

    @Override
    public Future<Answer> ask(String name, String who, long refused, LoginPlan plan) {
        var call = call("ask", name, who).arg(refused).arg(LEAVE.toMillis());
        call.arg(plan.mintsMax()).arg(plan.mintsPer().toMillis());
        return link.run(call).map(RedisLogins::answer).recover(RedisLogins::unavailable);
    }

    @Override
    public Future<Boolean> keep(String name, String who, Login login, @Nullable Duration left) {
        var call = call("keep", name, who).arg(login.version());
        call.arg(left == null ? FOR_EVER : left.toMillis()).arg(Json.write(login.values()));
        return link.runSafely(call).map(answer -> answer.toInteger() == 1).recover(RedisLogins::unavailable);
    }

    @Override
    public Future<Void> free(String name, String who, boolean nothing) {
        return link.run(call("free", name, who).arg(nothing ? 1 : 0))
                .<Void>mapEmpty()
                .recover(RedisLogins::unavailable);
    }

    private ScriptCall call(String what, String name, String who) {
        return new ScriptCall(SCRIPT)
                .key(keys.global("login:" + name))
                .arg(what)
                .arg(who);
    }

    private static Answer answer(Response answer) {
        return switch (answer.get(0).toString()) {
            case "here" -> here(answer);
            case "yours" -> new Yours(answer.get(1).toLong(), values(answer.get(2)));
            default -> new Wait(Duration.ofMillis(answer.get(1).toLong()));
        };
    }

    private static Here here(Response answer) {
        var left = answer.get(2).toLong();
        return new Here(
                new Login(values(answer.get(3)), answer.get(1).toLong()),
                left == FOR_EVER ? null : Duration.ofMillis(left));
    }

    private static Map<String, String> values(Response stored) {
        if (stored.toBytes().length == 0) return Map.of();
        return Json.object(stored.toString().getBytes(StandardCharsets.UTF_8)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> String.valueOf(each.getValue())));
    }

    private static <T> Future<T> unavailable(Throwable cause) {
        if (cause instanceof GatewayException) return Future.failedFuture(cause);
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "no logins from Redis: " + cause.getMessage()));
    }
}
