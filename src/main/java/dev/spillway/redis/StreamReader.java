package dev.spillway.redis;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads many streams at once, without consumer groups: from the ids the caller says. One server is asked by one command that
 * waits there. A cluster takes no command for several slots, and would let them wait one behind the other: it is asked for each
 * stream without waiting, all in one go, again and again with short pauses; what comes from one server does not wait for
 * another that is slow or away.
 *
 * <p>Belongs to the event loop of its link.
 */
public final class StreamReader {
    /** Beyond the time the server was asked to wait. */
    private static final long ANSWER_MAX_MS = 3_000;

    private static final long FIRST_PAUSE_MS = 4;
    private static final long PAUSE_MAX_MS = 32;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Set<String> owed = new HashSet<>();

    StreamReader(Vertx vertx, RedisLink redis) {
        this.vertx = vertx;
        this.redis = redis;
    }

    /**
     * Entries of streams, by the stream's key; each an array of id and fields. Empty if none came in time. That a stream is
     * missing does not mean that it has no more: its server may be slow or away. Fails if all are away.
     *
     * @param after by the stream's key: the id after which to read; {@code 0} for all
     * @param eachMax at most so many of each stream
     * @param blockMs how long to wait for the first entry; 0 for not at all
     */
    public Future<Map<String, Response>> read(Map<String, String> after, int eachMax, long blockMs) {
        if (after.isEmpty()) return Future.succeededFuture(Map.of());
        if (redis.oneSlotOnly()) return oneByOne(after, eachMax, blockMs);
        var keys = List.copyOf(after.keySet());
        return redis.send(keys.get(0), request(after, keys, eachMax, blockMs), blockMs + ANSWER_MAX_MS)
                .map(answer -> add(answer, new LinkedHashMap<>()));
    }

    /**
     * What is in streams now: one that is missing has nothing. Fails if their server gave no answer.
     *
     * @param after as in {@link #read}; where a command may touch one slot only, not more than one stream
     */
    public Future<Map<String, Response>> readNow(Map<String, String> after, int eachMax) {
        var keys = List.copyOf(after.keySet());
        return redis.send(keys.get(0), request(after, keys, eachMax, 0))
                .map(answer -> add(answer, new LinkedHashMap<>()));
    }

    private Future<Map<String, Response>> oneByOne(Map<String, String> after, int eachMax, long blockMs) {
        var reads = after.keySet().stream()
                .map(key -> new Read(key, request(after, List.of(key), eachMax, 0)))
                .toList();
        return new Rounds(reads, blockMs).begin();
    }

    private static Request request(Map<String, String> after, List<String> keys, int eachMax, long blockMs) {
        var request = Request.cmd(Command.XREAD).arg("COUNT").arg(eachMax);
        if (blockMs > 0) request.arg("BLOCK").arg(blockMs);
        request.arg("STREAMS");
        keys.forEach(request::arg);
        keys.forEach(key -> request.arg(String.valueOf(after.get(key))));
        return request;
    }

    /** Pairs of key and entries, as RESP 2 has them: the links speak it. */
    private static Map<String, Response> add(@Nullable Response answer, Map<String, Response> found) {
        if (answer == null || answer.type() != ResponseType.MULTI) return found;
        for (var pair : answer) found.put(pair.get(0).toString(), pair.get(1));
        return found;
    }

    private record Read(String key, Request request) {}

    /** Looks at many streams until one has something, or the time is over. */
    private final class Rounds {
        private final List<Read> reads;
        private final long until;
        private final Promise<Map<String, Response>> promise = Promise.promise();
        private final Map<String, Response> found = new LinkedHashMap<>();
        private long pauseMs = FIRST_PAUSE_MS;
        private int open;
        private int failed;

        Rounds(List<Read> reads, long blockMs) {
            this.reads = reads;
            this.until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(blockMs);
        }

        Future<Map<String, Response>> begin() {
            look();
            return promise.future();
        }

        private void look() {
            failed = 0;
            vertx.setTimer(pauseMs, fired -> looked());
            pauseMs = Math.min(PAUSE_MAX_MS, 2 * pauseMs);
            reads.forEach(this::ask);
        }

        /** One that still owes an answer is not asked again: nothing gathers at a server that hangs. */
        private void ask(Read read) {
            if (!owed.add(read.key())) return;
            open++;
            redis.send(read.key(), read.request())
                    .onComplete(done -> owed.remove(read.key()))
                    .onSuccess(answer -> add(answer, found))
                    .onComplete(this::answered);
        }

        private void answered(AsyncResult<Response> done) {
            open--;
            if (done.failed()) failed++;
            if (failed == reads.size()) promise.tryFail(done.cause());
            else if (open == 0 && !found.isEmpty()) promise.tryComplete(found);
        }

        private void looked() {
            if (!found.isEmpty() || System.nanoTime() >= until) promise.tryComplete(found);
            if (!promise.future().isComplete()) look();
        }
    }
}
