package dev.spillway.outbound;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A destination as one node sees it, for people and machines.
 *
 * @param connector what speaks to it
 * @param operations those its connector can do
 * @param stopped why nothing goes out until somebody has acted; empty if it does; true of all nodes
 * @param pausedMs for how long it told this node to stay away
 * @param held operations whose deliveries wait; true of all nodes
 * @param logins how each of them is on this node, in words
 * @param backlog what waits for it, on all nodes; null while that cannot be told
 * @param health what it said last when it was asked whether it is up; null if it has not been asked, or cannot be
 */
public record BackendView(
        String name,
        String connector,
        List<String> operations,
        String stopped,
        long pausedMs,
        Breaker breaker,
        List<HeldView> held,
        Map<String, String> logins,
        @Nullable Backlog backlog,
        Work work,
        Limits limits,
        @Nullable Health health) {
    public BackendView {
        operations = List.copyOf(operations);
        held = List.copyOf(held);
        logins = Map.copyOf(logins);
    }

    /** One of which nothing was asked. */
    public BackendView(
            String name,
            String connector,
            List<String> operations,
            String stopped,
            long pausedMs,
            Breaker breaker,
            List<HeldView> held,
            Map<String, String> logins,
            @Nullable Backlog backlog,
            Work work,
            Limits limits) {
        this(name, connector, operations, stopped, pausedMs, breaker, held, logins, backlog, work, limits, null);
    }

    /**
     * An answer to whether it is up.
     *
     * @param up whether it is
     * @param reason what was wrong; empty if nothing was
     */
    public record Health(boolean up, String reason, Instant at) {}

    /**
     * The breaker.
     *
     * @param state closed, half open or open, on this node
     * @param forced what a person wants of it, on all nodes: open, close or auto
     */
    public record Breaker(String state, String forced) {}

    /**
     * An operation that is held.
     *
     * @param misfit what does not fit
     * @param by {@code probe}, or the node that found it out
     */
    public record HeldView(String operation, String misfit, String by, Instant since) {}

    /**
     * What stands in its lanes, those included that are out.
     *
     * @param oldestMs age of the oldest; 0 if there are none
     */
    public record Backlog(long deliveries, long oldestMs) {}

    /**
     * What this node has under way.
     *
     * @param deliveries taken out of lanes
     * @param calls begun
     * @param waiting of these, for a slot or a token
     */
    public record Work(int deliveries, int calls, int waiting) {}

    /**
     * What it is treated with.
     *
     * @param concurrency calls side by side on this node
     * @param perSecond calls of all nodes
     */
    public record Limits(int concurrency, double perSecond) {}
}
