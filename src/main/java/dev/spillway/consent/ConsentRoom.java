package dev.spillway.consent;

import dev.spillway.event.ContactKey;
import dev.spillway.event.Event;
import dev.spillway.flow.Flows;
import dev.spillway.gate.Facts;
import dev.spillway.gate.SendClass;
import dev.spillway.inbox.Inbox;
import dev.spillway.redis.Keyspace;
import dev.spillway.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the work loop has of this room. Belongs to that event loop. */
public final class ConsentRoom {
    private final Parts parts;
    private final FactStore facts;
    private final Spread spread;
    private final Remembering remembering;

    /**
     * What it is made of.
     *
     * @param inbox where events of other keys' shards go
     * @param aliases who is whom
     * @param rolledBack whether Redis is known to have lost something of a shard
     * @param queryTimeout after it a question to Postgres is given up
     */
    public record Parts(
            Vertx vertx,
            RedisLink redis,
            Keyspace keys,
            Inbox inbox,
            Aliases aliases,
            Pool pool,
            Duration queryTimeout,
            IntPredicate rolledBack,
            ConsentMetrics metrics,
            Clock clock) {}

    public ConsentRoom(Parts parts) {
        this.parts = parts;
        this.facts = new FactStore(parts.redis, parts.keys);
        this.spread = new Spread(parts.aliases, facts, parts.inbox, parts.keys.shards(), parts.metrics);
        this.remembering = new Remembering(
                parts.vertx, facts, new ConsentLog(parts.pool, parts.queryTimeout), parts.rolledBack, parts.metrics);
    }

    /**
     * The flows, and beside what they decide what is to be remembered of people.
     *
     * @param whatsapp what WhatsApp's own switch is about, as the files in use say
     * @param tenants whose a business number is, by its id; empty if there is but one
     * @param rests for how long the code of an error wants a person left alone with advertising; empty: not at all
     */
    public Flows beside(
            Flows flows,
            Supplier<List<SendClass>> whatsapp,
            UnaryOperator<String> tenants,
            IntFunction<Optional<Duration>> rests) {
        var resting = new Resting(facts, parts.keys.shards(), rests, parts.metrics);
        return new ConsentFlows(
                flows,
                new ConsentFlows.Parts(whatsapp, tenants, spread::told, resting::heed, parts.metrics, parts.clock));
    }

    /** What is known of the person an event is about, where the event is. Fails with {@code UNAVAILABLE} while nobody can tell. */
    public Future<Facts> known(Event event) {
        return facts.of(event.contactKey(), event.shard());
    }

    /** Keys turned out to be one person's: each learns what the others know. Fails with {@code UNAVAILABLE} until that is safe. */
    public Future<Void> joined(Collection<ContactKey> keys) {
        return spread.joined(keys);
    }

    /** Looks whether Redis knows what people of a shard allow, and begins to read back what it lost. */
    public Future<Void> look(int shard) {
        return remembering.look(shard);
    }
}
