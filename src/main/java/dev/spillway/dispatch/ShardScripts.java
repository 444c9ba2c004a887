package dev.spillway.dispatch;

import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.flow.Run;
import dev.spillway.flow.Session;
import dev.spillway.inbox.EventCodec;
import dev.spillway.json.Json;
import dev.spillway.lane.DeliveryCodec;
import dev.spillway.lane.LaneName;
import dev.spillway.ledger.LedgerCodec;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What dispatch writes and reads in Redis, each as one fenced script. All but the plain reads are repeated until Redis has
 * taken them; they fail only with {@code FENCED}.
 */
final class ShardScripts {
    private static final Logger LOG = LoggerFactory.getLogger(ShardScripts.class);
    private static final Class<?> REDIS = RedisLink.class;
    private static final String HERE = "/dev/spillway/dispatch/";
    private static final Script COMMIT =
            Script.load(REDIS, "shard.lua", "/dev/spillway/lane/lane.lua", HERE + "entry.lua", HERE + "commit.lua");
    private static final Script DELAY = Script.load(REDIS, "shard.lua", HERE + "entry.lua", HERE + "delay.lua");
    private static final Script DUE = Script.load(REDIS, "shard.lua", HERE + "due.lua");
    private static final long AGAIN_MS = 100;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Keyspace keys;
    private final ShardOwnership ownership;
    private final Duration sessionTtl;

    ShardScripts(Vertx vertx, RedisLink redis, Keyspace keys, ShardOwnership ownership, Duration sessionTtl) {
        this.vertx = vertx;
        this.redis = redis;
        this.keys = keys;
        this.ownership = ownership;
        this.sessionTtl = sessionTtl;
    }

    /** What is remembered of the contact of a piece of work. */
    Future<Session> session(Work work) {
        var key = keys.ofShard(work.shard(), "session:" + contact(work));
        return untilTaken(
                        work.shard(), () -> redis.send(Request.cmd(Command.GET).arg(key)))
                .map(ShardScripts::session);
    }

    private static Session session(@Nullable Response stored) {
        if (stored == null) return Session.EMPTY;
        try {
            return new Session(Json.object(Payload.of(stored.toBytes())));
        } catch (IllegalArgumentException e) {
            // A contact must not be stuck behind what cannot be read; the next commit writes it anew.
            LOG.atError().log("session.unreadable");
            return Session.EMPTY;
        }
    }

    /** Ends an event with all that its run led to; answers the lanes in which more may leave now. */
    Future<List<LaneName>> commit(Work work, Run run) {
        return owned(COMMIT, work.shard(), call -> {
                    entry(call, work).arg(contact(work));
                    call.arg(
                            run.session() == null
                                    ? Payload.EMPTY
                                    : Json.write(run.session().values()));
                    call.arg(sessionTtl.toMillis()).arg(ledger(run.entries()));
                    deliveries(call, run);
                    run.settled().forEach(call::arg);
                })
                .map(ShardScripts::lanes);
    }

    private static List<LaneName> lanes(@Nullable Response freed) {
        if (freed == null) return List.of();
        return freed.stream().map(lane -> LaneName.parse(lane.toString())).toList();
    }

    /** Ends an entry that cannot be run, and leaves this in its place. */
    Future<Void> bury(int shard, Work.From from, String entryId, LedgerEntry deadLetter) {
        return owned(
                        COMMIT,
                        shard,
                        call -> call.arg(from.text())
                                .arg(entryId)
                                .arg(Payload.EMPTY)
                                .arg(Payload.EMPTY)
                                .arg(sessionTtl.toMillis())
                                .arg(ledger(List.of(deadLetter)))
                                .arg(0))
                .mapEmpty();
    }

    private static void deliveries(ScriptCall call, Run run) {
        call.arg(run.deliveries().size());
        for (var delivery : run.deliveries()) {
            call.arg(new LaneName(delivery.destination(), delivery.priority()).text());
            call.arg(delivery.contact().value()).arg(delivery.id()).arg(DeliveryCodec.encode(delivery));
        }
    }

    /** Puts an event off. */
    Future<Void> delay(Work work, Duration pause, int runs, List<LedgerEntry> entries) {
        var head = runs + ":" + (work.entry().old() ? 1 : 0) + ":";
        var stored =
                Buffer.buffer(head).appendBuffer(EventCodec.encode(work.entry().event()));
        return owned(DELAY, work.shard(), call -> {
                    entry(call, work).arg(pause.toMillis());
                    call.arg(stored).arg(ledger(entries));
                })
                .mapEmpty();
    }

    /** Delayed events of a shard whose time has come; see {@code due.lua} for the shape. */
    Future<Response> due(int shard, int max, boolean takeOver) {
        var token = ownership.token(shard);
        if (token.isEmpty()) return fenced(shard);
        var call = new ScriptCall(DUE).key(keys.ofShard(shard, "")).arg(token.get());
        return redis.run(call.arg(max).arg(takeOver ? 1 : 0))
                .recover(cause -> isFenced(cause) ? fenced(shard) : Future.failedFuture(cause));
    }

    private Future<@Nullable Response> owned(Script script, int shard, Consumer<ScriptCall> arguments) {
        var token = ownership.token(shard);
        if (token.isEmpty()) return fenced(shard);
        var call = new ScriptCall(script).key(keys.ofShard(shard, "")).arg(token.get());
        arguments.accept(call);
        return untilTaken(shard, () -> redis.run(call));
    }

    private Future<@Nullable Response> untilTaken(int shard, Supplier<Future<Response>> command) {
        return command.get().recover(cause -> again(shard, command, cause));
    }

    private Future<Response> again(int shard, Supplier<Future<Response>> command, Throwable cause) {
        if (isFenced(cause) || ownership.token(shard).isEmpty()) {
            return fenced(shard);
        }
        return vertx.timer(AGAIN_MS).compose(fired -> untilTaken(shard, command));
    }

    private static boolean isFenced(Throwable cause) {
        return String.valueOf(cause.getMessage()).startsWith("FENCED");
    }

    private <T> Future<T> fenced(int shard) {
        ownership.doubted(shard);
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.FENCED, "shard " + shard + " is not ours any more"));
    }

    private static ScriptCall entry(ScriptCall call, Work work) {
        return call.arg(work.from().text()).arg(work.entry().id());
    }

    private static Payload ledger(List<LedgerEntry> entries) {
        return entries.isEmpty() ? Payload.EMPTY : LedgerCodec.encode(entries);
    }

    private static String contact(Work work) {
        return work.entry().event().contactKey().value();
    }
}
