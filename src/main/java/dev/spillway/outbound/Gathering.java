package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.connector.Joining;
import dev.spillway.json.Json;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what goes out together with a delivery: those right behind it in its lane, for the same target, if its connector can join
 * them. Those that may have arrived once go with their like only, so that the same ones come together again under the same key.
 */
final class Gathering {
    /** Of all inputs together: a joined note must fit into what a backend takes as one. */
    static final int CHARS_MAX = 48 * 1024;

    private final Connector connector;
    private final Lanes lanes;
    private final Precheck precheck;
    private final Clock clock;

    /**
     * What was found.
     *
     * @param together in their order, the first among them
     * @param apart were taken and stay behind
     */
    record Group(List<Attempt> together, List<Attempt> apart) {
        static Group alone(Attempt first) {
            return new Group(List.of(first), List.of());
        }

        /** All but the first. */
        List<Attempt> others() {
            return Stream.concat(together.stream().skip(1), apart.stream()).toList();
        }

        int size() {
            return together.size() + apart.size();
        }
    }

    Gathering(Connector connector, Lanes lanes, Precheck precheck, Clock clock) {
        this.connector = connector;
        this.lanes = lanes;
        this.precheck = precheck;
        this.clock = clock;
    }

    /** How long a delivery still waits for others; zero if it does not, or has been tried before. */
    Duration early(Attempt attempt) {
        var joining = joining(attempt);
        if (joining == null || attempt.number() > 1 || attempt.ambiguous()) return Duration.ZERO;
        var age = Duration.between(attempt.delivery().acceptedAt(), clock.instant());
        var left = joining.window().minus(age);
        // A clock that is behind must not make anybody wait longer than the window.
        if (left.compareTo(joining.window()) > 0) return joining.window();
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Never fails: when nothing can be found out, it goes alone. */
    Future<Group> group(Attempt first) {
        var joining = joining(first);
        if (joining == null || target(joining, first).isEmpty()) return Future.succeededFuture(Group.alone(first));
        return lanes.more(first, joining.max() - 1)
                .otherwise(List.of())
                .compose(more -> doubted(more).map(doubted -> grouped(joining, first, more, doubted)));
    }

    private @Nullable Joining joining(Attempt attempt) {
        return connector.joining(attempt.delivery().operation());
    }

    /** Whether some of them may have ended before Redis forgot it: then each is looked at alone. */
    private Future<Boolean> doubted(List<Attempt> more) {
        if (more.isEmpty()) return Future.succeededFuture(false);
        return precheck.of(more).map(past -> !past.isEmpty()).otherwise(true);
    }

    private static Group grouped(Joining joining, Attempt first, List<Attempt> more, boolean doubted) {
        var together = new ArrayList<>(List.of(first));
        var chars = chars(first);
        for (var next : doubted ? List.<Attempt>of() : more) {
            chars += chars(next);
            if (chars > CHARS_MAX || !belongs(joining, first, next)) break;
            together.add(next);
        }
        return new Group(List.copyOf(together), List.copyOf(more.subList(together.size() - 1, more.size())));
    }

    private static boolean belongs(Joining joining, Attempt first, Attempt next) {
        return first.ambiguous() == next.ambiguous() && target(joining, first).equals(target(joining, next));
    }

    private static String target(Joining joining, Attempt attempt) {
        return joining.target(attempt.delivery().input());
    }

    private static int chars(Attempt attempt) {
        return Json.text(attempt.delivery().input()).length();
    }
}
