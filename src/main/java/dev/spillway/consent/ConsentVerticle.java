package dev.spillway.consent;

import dev.spillway.event.ContactKey;
import dev.spillway.event.GatewayException;
import dev.spillway.event.Payload;
import dev.spillway.gate.Change;
import dev.spillway.gate.Facts;
import dev.spillway.gate.SendClass;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.Receipt;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives the desk its event loop. The desk may be asked before it starts: it then is {@code UNAVAILABLE}. */
public final class ConsentVerticle extends VerticleBase implements ConsentDesk {
    private static final String SOURCE = "api";
    private static final int HISTORY_MAX = 100;

    private final Parts parts;
    private final ConsentLog log;
    private volatile @Nullable Desk desk;

    /**
     * What it works with.
     *
     * @param inbox called once, on the event loop that will use it
     * @param redis the same; the caller closes it
     * @param home finds the home of a key by that link
     * @param aliases who is whom, by that link
     * @param pool the caller's, and the caller's to close
     * @param queryTimeout after it a question to Postgres is given up
     */
    public record Parts(
            Keyspace keys,
            Supplier<Inbox> inbox,
            Supplier<RedisLink> redis,
            BiFunction<RedisLink, ContactKey, Future<ContactKey>> home,
            Function<RedisLink, Aliases> aliases,
            Pool pool,
            Duration queryTimeout,
            ConsentMetrics metrics,
            Clock clock) {}

    public ConsentVerticle(Parts parts) {
        this.parts = parts;
        this.log = new ConsentLog(parts.pool, parts.queryTimeout);
    }

    private record Desk(Inbox inbox, RedisLink redis, FactStore facts, Everywhere everywhere) {}

    @Override
    public Future<?> start() {
        var redis = parts.redis.get();
        var facts = new FactStore(redis, parts.keys);
        desk = new Desk(parts.inbox.get(), redis, facts, new Everywhere(parts.aliases.apply(redis), facts));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        desk = null;
        return Future.succeededFuture();
    }

    @Override
    public Future<Taken> tell(Payload body) {
        try {
            var telling = Telling.read(body, parts.clock.instant());
            return ask(it -> taken(it, telling));
        } catch (IllegalArgumentException e) {
            parts.metrics.invalid();
            return Future.failedFuture(e);
        }
    }

    private Future<Taken> taken(Desk it, Telling telling) {
        var key = telling.key().isEmpty() ? "once:" + UUID.randomUUID() : telling.key();
        var events = ConsentEvents.told(SOURCE, key, telling.person(), telling.change(), parts.keys.shards());
        var ids = events.stream().map(event -> event.id().value()).toList();
        return it.inbox.accept(events).compose(receipts -> {
            if (receipts.contains(Receipt.FAILED)) return Future.failedFuture(full());
            return Future.succeededFuture(new Taken(ids, !receipts.contains(Receipt.ACCEPTED)));
        });
    }

    private static GatewayException full() {
        return new GatewayException(
                GatewayException.Kind.UNAVAILABLE, "the change cannot be stored at the moment: send it again");
    }

    @Override
    public Future<Known> known(Person person) {
        var key = person.keys().get(0);
        return ask(it -> parts.home.apply(it.redis, key).compose(home -> known(it, key, home)));
    }

    private Future<Known> known(Desk it, ContactKey key, ContactKey home) {
        return it.facts
                .of(home)
                .compose(facts -> it.everywhere
                        .holds(facts, home, key)
                        .otherwise(false) // as good as not, while nobody can tell
                        .compose(everywhere -> history(home).map(past -> known(facts, everywhere, past))));
    }

    /** Null while Postgres is away. */
    private Future<@Nullable List<ConsentLog.Line>> history(ContactKey home) {
        return log.history(home, HISTORY_MAX).otherwiseEmpty();
    }

    private Known known(Facts facts, boolean everywhere, @Nullable List<ConsentLog.Line> past) {
        var allowed = facts.unknownTo(Facts.NONE).stream()
                .map(held -> said(held.change(), held.since()))
                .sorted(java.util.Comparator.comparing(Said::category).thenComparing(Said::change))
                .toList();
        var history = past == null
                ? List.<Said>of()
                : past.stream()
                        .map(line -> said(line.change(), line.acceptedAt()))
                        .toList();
        return new Known(
                facts.known(),
                everywhere,
                allowed,
                windows(facts),
                rests(facts),
                history,
                past == null ? "Postgres is away" : "");
    }

    private @Nullable Instant rests(Facts facts) {
        return facts.restUntil().isAfter(parts.clock.instant()) ? facts.restUntil() : null;
    }

    private List<Window> windows(Facts facts) {
        var now = parts.clock.instant();
        return facts.windows().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(entry -> new Window(entry.getKey(), entry.getValue(), now.isBefore(entry.getValue())))
                .toList();
    }

    private static Said said(Change change, Instant since) {
        var category =
                change.categories().stream().map(SendClass::word).findFirst().orElse("");
        return new Said(
                category,
                change.kind().word(),
                change.tenant(),
                change.at(),
                since,
                change.source(),
                change.who(),
                change.where());
    }

    private <T> Future<T> ask(Function<Desk, Future<T>> question) {
        var asked = desk;
        if (asked == null) {
            return Future.failedFuture(new GatewayException(
                    GatewayException.Kind.UNAVAILABLE, "the desk for consent is not open yet, or no more"));
        }
        var caller = vertx.getOrCreateContext();
        var answer = Promise.<T>promise();
        context.runOnContext(
                turn -> Future.succeededFuture(asked).compose(question).onComplete(on(caller, answer)));
        return answer.future();
    }

    private static <T> io.vertx.core.Completable<T> on(Context caller, Promise<T> answer) {
        return (value, cause) -> caller.runOnContext(turn -> answer.complete(value, cause));
    }
}
