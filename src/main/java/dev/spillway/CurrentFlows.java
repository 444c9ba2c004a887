package dev.spillway;

import dev.spillway.event.EventKind;
import dev.spillway.flow.Flows;
import dev.spillway.flow.Occasion;
import dev.spillway.flow.Run;
import io.vertx.core.Future;

/** The flows as they are now; a run that has begun ends by those it began with. Belongs to one event loop. */
final class CurrentFlows implements Flows {
    private Flows now;

    CurrentFlows(Flows now) {
        this.now = now;
    }

    /** From now on others run. */
    void become(Flows others) {
        now = others;
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
