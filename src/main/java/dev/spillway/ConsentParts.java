package dev.spillway;

import dev.spillway.connector.Outcome;
import dev.spillway.consent.ConsentRoom;
import dev.spillway.dispatch.WrittenHomes;
import dev.spillway.flow.Flows;
import dev.spillway.gate.SendClass;
import dev.spillway.inbox.Inbox;
import dev.spillway.inbox.RollbackWatch;
import dev.spillway.redis.RedisLink;
import dev.spillway.whatsapp.Reaction;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What people allow, as the work loop has it. */
final class ConsentParts {
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(5);

    private final Shared shared;
    private final ConsentRoom room;

    /** @param moves where events of other shards go */
    ConsentParts(Vertx vertx, Shared shared, RedisLink redis, Inbox moves, RollbackWatch rolledBack) {
        var keys = shared.setup().config().keyspace();
        this.shared = shared;
        this.room = new ConsentRoom(new ConsentRoom.Parts(
                vertx,
                redis,
                keys,
                moves,
                new WrittenHomes(redis, keys)::aliases,
                shared.pool(),
                QUERY_TIMEOUT,
                rolledBack::isRolledBack,
                shared.consentMetrics(),
                shared.clock()));
    }

    ConsentRoom room() {
        return room;
    }

    /** For how long the table of errors wants a person left alone with advertising after a code. */
    private Optional<Duration> rest(int code) {
        return shared.setup()
                .errors()
                .find(code)
                .filter(it -> it.scope().equals(Outcome.MARKETING))
                .map(Reaction::retryAfter);
    }

    /**
     * The flows, and beside what they decide what is to be remembered of people.
     *
     * @param whatsapp what WhatsApp's own switch is about, as the files in use say
     */
    Flows beside(Flows flows, Supplier<List<SendClass>> whatsapp) {
        var tenants = shared.setup().config().tenantsByChannel();
        return room.beside(flows, whatsapp, channel -> tenants.getOrDefault(channel, ""), this::rest);
    }
}
