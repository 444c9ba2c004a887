package dev.spillway.redis;

import dev.spillway.event.GatewayException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a command to the server it belongs to, wherever that is by now: follows a slot that was moved, and tries again a few
 * times, for about a second in all, what a server refused for a reason that passes. Only what was refused as a whole, so that
 * nothing runs twice.
 */
final class Courier {
    private static final int TRIES_MAX = 8;
    private static final long FIRST_PAUSE_MS = 20;
    private static final long PAUSE_MAX_MS = 200;
    private static final Set<RedisError> PASSING =
            Set.of(RedisError.TRYAGAIN, RedisError.CLUSTERDOWN, RedisError.LOADING, RedisError.MASTERDOWN);
    private static final Set<RedisError> FIND_ANEW =
            Set.of(RedisError.READONLY, RedisError.UNBLOCKED, RedisError.NOAUTH);

    private final Vertx vertx;
    private final Topology topology;
    private final int waitingMax;
    private int waiting;

    /** @param waitingMax how many commands may wait for another try at once; more fail */
    Courier(Vertx vertx, Topology topology, int waitingMax) {
        this.vertx = vertx;
        this.topology = topology;
        this.waitingMax = waitingMax;
    }

    /** Fails with {@code UNAVAILABLE} when Redis is away, late or busy with itself; other errors of Redis pass through. */
    Future<Response> send(Order order) {
        return send(order, topology.serverOf(order.key()));
    }

    /** Sends to a certain server; from there it may be sent on. */
    Future<Response> send(Order order, @Nullable ServerLink to) {
        return attempt(order, new Aim(to, false), 1);
    }

    private record Aim(@Nullable ServerLink server, boolean asking) {}

    private Future<Response> attempt(Order order, Aim aim, int tries) {
        var server = aim.server();
        if (server == null) {
            var problem = topology.problem();
            return ServerLink.unavailable(problem.isEmpty() ? "nobody serves the slot" : problem);
        }
        return server.send(order, aim.asking()).recover(cause -> refused(order, server, cause, tries));
    }

    private Future<Response> refused(Order order, ServerLink by, Throwable cause, int tries) {
        if (cause instanceof GatewayException) return Future.failedFuture(cause);
        var redirect = Redirect.of(cause);
        if (redirect != null) return redirected(order, by, redirect, tries);
        if (isOne(PASSING, cause)) return again(order, String.valueOf(cause.getMessage()), tries);
        if (FIND_ANEW.stream().noneMatch(error -> error.is(cause))) return Future.failedFuture(cause);
        by.drop(String.valueOf(cause.getMessage()));
        return ServerLink.unavailable(String.valueOf(cause.getMessage()));
    }

    private static boolean isOne(Set<RedisError> errors, Throwable cause) {
        return errors.stream().anyMatch(error -> error.refused(cause));
    }

    private Future<Response> redirected(Order order, ServerLink by, Redirect redirect, int tries) {
        var asked = by.server();
        var to = topology.named(asked == null ? redirect.to() : redirect.to().orHostOf(asked));
        if (!redirect.asking()) topology.moved(redirect.slot(), to);
        if (!to.up() || tries >= TRIES_MAX) return again(order, "slot " + redirect.slot() + " moves", tries);
        return attempt(order, new Aim(to, redirect.asking()), tries + 1);
    }

    private Future<Response> again(Order order, String why, int tries) {
        if (tries >= TRIES_MAX) return ServerLink.unavailable(why);
        if (waiting >= waitingMax) return ServerLink.unavailable("too many commands wait for another try");
        waiting++;
        return vertx.timer(Math.min(PAUSE_MAX_MS, FIRST_PAUSE_MS << (tries / 2)))
                .onComplete(fired -> waiting--)
                .compose(fired -> attempt(order, new Aim(topology.serverOf(order.key()), false), tries + 1));
    }
}
