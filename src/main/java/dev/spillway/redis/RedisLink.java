package dev.spillway.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One way to Redis that mends itself, be it one server, the master that Sentinels name, or a cluster: a pipelined connection to
 * each server that holds something. While a server is away every command for it fails at once with {@code UNAVAILABLE}; a
 * command without an answer in time fails the same way. What a server refuses for a reason that passes (a slot on its way, a
 * server that loads its file) is tried again for about a second. Reconnects for ever, and finds servers that took over.
 *
 * <p>Commands for one key are executed in the order they were sent, except when one was sent on or tried again: then it may come
 * behind those sent later. Scripts that must not be overtaken say so by what they check.
 *
 * <p>Belongs to the event loop it was opened on: open it there, use it there.
 */
public final class RedisLink {
    private static final long NUDGE_MS = 60_000;

    private final Vertx vertx;
    private final RedisSettings settings;
    private final Context context;
    private final Topology topology;
    private final Courier courier;
    private final Bundles bundles;
    private final List<Runnable> onUp = new ArrayList<>();

    private RedisLink(Vertx vertx, RedisSettings settings, String name) {
        this.vertx = vertx;
        this.settings = settings;
        this.context = vertx.getOrCreateContext();
        var dialer = new Dialer(vertx, settings);
        this.topology = topology(new ServerLink.Parts(vertx, settings, name, dialer, this::cameUp));
        this.courier = new Courier(vertx, topology, settings.commandsInFlightMax());
        this.bundles = new Bundles(topology, courier::send);
    }

    private static Topology topology(ServerLink.Parts parts) {
        return switch (parts.settings().mode()) {
            case STANDALONE -> OneServer.fixed(parts);
            case SENTINEL -> OneServer.watched(parts);
            case CLUSTER -> new Cluster(parts);
        };
    }

    /**
     * Starts connecting and returns at once; the link may be used right away.
     *
     * @param name for logs, e.g. {@code ingress}
     */
    public static RedisLink open(Vertx vertx, RedisSettings settings, String name) {
        var link = new RedisLink(vertx, settings, name);
        link.topology.open();
        return link;
    }

    /** Whether commands are being taken, by one server at least. */
    public boolean up() {
        return topology.servers().stream().anyMatch(ServerLink::up);
    }

    /** Whether commands for this key are being taken. */
    public boolean up(String key) {
        return up(Buffer.buffer(key));
    }

    /** The same for a binary key. */
    public boolean up(Buffer key) {
        var server = topology.serverOf(key);
        return server != null && server.up();
    }

    /** What is wrong, e.g. that a server cannot be reached or refuses our password; empty while every server is up. */
    public String problem() {
        return topology.problem();
    }

    /** Mode and level in words, e.g. {@code cluster, replicas 1}. */
    public String level() {
        var level =
                settings.mode() + ", " + settings.acknowledge() + (settings.copied() ? " " + settings.replicas() : "");
        return level.toLowerCase(Locale.ROOT);
    }

    /** How many replicas each server must have for {@link #runSafely}. */
    int replicasWanted() {
        return settings.copied() ? settings.replicas() : 0;
    }

    /**
     * Calls back after every successful connect to a server, the present ones included, and after every change of which server
     * holds what. Keep it short.
     */
    public void onUp(Runnable callback) {
        onUp.add(callback);
        if (up()) callback.run();
    }

    private void cameUp() {
        List.copyOf(onUp).forEach(Runnable::run);
    }

    /** Sends a command to any server. Fails with {@code UNAVAILABLE} when it is away or late; Redis' own errors pass through. */
    public Future<Response> send(Request request) {
        return send(request, settings.commandTimeout().toMillis());
    }

    /** Sends a command that may rightly take longer, e.g. a blocking read. */
    public Future<Response> send(Request request, long timeoutMs) {
        return courier.send(new Order(null, request, timeoutMs, false));
    }

    /** Sends a command to the server that holds this key. */
    public Future<Response> send(String key, Request request) {
        return send(key, request, settings.commandTimeout().toMillis());
    }

    /** Sends a command that may rightly take longer to the server that holds this key. */
    public Future<Response> send(String key, Request request, long timeoutMs) {
        return courier.send(new Order(Buffer.buffer(key), request, timeoutMs, false));
    }

