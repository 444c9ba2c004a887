package dev.spillway.outbound;

import dev.spillway.connector.HttpCall;
import dev.spillway.connector.HttpReply;
import dev.spillway.event.Deadline;
import dev.spillway.loop.TimeLimit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the call over HTTP/1.1, following no redirects and keeping no cookies.
 *
 * <p>On {@code HttpClient} rather than on the {@code WebClient} that wraps it, because two things must be known here and the
 * wrapper hides both: whether there was a connection (before: not sent; after: nobody knows), and the request itself, which
 * is reset when it is given up. Otherwise a reply that never ends would hold its connection for ever.
 */
final class HttpClientOutbound implements Outbound {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE", "OPTIONS");
    /** HTTP/2's code for "cancelled"; on HTTP/1.1 a reset closes the connection. */
    private static final long CANCEL = 0x8;

    private static final int HTTP_PORT = 80;

    /** Connections are renewed after this many seconds, so that a change of address in DNS is seen. */
    private static final int CONNECTION_LIFE_SECONDS = 300;

    private final Vertx vertx;
    private final HttpClient client;
    private final OutboundSettings settings;
    private final Duration timeout;
    private final @Nullable SocketAddress via;
    private final Tempo tempo;

    /** @param name for the client's own metrics */
    HttpClientOutbound(Vertx vertx, OutboundSettings settings, String name, DestinationSettings destination) {
        this(vertx, settings, name, destination, Tempo.AT_ONCE);
    }

    /** @param tempo when each call may be written */
    HttpClientOutbound(
            Vertx vertx, OutboundSettings settings, String name, DestinationSettings destination, Tempo tempo) {
        this(vertx, settings, name, destination, null, tempo);
    }

    /** @param via where calls go instead, without TLS, whatever their address says; null for where they belong */
    HttpClientOutbound(
            Vertx vertx,
            OutboundSettings settings,
            String name,
            DestinationSettings destination,
            @Nullable SocketAddress via) {
        this(vertx, settings, name, destination, via, Tempo.AT_ONCE);
    }

    private HttpClientOutbound(
            Vertx vertx,
            OutboundSettings settings,
            String name,
            DestinationSettings destination,
            @Nullable SocketAddress via,
            Tempo tempo) {
        this.vertx = vertx;
        this.settings = settings;
        this.tempo = tempo;
        this.via = via;
        this.timeout = destination.callTimeout();
        this.client = vertx.httpClientBuilder()
                .with(options(settings, name))
                .with(pool(destination.concurrency()))
                .build();
    }

    private static HttpClientOptions options(OutboundSettings settings, String name) {
        var connectMs = (int) settings.connectTimeout().toMillis();
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setUseAlpn(false)
                .setSsl(false)
                .setTrustAll(false)
                .setVerifyHost(true)
                .setSslHandshakeTimeout(connectMs)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectTimeout(connectMs)
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) settings.idleConnectionMax().toSeconds())
                .setPipelining(false)
                .setIdleTimeout(0)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(64 << 10)
                .setMaxInitialLineLength(8 << 10)
                .setMaxChunkSize(64 << 10)
                .setLogActivity(false)
                .setShared(false)
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setMetricsName(name);
    }

    private static PoolOptions pool(int connections) {
        return new PoolOptions()
                .setHttp1MaxSize(connections)
                .setMaxWaitQueueSize(connections)
                .setEventLoopSize(0)
                .setCleanerPeriod(1000)
                .setMaxLifetime(CONNECTION_LIFE_SECONDS)
                .setMaxLifetimeUnit(TimeUnit.SECONDS);
    }

    @Override
    public Future<HttpReply> send(HttpCall call, Leave leave) {
        var left = left(call, leave.deadline());
        if (left.isZero()) return failed(CallFailure.Kind.REFUSED, "the deadline has passed");
        return Future.succeededFuture(call)
                .map(wanted -> options(wanted, left))
                .compose(client::request)
                .recover(cause -> failed(CallFailure.Kind.NOT_SENT, Reasons.of(cause)))
                .compose(request -> inTime(request, call, leave));
    }

    /** Closes all connections. */
    Future<Void> close() {
        return client.close();
    }

    /** The shortest of what the connector wants, what the destination is given, and what is left. */
    private Duration left(HttpCall call, Deadline deadline) {
        return Collections.min(List.of(call.timeouts().total(), timeout, deadline.remaining()));
    }

    private RequestOptions options(HttpCall call, Duration left) {
        var connect = Collections.min(List.of(call.timeouts().connect(), settings.connectTimeout(), left));
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setAbsoluteURI(call.uri().toString())
                .setFollowRedirects(false)
                .setConnectTimeout(Math.max(1, connect.toMillis()))
                .setIdleTimeout(0)
                .putHeader("user-agent", "Spillway");
        call.headers().forEach(options::putHeader);
        return via == null ? options : redirected(options, call.uri(), via);
    }

    /** The receiver sees the address that was meant, and its port only if one was written. */
    private static RequestOptions redirected(RequestOptions options, URI meant, SocketAddress via) {
        return options.setServer(via).setSsl(false).setPort(meant.getPort() < 0 ? HTTP_PORT : meant.getPort());
    }

    /** Its time is waited for with the connection at hand: to connect takes longer than times lie apart. */
    private Future<HttpReply> inTime(HttpClientRequest request, HttpCall call, Leave leave) {
        return tempo.next(leave)
                .transform(come -> come.succeeded() ? exchange(request, call, leave) : takeBack(request, come.cause()));
    }

    /** Between the question whether it still may go and the writing nothing else runs on this event loop. */
    private Future<HttpReply> exchange(HttpClientRequest request, HttpCall call, Leave leave) {
        if (!leave.held().getAsBoolean()) return takeBack(request, notHeld());
        var left = left(call, leave.deadline()).toMillis();
        if (left == 0) return takeBack(request, new CallFailure(CallFailure.Kind.REFUSED, "the deadline has passed"));
        var firstByte = Math.max(1, call.timeouts().firstByte().toMillis());
        var reply = TimeLimit.within(vertx, firstByte, write(request, call))
                .compose(response -> new ReplyReader(response, settings.replyBytesMax()).reply());
        return TimeLimit.within(vertx, left, reply).recover(cause -> giveUp(request, cause));
    }

    private static Future<HttpClientResponse> write(HttpClientRequest request, HttpCall call) {
        if (call.body().isEmpty() && WITHOUT_BODY.contains(call.method())) return request.send();
        return request.send(Buffer.buffer(call.body().bytes()));
    }

    private static Future<HttpReply> giveUp(HttpClientRequest request, Throwable cause) {
        var reset = request.reset(CANCEL, cause);
        var failure = cause instanceof CallFailure known
                ? known
                : new CallFailure(CallFailure.Kind.NO_ANSWER, Reasons.of(cause));
        // Whether the reset worked changes nothing: the connection is gone either way.
        reset.onFailure(ignored -> {});
        return Future.failedFuture(failure);
    }

    /** Nothing of it was written, so there is nobody but us to be told of its end. */
    private static Future<HttpReply> takeBack(HttpClientRequest request, Throwable why) {
        request.exceptionHandler(reset -> {});
        return giveUp(request, why);
    }

    private static CallFailure notHeld() {
        return new CallFailure(CallFailure.Kind.NO_LEASE, "the shard's lease is not held");
    }

    private static <T> Future<T> failed(CallFailure.Kind kind, String why) {
        return Future.failedFuture(new CallFailure(kind, why));
    }
}
