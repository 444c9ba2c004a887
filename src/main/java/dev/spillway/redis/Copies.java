package dev.spillway.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether the replicas have what was written over one connection. One WAIT answers for all that was sent in a turn of the event
 * loop. A WAIT holds up whatever is behind it, and Redis looks at its clock only ten times a second: after one that fell short
 * nothing waits for a second, and the answer is no.
 */
final class Copies {
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Vertx vertx;
    private final RedisConnection connection;
    private final RedisSettings settings;
    private @Nullable Promise<Void> gathering;
    private int made;
    private long askedAt;

    Copies(Vertx vertx, RedisConnection connection, RedisSettings settings) {
        this.vertx = vertx;
        this.connection = connection;
        this.settings = settings;
        this.made = settings.replicas();
    }

    /** Of all that was sent up to now. Fails with {@code UNAVAILABLE} if too few replicas have it in time. */
    Future<Void> made() {
        if (isShort() && System.nanoTime() - askedAt < ASK_AGAIN_NANOS) return tooFew();
        if (gathering == null) {
            gathering = Promise.promise();
            vertx.runOnContext(turn -> ask());
        }
        return gathering.future();
    }

    private boolean isShort() {
        return made < settings.replicas();
    }

    private <T> Future<T> tooFew() {
        return ServerLink.unavailable("only " + made + " of " + settings.replicas() + " replicas have it");
    }

    private void ask() {
        var asked = gathering;
        gathering = null;
        if (asked == null) return;
        var request = Request.cmd(Command.WAIT)
                .arg(settings.replicas())
                .arg(settings.replicasTimeout().toMillis());
        connection.send(request).compose(this::answered).onComplete(asked);
    }

    private Future<Void> answered(@Nullable Response answer) {
        made = answer == null ? 0 : answer.toInteger();
        askedAt = System.nanoTime();
        return isShort() ? tooFew() : Future.succeededFuture();
    }
}
