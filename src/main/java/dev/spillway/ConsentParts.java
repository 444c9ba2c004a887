package dev.spillway;

import dev.spillway.connector.Outcome;
import dev.spillway.consent.ConsentRoom;
import dev.spillway.dispatch.WrittenHomes;
import dev.spillway.flow.Flows;
import dev.spillway.inbox.Distrust;
import dev.spillway.inbox.Inbox;
import dev.spillway.whatsapp.Reaction;
import java.time.Duration;
import java.util.Optional;

/** What people allow, as the work loop has it. */
final class ConsentParts {
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(5);

    private final WorkLoop loop;
    private final ConsentRoom room;

    /**
     * @param moves where events of other shards go
     * @param rolledBack what Redis forgot
     */
    ConsentParts(WorkLoop loop, Inbox moves, Distrust rolledBack) {
        this.loop = loop;
        this.room = new ConsentRoom(new ConsentRoom.Parts(
                loop.vertx(),
                loop.redis(),
                loop.keys(),
                moves,
                new WrittenHomes(loop.redis(), loop.keys())::aliases,
                loop.shared().pool(),
                QUERY_TIMEOUT,
                rolledBack::isRolledBack,
                loop.shared().consentMetrics(),
                loop.clock()));
    }

    ConsentRoom room() {
        return room;
    }

    /** For how long the table of errors wants a person left alone with advertising after a code. */
    private Optional<Duration> rest(int code) {
        return loop.setup()
                .errors()
                .find(code)
                .filter(it -> it.scope().equals(Outcome.MARKETING))
                .map(Reaction::retryAfter);
    }

    /** The flows, and beside what they decide what is to be remembered of people. */
    Flows beside(Flows flows) {
        var tenants = loop.config().tenantsByChannel();
        return room.beside(
                flows,
                () -> loop.edition().get().optOuts().byWhatsapp(),
                channel -> tenants.getOrDefault(channel, ""),
                this::rest);
    }
}
