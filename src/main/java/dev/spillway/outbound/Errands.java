package dev.spillway.outbound;

import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import io.vertx.core.Future;

/** Does what a connector wants done beyond HTTP calls. */
@FunctionalInterface
public interface Errands {
    /** Nobody runs any. */
    Errands NONE = errand -> Future.succeededFuture(
            Outcome.of(Outcome.Kind.CONFIG, "nobody runs " + errand.name() + ": see gateway.yaml"));

    /** Runs one. Never fails. */
    Future<Outcome> run(Step.Errand errand);
}
