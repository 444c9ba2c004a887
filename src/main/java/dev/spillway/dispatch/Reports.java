package dev.spillway.dispatch;

import dev.spillway.dead.Redrive;
import dev.spillway.event.EventId;
import dev.spillway.event.GatewayException;
import dev.spillway.inbox.EventCodec;
import dev.spillway.ledger.LedgerEntry;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/** What dispatch itself has to say for the ledger. */
final class Reports {
    private final Clock clock;

    Reports(Clock clock) {
        this.clock = clock;
    }

    /** A run failed and comes again. */
    LedgerEntry retry(Work work, Throwable cause, long nextRunMs) {
        return row(work, LedgerEntry.Kind.RETRY, "run." + work.attempt(), failed(work, cause, nextRunMs));
    }

    /** An event was given up. */
    LedgerEntry dead(Work work, Throwable cause) {
        return row(work, LedgerEntry.Kind.DEAD, "dead", failed(work, cause, 0));
    }

    private static Map<String, Object> failed(Work work, Throwable cause, long nextRunMs) {
        return Map.of("reason", reason(cause), "attempt", work.attempt(), "nextRunMs", nextRunMs);
    }

    /** It goes on although an earlier event of its contact is not done. */
    LedgerEntry passes(Work work, EventId failing) {
        return row(work, LedgerEntry.Kind.RULE, "order", Map.of("passes", failing.value(), "why", "it keeps failing"));
    }

    /** The event as it is, for whoever may run it again. One that was redriven is the letter it was before. */
    LedgerEntry deadLetter(Work work, Throwable cause) {
        var event = Redrive.subject(work.event()).event();
        return new LedgerEntry.DeadLetter(
                event.id().value(),
                event.id(),
                event.shard(),
                "",
                event.contactKey().value(),
                reason(cause),
                work.attempt(),
                clock.instant(),
                Base64.getEncoder().encodeToString(EventCodec.encode(event)));
    }

    LedgerEntry row(Work work, LedgerEntry.Kind kind, String step, Map<String, Object> detail) {
        var subject = Redrive.subject(work.event());
        var event = subject.event();
        return new LedgerEntry.Row(
                event.id(),
                work.entry().acceptedAt(),
                step + subject.mark(),
                kind,
                clock.instant(),
                event.contactKey().value(),
                "",
                "",
                "",
                detail);
    }

    /** The kind of failure only: messages of unexpected exceptions may quote what a customer wrote. */
    private static String reason(Throwable cause) {
        if (cause instanceof GatewayException known) return known.kind() + ": " + known.getMessage();
        return cause.getClass().getSimpleName();
    }
}
