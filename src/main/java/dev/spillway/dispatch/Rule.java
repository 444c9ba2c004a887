package dev.spillway.dispatch;

import dev.spillway.flow.Run;
import io.vertx.core.Future;
import java.util.Optional;

/** Decides what certain events lead to, before any flow sees them. */
@FunctionalInterface
interface Rule {
    /**
     * Looks at an event whose turn it is.
     *
     * @return what it leads to; empty if this rule has nothing to say. Fails with {@code UNAVAILABLE} while it cannot tell: the
     *     event then comes again, and no attempt is counted
     */
    Future<Optional<Run>> on(Work work);
}
