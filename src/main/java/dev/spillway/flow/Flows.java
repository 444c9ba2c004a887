package dev.spillway.flow;

import io.vertx.core.Future;

/** Runs whichever flows want an event. */
public interface Flows {
    /**
     * Decides what an event leads to. Reads backends through look-ups, writes nothing. Fails only for defects and when a part
     * it cannot do without is away; then the event comes again later.
     */
    Future<Run> run(Occasion occasion);

    /** Whether {@link #run} wants to know the contact's session for this kind of event. */
    boolean wantsSession(dev.spillway.event.EventKind kind);
}
