package dev.spillway.media;

import dev.spillway.connector.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Brings files to the provider, each once for each number, however many messages they are in: whoever comes second on a node waits for the
 * first, and other nodes wait for the one that has claimed it. Belongs to one event loop.
 */
final class Uploads {
    private static final int HASHES_MAX = 2_000;
    private static final long LOOK_MS = 250;

    private final Vertx vertx;
    private final MediaStore store;
    private final GraphMedia graph;
    private final MediaIds ids;
    private final Duration timeout;
    private final Map<String, Future<String>> under = new HashMap<>();
    /** What was hashed lately: a campaign sends one file a hundred thousand times. */
    private final Map<String, String> hashes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > HASHES_MAX;
        }
    };

    Uploads(Vertx vertx, MediaStore store, GraphMedia graph, MediaIds ids, Duration timeout) {
        this.vertx = vertx;
        this.store = store;
        this.graph = graph;
        this.ids = ids;
        this.timeout = timeout;
    }

    /** A file to be brought there; larger ones are refused. */
    record Wanted(MediaNumber number, String key, String mimeType, long bytesMax) {
        String name() {
            return number.phoneNumberId() + " " + key;
        }
    }

    /** The file's id at the provider. */
    Future<String> id(Wanted wanted) {
        var running = under.get(wanted.name());
        if (running != null) return running;
        var begun = hash(wanted)
                .compose(hash -> ids.find(wanted.number.phoneNumberId(), hash)
                        .compose(known -> known.map(Future::succeededFuture).orElseGet(() -> bring(wanted, hash))));
        under.put(wanted.name(), begun);
        return begun.onComplete(done -> under.remove(wanted.name()));
    }

    /** Reads the file once, unless its stamp shows that it is what it was. */
    private Future<String> hash(Wanted wanted) {
        return store.open(wanted.key).compose(file -> {
            if (file.bytes() > wanted.bytesMax) {
                file.content().handler(null).resume();
                return failed(
                        Outcome.Kind.INVALID,
                        "the file has " + file.bytes() + " bytes, at most " + wanted.bytesMax
                                + " are allowed for its type");
            }
            var stamp = wanted.key + " " + file.stamp();
            var known = file.stamp().isEmpty() ? null : hashes.get(stamp);
            if (known != null) {
                file.content().handler(null).resume();
                return Future.succeededFuture(known);
            }
            var content = new Digested(file.content(), wanted.bytesMax);
            return content.pipeTo(new Nowhere()).map(read -> {
                hashes.put(stamp, content.hex());
                return content.hex();
            });
        });
    }

    private Future<String> bring(Wanted wanted, String hash) {
        return ids.claim(wanted.number.phoneNumberId(), hash, timeout)
                .compose(mine -> mine ? upload(wanted, hash) : await(wanted, hash, timeout.toMillis()));
    }

    private Future<String> upload(Wanted wanted, String hash) {
        var number = wanted.number.phoneNumberId();
        return store.open(wanted.key)
                .compose(file -> graph.upload(wanted.number, file, wanted.mimeType))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .compose(id -> ids.keep(number, hash, id).map(id))
                .onComplete(done -> ids.release(number, hash).onFailure(runsOut -> {}));
    }

    /** Until the other node has done it, or its claim has run out. */
    private Future<String> await(Wanted wanted, String hash, long leftMs) {
        if (leftMs <= 0) return failed(Outcome.Kind.UNAVAILABLE, "another node is still bringing the file there");
        return vertx.timer(LOOK_MS, TimeUnit.MILLISECONDS)
                .compose(later -> ids.find(wanted.number.phoneNumberId(), hash))
                .compose(known -> known.map(Future::succeededFuture)
                        .orElseGet(() -> ids.claim(wanted.number.phoneNumberId(), hash, timeout)
                                .compose(mine -> mine ? upload(wanted, hash) : await(wanted, hash, leftMs - LOOK_MS))));
    }

    private static <T> Future<T> failed(Outcome.Kind kind, String why) {
        return Future.failedFuture(new MediaFailure(kind, why));
    }
}
