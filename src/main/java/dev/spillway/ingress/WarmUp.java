package dev.spillway.ingress;

import dev.spillway.event.GatewayException;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.Rehearsal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tries the door out before it opens: a second one, on a port that nobody knows, takes the sources' samples for a while. The
 * JVM compiles what runs often, and would otherwise begin with it when the first burst of a peak is there. Nothing is
 * stored or counted, and how it goes makes no difference. Redis, too, is asked what it will be asked.
 */
public final class WarmUp extends VerticleBase {
    private static final int CONNECTIONS = 16;

    /** For the last answers; the real door does not wait for longer. */
    private static final long OVERTIME_MS = 1_000;

    /** Every so many events the inbox is away, for the ways of a refusal. */
    private static final int AWAY_EVERY = 32;

    private final IngressSettings settings;
    private final List<Source> sources;
    private final Supplier<Rehearsal> inboxes;
    private long endsAt;
    private int stored;

    /**
     * Of a door with these settings, for these sources.
     *
     * @param inboxes makes an inbox of the calling event loop; it is closed in the end
     */
    public WarmUp(IngressSettings settings, List<Source> sources, Supplier<Rehearsal> inboxes) {
        this.settings = settings;
        this.sources = sources;
        this.inboxes = inboxes;
    }

    /** Done when the time is over. */
    @Override
    public Future<?> start() {
        if (settings.warmUp().isZero()) return Future.succeededFuture();
        endsAt = System.nanoTime() + settings.warmUp().toNanos();
        var inbox = inboxes.get();
        return vertx.createHttpServer(IngressVerticle.options(settings.here()))
                .requestHandler(webhooks(inbox))
                .listen()
                .compose(door -> play(door.actualPort()).eventually(door::close))
                .eventually(inbox::close)
                .otherwiseEmpty();
    }

    private Webhooks webhooks(Inbox inbox) {
        var budget = new BodyBudget(settings.bodiesInFlightBytesMax());
        var metrics = new IngressMetrics(new SimpleMeterRegistry(), budget, new Promptness());
        return new Webhooks(vertx, settings, sources, sometimesAway(inbox), budget, metrics, Hooks.NONE);
    }

    private Inbox sometimesAway(Inbox inbox) {
        return events -> ++stored % AWAY_EVERY == 0 ? Future.failedFuture(away()) : inbox.accept(events);
    }

    private static GatewayException away() {
        return new GatewayException(GatewayException.Kind.UNAVAILABLE, "only tried out");
    }

    private Future<?> play(int port) {
        var client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        var senders = sources.stream()
                .filter(source -> !source.samples().isEmpty())
                .flatMap(source ->
                        Stream.generate(() -> new Sender(client, port, source)).limit(CONNECTIONS))
                .map(Sender::run)
                .toList();
        return Future.join(senders)
                .timeout(settings.warmUp().toMillis() + OVERTIME_MS, TimeUnit.MILLISECONDS)
                .eventually(client::close);
    }

    /** Sends one after the other, until the time is over or one is not answered. */
    private final class Sender {
        private final Promise<Void> over = Promise.promise();
        private final HttpClient client;
        private final int port;
        private final Source source;
        private int sent;

        Sender(HttpClient client, int port, Source source) {
            this.client = client;
            this.port = port;
            this.source = source;
        }

        Future<Void> run() {
            send();
            return over.future();
        }

        private void send() {
            if (System.nanoTime() >= endsAt) {
                over.complete();
                return;
            }
            var sample = source.samples().get(sent++ % source.samples().size());
            client.request(HttpMethod.POST, port, "127.0.0.1", Webhooks.path(source))
                    .compose(request -> exchange(request, sample))
                    .onSuccess(answered -> send())
                    .onFailure(over::fail);
        }

        private static Future<?> exchange(HttpClientRequest request, SampleWebhook sample) {
            return request.putHeader(sample.header(), sample.signature())
                    .send(sample.body())
                    .compose(HttpClientResponse::end);
        }
    }
}
