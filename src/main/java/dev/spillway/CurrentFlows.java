package dev.spillway;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import io.vertx.core.Future;
import java.util.function.Function;

/** The flows of the edition in use; a run that has begun ends by those it began with. Belongs to one event loop. */
final class CurrentFlows implements Flows {
    private final Function<Edition, Flows> of;
    private Flows now;

    /** @param of makes the flows of an edition */
    CurrentFlows(Function<Edition, Flows> of, Edition first) {
        this.of = of;
        this.now = of.apply(first);
    }

    /** From now on those of another edition run. */
    void become(Edition next) {
        now = of.apply(next);
    }

    @Override
    public Future<Run> run(Occasion occasion) {
        return now.run(occasion);
    }

    @Override
    public boolean wantsSession(EventKind kind) {
        return now.wantsSession(kind);
    }
}
