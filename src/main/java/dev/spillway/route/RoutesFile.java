package dev.spillway.route;

import dev.spillway.connector.Capability;
import dev.spillway.event.EventKind;
import dev.spillway.lane.Priority;
import dev.spillway.yaml.Default;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code routes.yaml}, as written. What is null is missing or broken; a problem tells so.
 *
 * @param routes an event takes every one that wants it
 */
record RoutesFile(@Default List<@Nullable RouteFile> routes) {

    /**
     * A route.
     *
     * @param name part of the deliveries' ids: an event that comes again under another name is sent again
     * @param on which events
     * @param to a backend's name; null if a capability is wanted
     * @param capability whichever backend has it; null if one is named
     * @param operation of the backend, e.g. {@code emitEvent}
     * @param input expression: the operation's input
     * @param version of {@code input}, for the ledger: to be counted up when it changes
     */
    record RouteFile(
            String name,
            On on,
            @Nullable String to,
            @Nullable Capability capability,
            String operation,
            String input,
            @Default("normal") Priority priority,
            @Default("1") int version) {
        RouteFile {
            if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
                throw new IllegalArgumentException(
                        "name must be 1..40 of a-z 0-9 -, beginning with a letter, was " + name);
            }
            if ((to == null) == (capability == null)) {
                throw new IllegalArgumentException("a route needs either to or capability");
            }
            if (version < 1) throw new IllegalArgumentException("version must be 1 or more, was " + version);
        }
    }

    /**
     * Which events.
     *
     * @param kinds at least one
     * @param where expression that must hold; null for all of these kinds
     */
    record On(List<EventKind> kinds, @Nullable String where) {
        private static final Set<EventKind> OURS = EnumSet.of(EventKind.RESULT, EventKind.REDRIVE, EventKind.SEND);

        On {
            kinds = List.copyOf(kinds);
            if (kinds.isEmpty())
                throw new IllegalArgumentException("kinds is empty; name at least one, e.g. [MESSAGE]");
            if (kinds.stream().anyMatch(OURS::contains)) {
                throw new IllegalArgumentException(
                        "kinds may hold what happened outside only: not RESULT, not REDRIVE, not SEND");
            }
        }
    }
}
