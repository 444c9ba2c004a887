package dev.spillway.dispatch;

import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.flow.Session;
import dev.spillway.inbox.Position;
import dev.spillway.json.Json;
import dev.spillway.lane.LaneName;
import dev.spillway.ledger.LedgerCodec;
import dev.spillway.ledger.LedgerDiet;
import dev.spillway.ledger.LedgerEntry;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisError;
import dev.spillway.redis.RedisLink;
import dev.spillway.redis.Script;
import dev.spillway.redis.ScriptCall;
import dev.spillway.redis.UntilDone;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private static final Script DELAY = Script.load(REDIS, "shard.lua", HERE + "entry.lua", HERE + "delay.lua");
    private static final Script RESERVE = Script.load(REDIS, "shard.lua", HERE + "reserve.lua");
    private static final Script HEADS = Script.load(REDIS, "shard.lua", HERE + "heads.lua");
    private static final Script DUE = Script.load(REDIS, "shard.lua", HERE + "due.lua");
    private static final int LOGGED_TRY = 10;

    /** More delayed events of one shard than this are not waited for by their contacts after a take-over. */
    private static final int HEADS_MAX = 1_000;

    private final Vertx vertx;
    private final RedisLink redis;
    private final Keyspace keys;
    private final ShardOwnership ownership;
    private final Duration sessionTtl;
    private final LedgerDiet diet;
    private final Commits commits;
    private final Reservations reservations;

    /** @param diet looks at what goes to the ledger */
    ShardScripts(
            Vertx vertx,
            RedisLink redis,
            Keyspace keys,
            ShardOwnership ownership,
            LedgerDiet diet,
            Duration sessionTtl) {
        this.diet = diet;
        this.vertx = vertx;
        this.redis = redis;
        this.keys = keys;
        this.ownership = ownership;
        this.sessionTtl = sessionTtl;
        this.commits = new Commits(vertx, new Committing(), !redis.oneSlotOnly());
        this.reservations = new Reservations(vertx, this::reserve);
    }

    /** What is remembered of the contact of a piece of work. */
    Future<Session> session(Work work) {
        var key = keys.ofShard(work.shard(), "session:" + contact(work));
        return redis.send(key, Request.cmd(Command.GET).arg(key))
                .recover(cause -> Future.failedFuture(away(cause)))
                .map(ShardScripts::session);
    }

    /** Not repeated here: the run would time out, as if it were the event's fault. */
    private static GatewayException away(Throwable cause) {
        return cause instanceof GatewayException known
                ? known
                : new GatewayException(GatewayException.Kind.UNAVAILABLE, "Redis refused: " + cause.getMessage());
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
    Future<List<LaneName>> commit(Work work, Rule.Ruling ruling) {
        if (!isOurs(work)) return late(work.shard());
        var arguments = RunArguments.of(work, ruling, diet.fit(ruling.run().entries()));
        return commits.add(new Commits.Key(work.shard(), work.token(), work.row() != null), arguments);
    }

    private final class Committing implements Commits.Scripts {
        @Override
        public Future<List<Optional<List<LaneName>>>> together(List<Commits.Batch> batches) {
            var call = CommitScript.call(keys, sessionTtl, batches);
            return how(batches.get(0).key().safely()).apply(call).map(CommitScript::lanes);
        }

        @Override
        public Future<List<LaneName>> alone(Commits.Batch batch) {
            var key = batch.key();
            if (!ownership.token(key.shard()).equals(Optional.of(key.token()))) return late(key.shard());
            var call = CommitScript.call(keys, sessionTtl, List.of(batch));
            return untilDone(key.shard(), call, how(key.safely()))
                    .map(CommitScript::lanes)
                    .compose(lanes -> lanes.get(0).map(Future::succeededFuture).orElseGet(() -> fenced(key.shard())));
        }
    }

    /** What comes from the overflow may be forgotten there only when it is as safe here as what is accepted. */
    private Function<ScriptCall, Future<Response>> how(boolean safely) {
        return safely ? redis::runSafely : redis::run;
    }

    /**
     * Whether an event of the overflow inbox is to be run from there; if so it is marked as seen in Redis from now on.
     *
     * @param givesWay whether a repeat of it that waits in the inbox is taken away: its place is the row's
     */
    Future<Reserved> reserve(Work work, boolean givesWay) {
        if (!isOurs(work)) return late(work.shard());
        return reservations.add(
                new Reservations.Key(work.shard(), work.token()), RunArguments.ofReservation(work, givesWay));
    }

    private Future<List<Reserved>> reserve(Reservations.Key key, List<Buffer> rows) {
        if (!ownership.token(key.shard()).equals(Optional.of(key.token()))) return late(key.shard());
        return owned(RESERVE, key.shard(), how(true), call -> rows.forEach(call::arg))
                .map(ShardScripts::reserved);
    }

    private static List<Reserved> reserved(Response answer) {
        return answer.stream().map(each -> Reserved.of(each.toInteger())).toList();
    }

    /** Ends an entry that cannot be run, and leaves this in its place. */
    Future<Void> bury(int shard, Work.From from, String entryId, LedgerEntry.DeadLetter deadLetter) {
        var token = ownership.token(shard);
        if (token.isEmpty()) return fenced(shard);
        var arguments = RunArguments.ofUnreadable(from, entryId, deadLetter);
        return commits.add(new Commits.Key(shard, token.get(), true), arguments).mapEmpty();
    }

    /**
     * Puts an event off.
     *
     * @param stored as {@link DelayedEvent} has it
     */
    Future<Void> delay(Work work, Duration pause, Buffer stored, List<LedgerEntry> entries) {
        return owned(DELAY, work, call -> {
                    entry(call, work).arg(pause.toMillis());
                    call.arg(stored).arg(ledger(entries));
                })
                .mapEmpty();
    }

    /** The heads of a shard's delayed events, the earliest due first. Those that cannot be read are left out. */
    Future<Map<Position, DelayedEvent.Head>> delayed(int shard) {
        var token = ownership.token(shard);
        if (token.isEmpty()) return fenced(shard);
        var call = new ScriptCall(HEADS).key(keys.ofShard(shard, "")).arg(token.get());
        return redis.run(call.arg(HEADS_MAX))
                .recover(cause -> RedisError.FENCED.is(cause) ? fenced(shard) : Future.failedFuture(cause))
                .map(ShardScripts::heads);
    }

    private static Map<Position, DelayedEvent.Head> heads(Response found) {
        var heads = new LinkedHashMap<Position, DelayedEvent.Head>();
        for (var i = 0; i + 1 < found.size(); i += 2) {
            try {
                heads.put(
                        Position.parse(found.get(i).toString()),
                        DelayedEvent.head(found.get(i + 1).toString()));
            } catch (IllegalArgumentException e) {
                LOG.atDebug().log("event.headUnreadable"); // it is put aside when it falls due
            }
        }
        return heads;
    }

    /** Delayed events of a shard whose time has come; see {@code due.lua} for the shape. */
    Future<Response> due(int shard, int max, boolean takeOver) {
        var token = ownership.token(shard);
        if (token.isEmpty()) return fenced(shard);
        var call = new ScriptCall(DUE).key(keys.ofShard(shard, "")).arg(token.get());
        return redis.run(call.arg(max).arg(takeOver ? 1 : 0))
                .recover(cause -> RedisError.FENCED.is(cause) ? fenced(shard) : Future.failedFuture(cause));
    }

    private Future<@Nullable Response> owned(Script script, Work work, Consumer<ScriptCall> arguments) {
        if (!isOurs(work)) return late(work.shard());
        return owned(script, work.shard(), how(work.row() != null), arguments);
    }

    private boolean isOurs(Work work) {
        return ownership.token(work.shard()).equals(Optional.of(work.token()));
    }

    /** Lost since the run began, and perhaps gained again: what was found out for the run may not hold any more. */
    private static <T> Future<T> late(int shard) {
        return Future.failedFuture(new GatewayException(
                GatewayException.Kind.FENCED, "shard " + shard + " was lost while the run went on"));
    }

    /** The same work under the token that its shard is held by now. */
    Work begun(Work work) {
        return work.under(ownership.token(work.shard()).orElse(""));
    }

    private Future<@Nullable Response> owned(
            Script script, int shard, Function<ScriptCall, Future<Response>> how, Consumer<ScriptCall> arguments) {
        var token = ownership.token(shard);
        if (token.isEmpty()) return fenced(shard);
        var call = new ScriptCall(script).key(keys.ofShard(shard, "")).arg(token.get());
        arguments.accept(call);
        return untilDone(shard, call, how);
    }

    private Future<Response> untilDone(int shard, ScriptCall call, Function<ScriptCall, Future<Response>> how) {
        return UntilDone.of(vertx, () -> how.apply(call), (cause, tries) -> isWorthIt(shard, cause, tries))
                .recover(cause -> fenced(shard));
    }

    /** The token was right when the command was made; whether it still is, only Redis knows. */
    private boolean isWorthIt(int shard, Throwable cause, int tries) {
        if (RedisError.FENCED.is(cause) || ownership.token(shard).isEmpty()) return false;
        if (tries == LOGGED_TRY) {
            LOG.atWarn()
                    .addKeyValue("shard", shard)
                    .addKeyValue("cause", cause.getMessage())
                    .log("shard.writeWaits");
        }
        return true;
    }

    private <T> Future<T> fenced(int shard) {
        ownership.doubted(shard);
        return Future.failedFuture(
                new GatewayException(GatewayException.Kind.FENCED, "shard " + shard + " is not ours any more"));
    }

    private static ScriptCall entry(ScriptCall call, Work work) {
        var event = work.event();
        call.arg(work.from().text()).arg(work.entry().id());
        return call.arg(RunArguments.mark(event.id())).arg(event.dedupeTtl().toMillis());
    }

    private Payload ledger(List<LedgerEntry> entries) {
        return entries.isEmpty() ? Payload.EMPTY : LedgerCodec.encode(diet.fit(entries));
    }

    private static String contact(Work work) {
        return work.event().contactKey().value();
    }
}
