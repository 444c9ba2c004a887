package dev.spillway.redis;

import dev.spillway.loop.TimeLimit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Opens connections to stores and Sentinels. Every attempt ends within {@code redis.connectTimeout}. */
final class Dialer {
    /** ASKING before a command and WAIT behind it. */
    private static final int REQUESTS_PER_COMMAND = 3;

    private final Vertx vertx;
    private final RedisSettings settings;
    private final Endpoints endpoints;

    /** A connection and the client it belongs to. A client each: a pooled connection closed while stuck would stay. */
    record Line(Redis client, RedisConnection connection) {
        Future<Void> close() {
            return client.close();
        }
    }

    Dialer(Vertx vertx, RedisSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.endpoints = Endpoints.parse(
                settings.url(),
                settings.mode() == RedisSettings.Mode.SENTINEL ? Endpoints.SENTINEL_PORT : Endpoints.PORT);
    }

    /** The servers of {@code redis.url}. */
    Endpoints endpoints() {
        return endpoints;
    }

    /** Connects to a master that answers; anything else fails, and leaves nothing open. */
    Future<Line> connect(Address server) {
        return open(endpoints.url(server), Dialer::greeted);
    }

    /** Asks a store one thing. */
    Future<@Nullable Response> ask(Address server, Request request) {
        return ask(endpoints.url(server), request);
    }

    /** Asks a Sentinel one thing. */
    Future<@Nullable Response> askSentinel(Address sentinel, Request request) {
        var scheme = endpoints.head().substring(0, endpoints.head().indexOf("://") + 3);
        return ask(scheme + sentinelCredentials() + sentinel, request);
    }

    private String sentinelCredentials() {
        if (settings.sentinelPassword().isEmpty()) return "";
        var password = URLEncoder.encode(settings.sentinelPassword(), StandardCharsets.UTF_8);
        return ":" + password.replace("+", "%20") + "@";
    }

    private Future<@Nullable Response> ask(String url, Request request) {
        return open(url, Future::succeededFuture)
                .compose(line -> inTime(line.connection().send(request)).eventually(line::close));
    }

    private Future<Line> open(String url, java.util.function.Function<RedisConnection, Future<RedisConnection>> greet) {
        var client = Redis.createClient(vertx, options(url));
        return inTime(client.connect().compose(greet))
                .map(connection -> new Line(client, connection))
                .onFailure(cause -> client.close());
    }

    private <T> Future<T> inTime(Future<T> answer) {
        return TimeLimit.within(vertx, settings.connectTimeout().toMillis(), answer);
    }

    private RedisOptions options(String url) {
        var options = new RedisOptions()
                .setConnectionString(url)
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setMaxWaitingHandlers(REQUESTS_PER_COMMAND * settings.commandsInFlightMax());
        options.getNetClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setTcpNoDelay(true);
        return options;
    }

    /**
     * Up is a master that answers: one that hangs or still loads its file accepts connections too, and a replica takes no
     * writes. A proxy or a provider that forbids ROLE is believed.
     */
    private static Future<RedisConnection> greeted(RedisConnection fresh) {
        return fresh.send(Request.cmd(Command.PING))
                .compose(pong -> fresh.send(Request.cmd(Command.ROLE))
                        .map(role -> role.get(0).toString())
                        .otherwise("master"))
                .compose(role -> role.equals("master") ? Future.succeededFuture(fresh) : noMaster());
    }

    private static <T> Future<T> noMaster() {
        return Future.failedFuture(new IOException("it is a replica, not a master"));
    }
}
