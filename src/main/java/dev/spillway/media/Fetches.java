package dev.spillway.media;

import dev.spillway.connector.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Fetches what people send: by its id to an address, from there to the store, as it comes. */
final class Fetches {
    private final MediaStore store;
    private final GraphMedia graph;
    private final MediaHosts hosts;
    private final int bytesMax;
    private final Duration timeout;

    Fetches(MediaStore store, GraphMedia graph, MediaHosts hosts, MediaSettings settings) {
        this.store = store;
        this.graph = graph;
        this.hosts = hosts;
        this.bytesMax = settings.bytesMax();
        this.timeout = settings.timeout();
    }

    /**
     * A file to be fetched.
     *
     * @param sha256 as the webhook gave it; empty if it did not
     */
    record Wanted(MediaNumber number, String mediaId, String sha256, String key) {}

    /** What was kept: {@code key, bytes, sha256}. Addresses live for minutes: one that has run out is asked for anew, once. */
    Future<Map<String, Object>> fetch(Wanted wanted) {
        return attempt(wanted)
                .recover(cause -> cause instanceof MediaFailure failure
                                && failure.outcome().kind() == Outcome.Kind.NOT_FOUND
                        ? attempt(wanted)
                        : Future.failedFuture(cause))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<Map<String, Object>> attempt(Wanted wanted) {
        return graph.place(wanted.number, wanted.mediaId).compose(place -> {
            if (place.bytes() > bytesMax)
                return failed("the file has " + place.bytes() + " bytes, more than are fetched");
            var uri = hosts.allowed(place.url());
            if (uri.isEmpty()) return failed("the file's address is not among the hosts that are allowed");
            var expected = wanted.sha256.isEmpty() ? place.sha256() : wanted.sha256;
            return graph.content(uri.get(), wanted.number).compose(response -> keep(wanted, place, expected, response));
        });
    }

    private Future<Map<String, Object>> keep(
            Wanted wanted, GraphMedia.Place place, String expected, HttpClientResponse response) {
        var content = new Digested(response, bytesMax);
        return store.put(wanted.key, content, place.bytes(), () -> expected.isEmpty() || content.is(expected))
                .onFailure(cause -> GraphMedia.breakOff(response))
                .map(kept -> Map.of("key", wanted.key, "bytes", content.bytes(), "sha256", content.hex()));
    }

    private static <T> Future<T> failed(String why) {
        return Future.failedFuture(new MediaFailure(Outcome.Kind.INVALID, why));
    }
}
