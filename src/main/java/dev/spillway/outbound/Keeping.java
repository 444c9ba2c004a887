package dev.spillway.outbound;

import dev.spillway.connector.Progress;
import io.vertx.core.Future;

/** Keeps how far a piece of work has got, for whoever goes on with it. */
@FunctionalInterface
interface Keeping {
    /** For work that nobody goes on with, or that is done together with other work. */
    Keeping NONE = progress -> Future.succeededFuture(false);

    /** Whether it is kept, as safe as all that is queued. Never fails. */
    Future<Boolean> keep(Progress progress);
}
