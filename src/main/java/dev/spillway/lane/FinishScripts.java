package dev.spillway.lane;

import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends scripts that end attempts: at once, but while many attempts are out those of {@value #TOGETHER_MS} ms together. At a thousand
 * sends a second that is a third of the writes, for the gateway, for Redis and for its log. Where few are out, the next may wait for
 * the end of the one before. Belongs to one event loop.
 */
final class FinishScripts {
    private static final long TOGETHER_MS = 10;
    private static final int TOGETHER_MAX = 64;
    private static final int MANY = 64;

    private final Vertx vertx;
    private final ShardWrites writes;
    private final AttemptsOut out;
    private List<Waiting> waiting = new ArrayList<>();
    private long sentAt = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(TOGETHER_MS);

    FinishScripts(Vertx vertx, ShardWrites writes, AttemptsOut out) {
        this.vertx = vertx;
        this.writes = writes;
        this.out = out;
    }

    /** One of them, and who waits for its answer. */
    private record Waiting(int shard, ScriptCall call, Promise<Response> answer) {}

    /** Runs a script, which may run twice. */
    Future<Response> run(int shard, ScriptCall call) {
        var promise = Promise.<Response>promise();
        waiting.add(new Waiting(shard, call, promise));
        var left = TOGETHER_MS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sentAt);
        if (left <= 0 || waiting.size() >= TOGETHER_MAX || out.size() < MANY) send();
        else if (waiting.size() == 1) vertx.setTimer(left, fired -> send());
        return promise.future();
    }

    private void send() {
        if (waiting.isEmpty()) return;
        var sent = waiting;
        waiting = new ArrayList<>();
        sentAt = System.nanoTime();
        var answers = writes.runTogether(sent.stream()
                .map(each -> new ShardWrites.ShardCall(each.shard, each.call))
                .toList());
        for (var i = 0; i < sent.size(); i++) answers.get(i).onComplete(sent.get(i).answer);
    }
}
