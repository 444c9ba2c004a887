package dev.spillway.ledger;

import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures the streams and asks Postgres for a sign of life. One look at a time; a store that is away shows in the result. */
final class BacklogSampler {
    /** So that a look at thousands of shards does not hold up what else the link does. */
    private static final int SHARDS_AT_ONCE = 64;

    private final RedisLink link;
    private final IntFunction<String> streamName;
    private final Supplier<Future<Boolean>> postgresUp;
    private final LedgerMetrics metrics;
    private final Clock clock;

    BacklogSampler(
            RedisLink link,
            IntFunction<String> streamName,
            Supplier<Future<Boolean>> postgresUp,
            LedgerMetrics metrics,
            Clock clock) {
        this.link = link;
        this.streamName = streamName;
        this.postgresUp = postgresUp;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Never fails: while Redis is away the last backlog stands. */
    Future<Void> sample(List<Integer> shards) {
        return postgresUp
                .get()
                .compose(up -> measure(shards, up))
                .onSuccess(metrics::backlog)
                .mapEmpty();
    }

    private Future<Backlog> measure(List<Integer> shards, boolean up) {
        var last = metrics.backlog();
        var start = new Backlog(0, 0, 0, up);
        return measure(shards, start).otherwise(new Backlog(last.entries(), last.ageMs(), last.bytes(), up));
    }

    private Future<Backlog> measure(List<Integer> shards, Backlog sum) {
        if (shards.isEmpty()) return Future.succeededFuture(sum);
        var some = Math.min(SHARDS_AT_ONCE, shards.size());
        return Future.all(shards.subList(0, some).stream().map(this::measure).toList())
                .map(all -> all.<Backlog>list().stream().reduce(sum, Backlog::plus))
                .compose(more -> measure(shards.subList(some, shards.size()), more));
    }

    private Future<Backlog> measure(Integer shard) {
        var key = streamName.apply(shard);
        var length = link.send(key, Request.cmd(Command.XLEN).arg(key));
        var oldest = link.send(
                key,
                Request.cmd(Command.XRANGE)
                        .arg(key)
                        .arg("-")
                        .arg("+")
                        .arg("COUNT")
                        .arg(1));
        var bytes = link.send(key, Request.cmd(Command.MEMORY).arg("USAGE").arg(key));
        return Future.all(length, oldest, bytes)
                .map(done ->
                        new Backlog(number(length.result()), ageMs(oldest.result()), number(bytes.result()), true));
    }

    private static long number(@Nullable Response response) {
        return response == null ? 0 : response.toLong();
    }

    /** A stream's ids begin with the milliseconds of Redis' clock. */
    private long ageMs(@Nullable Response oldest) {
        if (oldest == null || oldest.size() == 0) return 0;
        var id = oldest.get(0).get(0).toString();
        return Math.max(0, clock.millis() - Long.parseLong(id.substring(0, id.indexOf('-'))));
    }
}
