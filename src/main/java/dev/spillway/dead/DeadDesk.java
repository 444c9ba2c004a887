package dev.spillway.dead;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * What people can ask about dead letters and have done to them. Usable from any event loop; answers come on the caller's.
 * Fails with {@code UNAVAILABLE} while Postgres cannot tell, with {@code REJECTED} and a reason for people otherwise.
 */
public interface DeadDesk {
    /** The most letters on a page. */
    int PAGE_MAX = 500;

    /**
     * A page of letters, the latest first.
     *
     * @param after {@link LetterPage#next()} of the page before; empty for the first
     * @param limit 1..{@value #PAGE_MAX}
     */
    Future<LetterPage> list(DeadFilter filter, String after, int limit);

    /**
     * One letter; empty if there is none.
     *
     * @param full with everything that people wrote; else texts are masked
     */
    Future<Optional<LetterView>> find(String id, boolean full);

    /** Counts what an action would touch. */
    Future<DeadOffer> offer(DeadAction action, DeadFilter filter);

    /**
     * Begins to act. One job at a time on a node.
     *
     * @param confirm from {@link #offer} for the same action and filter
     */
    Future<DeadJob> act(DeadAction action, DeadFilter filter, String confirm);

    /** The last jobs of this node, the latest first. */
    Future<List<DeadJob>> jobs();

    /** A job; empty if this node knows none of that id. */
    Future<Optional<DeadJob>> job(String id);

    /** Stops a job after what it has in hand; empty if this node knows none of that id. Does nothing to one that has ended. */
    Future<Optional<DeadJob>> cancel(String id);
}
