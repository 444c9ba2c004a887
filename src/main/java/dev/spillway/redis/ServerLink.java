package dev.spillway.redis;

import dev.spillway.event.GatewayException;
import dev.spillway.loop.TimeLimit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pipelined connection to one server, that mends itself. While the server is away every command fails at once with {@code
 * UNAVAILABLE}; a command without an answer in time fails the same way and closes the connection, since nobody knows what else
 * is stuck behind it. Reconnects for ever, with growing pauses and jitter; whatever keeps it away (a wrong password, a server
 * that is a replica now) may end without a restart. Belongs to one event loop.
 *
 * <pre>
 *   connecting ──ok──► up ──closed, dropped, or a command too late──► connecting (after a pause)
 *        └──failed──► connecting (after a longer pause)              any ──close()──► closed
 * </pre>
 */
final class ServerLink {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLink.class);
    private static final int FIRST_PAUSE_PART = 50;

    private final Parts parts;
    private final Supplier<Future<Address>> where;
    private final ContextInternal here;
    private @Nullable Line line;
    private String problem = "not connected yet";
    private boolean closed;
    private int failures;
    private int inFlight;

    /** What all links of one {@link RedisLink} share. */
    record Parts(Vertx vertx, RedisSettings settings, String name, Dialer dialer, Listener listener) {
        /** The same with somebody else who hears. */
        Parts with(Listener other) {
            return new Parts(vertx, settings, name, dialer, other);
        }
    }

    /** Hears of every change, on the link's event loop. */
    interface Listener {
        /** Commands are being taken. */
        void up();

        /** The connection was lost, or could not be made. */
        default void away() {}
    }

    private record Line(Dialer.Line dialed, Address server, Copies copies) {
        RedisConnection connection() {
            return dialed.connection();
        }
    }

    /** @param where asked before every attempt to connect */
    ServerLink(Parts parts, Supplier<Future<Address>> where) {
        this.parts = parts;
        this.where = where;
        this.here = (ContextInternal) parts.vertx().getOrCreateContext();
    }

    /** Starts connecting, and returns at once. */
    ServerLink open() {
        connect();
        return this;
    }

    boolean up() {
        return line != null;
    }

    /** The server it is connected to. */
    @Nullable
    Address server() {
        var current = line;
        return current == null ? null : current.server();
    }

    /** Why it is not up; empty while it is. */
    String problem() {
        return problem;
    }

    static <T> Future<T> unavailable(String why) {
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis is not available: " + why));
    }

    /**
     * Sends a command. Fails with {@code UNAVAILABLE} when the server is away or late; its own errors pass through.
     *
     * @param asking whether the server is to serve a slot that is only on its way to it
     */
    Future<Response> send(Order order, boolean asking) {
        var current = line;
        if (current == null) return unavailable(problem);
        if (inFlight >= parts.settings().commandsInFlightMax()) return unavailable("too many commands in flight");
        inFlight++;
        return TimeLimit.within(parts.vertx(), order.timeoutMs(), pipelined(current, order, asking))
                .onComplete(done -> inFlight--)
                .recover(cause -> failed(current, cause));
    }

    /**
     * Sends commands in one write; none of them {@linkplain Order#copied copied}. Fails as one does, or when one of them was refused, but
     * not before all have been answered: then nobody knows which.
     */
    Future<List<Response>> sendAll(List<Order> orders) {
        var current = line;
        if (current == null) return unavailable(problem);
        if (inFlight + orders.size() > parts.settings().commandsInFlightMax())
            return unavailable("too many commands in flight");
        inFlight += orders.size();
        var timeoutMs = orders.stream().mapToLong(Order::timeoutMs).max().orElse(1);
        var answers =
                current.connection().batch(orders.stream().map(Order::request).toList());
        return TimeLimit.within(parts.vertx(), timeoutMs, answers)
                .onComplete(done -> inFlight -= orders.size())
                .recover(cause -> failed(current, cause));
    }

    /**
     * In one go: nothing may come between ASKING and its command, and WAIT speaks of its own connection. The answer belongs to
     * this event loop, so that it ends here when it is late, too: without one it would end on a thread that all loops share.
     */
    private Future<Response> pipelined(Line to, Order order, boolean asking) {
        if (!asking && !order.copied()) return to.connection().send(order.request());
        var allowed = asking ? to.connection().send(Request.cmd(Command.ASKING)) : Future.<Response>succeededFuture();
        var answered = to.connection().send(order.request());
        var copied = order.copied() ? to.copies().made() : Future.<Void>succeededFuture();
        return here.succeededFuture()
                .compose(start -> allowed)
                .compose(ok -> answered)
                .compose(answer -> copied.map(done -> answer));
    }

    private <T> Future<T> failed(Line of, Throwable cause) {
        if (isAnswer(cause)) return Future.failedFuture(cause);
        drop(of, String.valueOf(cause.getMessage()));
        return unavailable(String.valueOf(cause.getMessage()));
    }

    /** The client tells of a broken connection in the form of an answer. */
    private static boolean isAnswer(Throwable cause) {
        return cause instanceof GatewayException
                || (cause instanceof ErrorType && !"CONNECTION_CLOSED".equals(cause.getMessage()));
    }

    private void connect() {
        if (closed) return;
        Future.succeededFuture()
                .compose(begin -> where.get())
                .compose(server -> parts.dialer().connect(server).map(dialed -> line(dialed, server)))
                .onSuccess(this::connected)
                .onFailure(this::unreachable);
    }

    private Line line(Dialer.Line dialed, Address server) {
        return new Line(dialed, server, new Copies(parts.vertx(), dialed.connection(), parts.settings()));
    }

    private void connected(Line fresh) {
        if (closed) {
            fresh.dialed().close();
            return;
        }
        fresh.connection().exceptionHandler(cause -> drop(fresh, String.valueOf(cause.getMessage())));
        fresh.connection().endHandler(end -> drop(fresh, "closed"));
        line = fresh;
        failures = 0;
        problem = "";
        LOG.atInfo()
                .addKeyValue("link", parts.name())
                .addKeyValue("server", fresh.server())
                .log("redis.connected");
        parts.listener().up();
    }

    /** Gives the connection up and finds the server anew. */
    void drop(String why) {
        if (line != null) drop(line, why);
    }

    private void drop(Line lost, String why) {
        if (!lost.equals(line) || closed) return;
        line = null;
        problem = why;
        LOG.atWarn()
                .addKeyValue("link", parts.name())
                .addKeyValue("server", lost.server())
                .addKeyValue("cause", why)
                .log("redis.lost");
        lost.dialed().close();
        parts.listener().away();
        retry();
    }

    /** Tells of a cause once. */
    private void unreachable(Throwable cause) {
        if (closed) return;
        var why = String.valueOf(cause.getMessage());
        if (failures == 0 || !why.equals(problem)) {
            LOG.atWarn()
                    .addKeyValue("link", parts.name())
                    .addKeyValue("cause", why)
                    .log("redis.unreachable");
        }
        problem = why;
        parts.listener().away();
        retry();
    }

    private void retry() {
        if (!closed) parts.vertx().setTimer(pauseMs(failures++), fired -> connect());
    }

    private long pauseMs(int failures) {
        var max = Math.max(1, parts.settings().reconnectDelayMax().toMillis());
        var pause = Math.min(max, Math.max(1, max / FIRST_PAUSE_PART) << Math.min(failures, 20));
        return Math.max(1, pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    }

    /** Closes for good; commands fail from now on. */
    Future<Void> close() {
        closed = true;
        var last = line;
        line = null;
        problem = "closed";
        return last == null ? Future.succeededFuture() : last.dialed().close();
    }
}
