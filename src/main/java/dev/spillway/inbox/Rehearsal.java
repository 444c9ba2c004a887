package dev.spillway.inbox;

import io.vertx.core.Future;

/** An inbox to try a door out with: does what an inbox does, takes nothing, and says that it has. */
public interface Rehearsal extends Inbox {
    /** Lets go of what it needed. */
    Future<Void> close();
}
