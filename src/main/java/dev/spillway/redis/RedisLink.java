package dev.spillway.redis;

import dev.spillway.event.GatewayException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pipelined connection that mends itself. While Redis is away every command fails at once with {@code UNAVAILABLE}; a
 * command without an answer in time fails the same way and closes the connection, since nobody knows what else is stuck
 * behind it. Reconnects for ever, with growing pauses and jitter.
 *
 * <p>Belongs to the event loop it was opened on: open it there, use it there.
 *
 * <pre>
 *   connecting ──ok──► up ──closed, or a command too late──► connecting (after a pause)
 *        └──failed──► connecting (after a longer pause)          any ──close()──► closed
 * </pre>
 */
public final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final int FIRST_PAUSE_PART = 50;

    private final Vertx vertx;
    private final RedisSettings settings;
    private final String name;
    private final Context context;
    private final List<Runnable> onUp = new ArrayList<>();
    private @Nullable Redis client;
    private @Nullable RedisConnection connection;
    private boolean closed;
    private int failures;
    private int inFlight;

    private RedisLink(Vertx vertx, RedisSettings settings, String name) {
        this.vertx = vertx;
        this.settings = settings;
        this.name = name;
        this.context = vertx.getOrCreateContext();
    }

    /**
     * Starts connecting and returns at once; the link may be used right away.
     *
     * @param name for logs, e.g. {@code ingress}
     */
    public static RedisLink open(Vertx vertx, RedisSettings settings, String name) {
        var link = new RedisLink(vertx, settings, name);
        link.connect();
        return link;
    }

    private static RedisOptions options(RedisSettings settings) {
        var options = new RedisOptions()
                .setConnectionString(settings.url())
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setMaxWaitingHandlers(settings.commandsInFlightMax());
        options.getNetClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setTcpNoDelay(true);
        return options;
    }

    /** Whether commands are being taken. */
    public boolean up() {
        return connection != null;
    }

    /** Whether commands for this key are being taken. */
    public boolean up(String key) {
        return up();
    }

    /** Calls back after every successful connect, the present one included. Keep it short. */
    public void onUp(Runnable callback) {
        onUp.add(callback);
        if (up()) callback.run();
    }

    /** Sends a command. Fails with {@code UNAVAILABLE} when Redis is away or late; Redis' own errors pass through. */
    public Future<Response> send(Request request) {
        return send(request, settings.commandTimeout().toMillis());
    }

    /** Sends a command that may rightly take longer, e.g. a blocking read. */
    public Future<Response> send(Request request, long timeoutMs) {
        var current = connection;
        if (current == null) return unavailable("not connected");
        if (inFlight >= settings.commandsInFlightMax()) return unavailable("too many commands in flight");
        inFlight++;
        return current.send(request)
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .onComplete(done -> inFlight--)
                .recover(cause -> failed(current, cause));
    }

    /** Sends a command to the server that holds this key. */
    public Future<Response> send(String key, Request request) {
        return send(request);
    }

    /** Sends a command that may rightly take longer to the server that holds this key. */
    public Future<Response> send(String key, Request request, long timeoutMs) {
        return send(request, timeoutMs);
    }

    /** Whether a script may touch the keys of one slot only, and with it of one shard: so it is on Redis Cluster. */
    public boolean oneSlotOnly() {
        return false;
    }

    /** Items in groups whose keys live on the same server, so that one command may name the keys of a whole group. */
    public <T> Collection<List<T>> byServer(Collection<T> items, Function<T, String> key) {
        return items.isEmpty() ? List.of() : List.of(List.copyOf(items));
    }

    /**
     * Runs a script, and answers only when what it wrote is as safe as {@code redis.acknowledge} says; fails with
     * {@code UNAVAILABLE} when it is not, although the script has run.
     */
    public Future<Response> runSafely(ScriptCall call) {
        return run(call);
    }

    /** Runs a script; one that Redis has forgotten is sent again in full. */
    public Future<Response> run(ScriptCall call) {
        return send(request(Command.EVALSHA, call.script().sha(), call))
                .recover(cause -> forgotten(cause)
                        ? send(request(Command.EVAL, call.script().text(), call))
                        : Future.failedFuture(cause));
    }

    private static boolean forgotten(Throwable cause) {
        return cause.getMessage() != null && cause.getMessage().startsWith("NOSCRIPT");
    }

    private static Request request(Command command, String script, ScriptCall call) {
        var request = Request.cmd(command).arg(script).arg(call.keys().size());
        for (Buffer key : call.keys()) request.arg(key);
        for (Buffer arg : call.args()) request.arg(arg);
        return request;
    }

    private Future<Response> failed(RedisConnection of, Throwable cause) {
        if (isAnswer(cause)) return Future.failedFuture(cause);
        drop(of, cause);
        return unavailable(String.valueOf(cause.getMessage()));
    }

    /** The client tells of a broken connection in the form of an answer. */
    private static boolean isAnswer(Throwable cause) {
        return cause instanceof ErrorType && !"CONNECTION_CLOSED".equals(cause.getMessage());
    }

    private static <T> Future<T> unavailable(String why) {
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis is not available: " + why));
    }

    /**
     * Makes a new client each time: a pooled connection that is closed while stuck would only go back to its pool. One that
     * came to nothing is closed, or a long outage would gather clients.
     */
    private void connect() {
        if (closed) return;
        var fresh = Redis.createClient(vertx, options(settings));
        client = fresh;
        fresh.connect()
                .compose(RedisLink::greeted)
                .timeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(this::connected)
                .onFailure(cause -> unreachable(fresh, cause));
    }

    /** Up is a Redis that answers: one that hangs or still loads its file accepts connections too. */
    private static Future<RedisConnection> greeted(RedisConnection fresh) {
        return fresh.send(Request.cmd(Command.PING)).map(fresh);
    }

    private void connected(RedisConnection fresh) {
        if (closed) return;
        fresh.exceptionHandler(cause -> drop(fresh, cause));
        fresh.endHandler(end -> drop(fresh, null));
        connection = fresh;
        failures = 0;
        LOG.atInfo().addKeyValue("link", name).log("redis.connected");
        List.copyOf(onUp).forEach(Runnable::run);
    }

    private void drop(RedisConnection lost, @Nullable Throwable cause) {
        if (connection != lost || closed) return;
        connection = null;
        LOG.atWarn()
                .addKeyValue("link", name)
                .addKeyValue("cause", cause == null ? "closed" : String.valueOf(cause.getMessage()))
                .log("redis.lost");
        discard();
        retry();
    }

    private void unreachable(Redis of, Throwable cause) {
        of.close();
        if (closed) return;
        if (failures == 0) {
            LOG.atWarn()
                    .addKeyValue("link", name)
                    .addKeyValue("cause", cause.getMessage())
                    .log("redis.unreachable");
        }
        retry();
    }

    private void retry() {
        if (!closed) vertx.setTimer(pauseMs(failures++), fired -> connect());
    }

    private Future<Void> discard() {
        var last = client;
        client = null;
        return last == null ? Future.succeededFuture() : last.close();
    }

    private long pauseMs(int failures) {
        var max = Math.max(1, settings.reconnectDelayMax().toMillis());
        var pause = Math.min(max, Math.max(1, max / FIRST_PAUSE_PART) << Math.min(failures, 20));
        return Math.max(1, pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    }

    /** Closes for good; commands fail from now on. Callable from any thread. */
    public Future<Void> close() {
        var done = Promise.<Void>promise();
        context.runOnContext(turn -> closeHere().onComplete(done));
        return done.future();
    }

    private Future<Void> closeHere() {
        closed = true;
        connection = null;
        return discard();
    }
}
