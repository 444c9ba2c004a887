package dev.spillway.media;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.outbound.Errands;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Runs the errands {@code uploadMedia {sender, key, mimeType, bytesMax} -> {id}} and {@code fetchMedia {sender, mediaId, sha256?, key} ->
 * {key, bytes, sha256}}. Total. Belongs to one event loop.
 *
 * <p>{@code gateway_media_files_total{errand, outcome}} counts them; those that are asked for and those that end are equal in the end.
 */
public final class MediaErrands implements Errands {
    private static final Pattern KEY =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,9}");
    private static final Pattern MEDIA_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int CONNECTIONS = 20;
    private static final int WAITING_MAX = 1_000;
    private static final int CONNECT_MS = 5_000;

    private final Map<String, MediaNumber> numbers;
    private final HttpClient client;
    private final Uploads uploads;
    private final Fetches fetches;
    private final MeterRegistry registry;

    /**
     * What it works with.
     *
     * @param numbers by the sender's name
     */
    public record Parts(
            Vertx vertx, RedisLink redis, Keyspace keys, Map<String, MediaNumber> numbers, MeterRegistry registry) {}

    public MediaErrands(Parts parts, MediaSettings settings) {
        this.numbers = Map.copyOf(parts.numbers);
        this.registry = parts.registry;
        var options = new HttpClientOptions().setConnectTimeout(CONNECT_MS).setDecompressionSupported(false);
        var pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING_MAX);
        this.client = parts.vertx.createHttpClient(options, pool);
        var graph = new GraphMedia(client);
        var store = store(parts.vertx, settings);
        var ids = new MediaIds(parts.redis, parts.keys);
        this.uploads = new Uploads(parts.vertx, store, graph, ids, settings.timeout());
        this.fetches = new Fetches(store, graph, new MediaHosts(settings.hosts()), settings);
    }

    private MediaStore store(Vertx vertx, MediaSettings settings) {
        return "file".equals(settings.store().getScheme())
                ? new DirectoryStore(vertx.fileSystem(), Path.of(settings.store()))
                : new HttpStore(client, settings.store());
    }

    @Override
    public Future<Outcome> run(Step.Errand errand) {
        return Future.succeededFuture(errand)
                .compose(this::done)
                .map(Outcome::done)
                .otherwise(MediaErrands::outcome)
                .onSuccess(outcome -> count(errand, outcome));
    }

    private Future<Map<String, Object>> done(Step.Errand errand) {
        var number = numbers.get(text(errand, "sender"));
        var key = text(errand, "key");
        if (number == null) return invalid("there is no such sender");
        if (!KEY.matcher(key).matches()) return invalid("key must be a path of a-z A-Z 0-9 . _ -");
        if ("uploadMedia".equals(errand.name())) {
            var most = errand.input().get("bytesMax") instanceof Number max ? max.longValue() : 0;
            return uploads.id(new Uploads.Wanted(number, key, text(errand, "mimeType"), most))
                    .map(id -> Map.of("id", id));
        }
        if (!MEDIA_ID.matcher(text(errand, "mediaId")).matches())
            return invalid("mediaId must be an id of the provider's");
        return fetches.fetch(new Fetches.Wanted(number, text(errand, "mediaId"), text(errand, "sha256"), key));
    }

    private static String text(Step.Errand errand, String key) {
        return errand.input().get(key) instanceof String text ? text : "";
    }

    private static <T> Future<T> invalid(String why) {
        return Future.failedFuture(new MediaFailure(Outcome.Kind.INVALID, why));
    }

    private static Outcome outcome(Throwable cause) {
        return cause instanceof MediaFailure failure
                ? failure.outcome()
                : Outcome.of(
                        Outcome.Kind.UNAVAILABLE,
                        "the file did not arrive: " + cause.getClass().getSimpleName());
    }

    private void count(Step.Errand errand, Outcome outcome) {
        var kind = outcome.kind().name().toLowerCase(Locale.ROOT);
        registry.counter("gateway.media.files", "errand", errand.name(), "outcome", kind)
                .increment();
    }

    /** Closes its connections. */
    public Future<Void> close() {
        return client.close();
    }
}
