package dev.spillway.inbox;

import dev.spillway.event.Event;
import dev.spillway.event.GatewayException;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The inbox in Redis. All that arrives in one turn of the event loop, or while enough calls are open already, goes into the
 * next script call: under load the cost of one event falls by itself, and one fsync serves many webhooks.
 *
 * <p>Belongs to the event loop it was made on.
 */
public final class RedisInbox implements Inbox {
    private static final Script ACCEPT = Script.load(RedisInbox.class, "accept.lua");

    private final RedisLink redis;
    private final Keyspace keys;
    private final InboxSettings settings;
    private final InboxMetrics metrics;
    private final Context context;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int waitingEvents;
    private int callsInFlight;
    private boolean flushScheduled;

    /** What one caller waits for; its events may travel in several calls. */
    private record Waiting(Event event, Buffer stored, Batch batch, int index) {}

    /** The events of one caller and how many have no receipt yet. */
    private static final class Batch {
        private final Promise<List<Receipt>> promise = Promise.promise();
        private final Receipt[] receipts;
        private int open;

        Batch(int size) {
            receipts = new Receipt[size];
            open = size;
        }

        void settle(int index, Receipt receipt) {
            receipts[index] = receipt;
            if (--open == 0) promise.tryComplete(List.of(receipts));
        }
    }

    public RedisInbox(Vertx vertx, RedisLink redis, Keyspace keys, InboxSettings settings, InboxMetrics metrics) {
        this.redis = redis;
        this.keys = keys;
        this.settings = settings;
        this.metrics = metrics;
        this.context = vertx.getOrCreateContext();
    }

    @Override
    public Future<List<Receipt>> accept(List<Event> events) {
        if (events.isEmpty()) return Future.succeededFuture(List.of());
        if (!redis.up()) return refuse(events, GatewayException.Kind.UNAVAILABLE, "Redis is not available");
        if (waitingEvents + events.size() > settings.pendingEventsMax()) {
            return refuse(events, GatewayException.Kind.OVERLOADED, "too many events wait for Redis");
        }
        var batch = new Batch(events.size());
        for (var i = 0; i < events.size(); i++) {
            waiting.add(new Waiting(events.get(i), EventCodec.encode(events.get(i)), batch, i));
        }
        waitingEvents += events.size();
        scheduleFlush();
        return batch.promise.future();
    }

    private Future<List<Receipt>> refuse(List<Event> events, GatewayException.Kind kind, String why) {
        metrics.refused(events.size());
        return Future.failedFuture(new GatewayException(kind, why));
    }

    private void scheduleFlush() {
        if (flushScheduled) return;
        flushScheduled = true;
        context.runOnContext(turn -> flush());
    }

    private void flush() {
        flushScheduled = false;
        while (!waiting.isEmpty() && callsInFlight < settings.callsInFlightMax()) send(nextCall());
    }

    private List<Waiting> nextCall() {
        var call = new ArrayList<Waiting>();
        var bytes = 0;
        while (!waiting.isEmpty() && call.size() < settings.batchEventsMax()) {
            var next = waiting.getFirst();
            if (!call.isEmpty() && bytes + next.stored().length() > settings.batchBytesMax()) break;
            bytes += next.stored().length();
            call.add(waiting.removeFirst());
        }
        waitingEvents -= call.size();
        return call;
    }

    private void send(List<Waiting> call) {
        callsInFlight++;
        metrics.batch(call.size());
        redis.run(script(call)).onComplete(done -> {
            callsInFlight--;
            if (done.succeeded()) settle(call, done.result().toString());
            else fail(call, done.cause());
            scheduleFlush(); // not at once: calls that fail at once would nest without end
        });
    }

    private ScriptCall script(List<Waiting> call) {
        var script = new ScriptCall(ACCEPT).arg(settings.oldAge().toMillis());
        for (var each : call) {
            var event = each.event();
            script.key(mark(event)).key(keys.ofShard(event.shard(), "inbox"));
            script.arg(event.kind().dedupeTtl().toMillis());
            script.arg(event.occurredAt() == null ? 0 : event.occurredAt().toEpochMilli());
            script.arg(each.stored());
        }
        return script;
    }

    /** 16 raw bytes after the prefix: at 8 days of 1,000 events/s a readable key would cost tens of gigabytes more. */
    private Buffer mark(Event event) {
        return Buffer.buffer(keys.ofShard(event.shard(), "d:"))
                .appendBytes(HexFormat.of().parseHex(event.id().value()));
    }

    private void settle(List<Waiting> call, String receipts) {
        for (var i = 0; i < call.size(); i++) {
            var receipt = receipt(i < receipts.length() ? receipts.charAt(i) : '-');
            metrics.answered(receipt);
            call.get(i).batch().settle(call.get(i).index(), receipt);
        }
    }

    private static Receipt receipt(char code) {
        return switch (code) {
            case '1' -> Receipt.ACCEPTED;
            case '0' -> Receipt.DUPLICATE;
            default -> Receipt.FAILED;
        };
    }

    private void fail(List<Waiting> call, Throwable cause) {
        metrics.lost(call.size());
        var failure = cause instanceof GatewayException
                ? cause
                : new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis refused: " + cause.getMessage());
        for (var each : call) each.batch().promise.tryFail(failure);
    }
}
