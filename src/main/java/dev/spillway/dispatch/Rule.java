package dev.spillway.dispatch;

import dev.spillway.flow.Run;
import dev.spillway.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Decides what certain events lead to, before any flow sees them. */
@FunctionalInterface
interface Rule {
    /**
     * What an event leads to.
     *
     * @param doubtful whether its deliveries may have arrived before
     */
    record Ruling(Run run, boolean doubtful) {
        static Ruling of(Run run) {
            return new Ruling(run, false);
        }

        /** Nothing but a line in the ledger. */
        static Ruling noted(List<LedgerEntry> entries) {
            return of(new Run(List.of(), List.of(), null, entries));
        }
    }

    /**
     * Looks at an event whose turn it is.
     *
     * @return what it leads to; empty if this rule has nothing to say. Fails with {@code UNAVAILABLE} while it cannot tell: the
     *     event then comes again, and no attempt is counted
     */
    Future<Optional<Ruling>> on(Work work);
}