    /** Sends a command to every server that holds something; fails if one of them fails. */
    public Future<List<Response>> everyServer(Request request) {
        var servers = topology.servers();
        if (servers.isEmpty()) return ServerLink.unavailable(problem());
        var order = new Order(null, request, settings.commandTimeout().toMillis(), false);
        return Future.all(servers.stream()
                        .map(server -> courier.send(order, server))
                        .toList())
                .map(all -> all.<Response>list());
    }

    /** Whether a script or a command may name the keys of one slot only, and with it of one shard: so it is on Redis Cluster. */
    public boolean oneSlotOnly() {
        return settings.mode() == RedisSettings.Mode.CLUSTER;
    }

    /** Items in groups whose keys live on the same server, and so are away together. */
    public <T> Collection<List<T>> byServer(Collection<T> items, Function<T, String> key) {
        return items.stream()
                .collect(Collectors.groupingBy(
                        item -> Optional.ofNullable(topology.serverOf(Buffer.buffer(key.apply(item)))),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    /** Reads many streams over this link, which should do nothing else: a read that waits holds up what is behind it. */
    public StreamReader streams() {
        return new StreamReader(vertx, this);
    }

    /** Runs a script on the server that holds its first key; one that Redis has forgotten is sent again in full. */
    public Future<Response> run(ScriptCall call) {
        return run(call, false);
    }

    /**
     * Runs a script, and answers only when what it wrote is as safe as {@code redis.acknowledge} says; fails with
     * {@code UNAVAILABLE} when it is not, although the script has run.
     */
    public Future<Response> runSafely(ScriptCall call) {
        return run(call, settings.copied());
    }

    /**
     * Completes when all that a server has taken so far is as safe as {@code redis.acknowledge} says; fails with {@code
     * UNAVAILABLE} when it is not. Replicas are asked about what this connection wrote, so it writes.
     *
     * @param key is written, and picks the server; of no use to anybody else, and gone after a minute
     */
    public Future<Void> safe(String key) {
        if (!settings.copied()) return Future.succeededFuture();
        var nudge = Request.cmd(Command.SET).arg(key).arg("").arg("PX").arg(NUDGE_MS);
        return courier.send(new Order(
                        Buffer.buffer(key), nudge, settings.commandTimeout().toMillis(), true))
                .mapEmpty();
    }

    /**
     * Runs scripts that may run twice, those of a server in one write: for each there is less to do at both ends, and a log that is synced
     * with every command is synced once for all.
     *
     * @return an answer each, at the same place, as {@link #run} gives it
     */
    public List<Future<Response>> runTogether(List<ScriptCall> calls) {
        var orders =
                calls.stream().map(call -> order(call.known(), call, false)).toList();
        var answers = bundles.send(orders);
        return IntStream.range(0, calls.size())
                .mapToObj(place -> inFullIfForgotten(answers.get(place), calls.get(place), false))
                .toList();
    }

    /**
     * Sends commands that may be executed twice, by their keys, in as few writes.
     *
     * @return completes when all have been executed; fails if one has not
     */
    public Future<Void> sendTogether(Map<String, Request> byKey, long timeoutMs) {
        var orders = byKey.entrySet().stream()
                .map(each -> new Order(Buffer.buffer(each.getKey()), each.getValue(), timeoutMs, false))
                .toList();
        return Future.all(bundles.send(orders)).mapEmpty();
    }

    private Future<Response> run(ScriptCall call, boolean copied) {
        return inFullIfForgotten(courier.send(order(call.known(), call, copied)), call, copied);
    }

    private Future<Response> inFullIfForgotten(Future<Response> answer, ScriptCall call, boolean copied) {
        return answer.recover(cause -> RedisError.NOSCRIPT.refused(cause)
                ? courier.send(order(call.inFull(), call, copied))
                : Future.failedFuture(cause));
    }

    private Order order(Request request, ScriptCall call, boolean copied) {
        return new Order(call.firstKey(), request, settings.commandTimeout().toMillis(), copied);
    }

    /** Closes for good; commands fail from now on. Callable from any thread. */
    public Future<Void> close() {
        var done = Promise.<Void>promise();
        context.runOnContext(turn -> topology.close().onComplete(done));
        return done.future();
    }
}
