package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.json.Json;
import dev.spillway.lane.Attempt;
import dev.spillway.lane.Lanes;
import dev.spillway.lane.Priority;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what goes out together, if the connector can send several in one call. See {@link Company}. */
final class Gathering {
    private final Connector connector;
    private final Lanes lanes;
    private final Precheck precheck;
    private final Clock clock;
    private final Alarms alarms;

    /**
     * What was found.
     *
     * @param company null for one alone
     * @param together in their order
     * @param apart were taken to go with them, and stay behind
     * @param came how many of them were taken out of the lanes for it
     */
    record Group(@Nullable Company company, List<Attempt> together, List<Attempt> apart, int came) {
        static Group alone(Attempt one) {
            return new Group(null, List.of(one), List.of(), 0);
        }
    }

    Gathering(Connector connector, Lanes lanes, Precheck precheck, Clock clock, Alarms alarms) {
        this.connector = connector;
        this.lanes = lanes;
        this.precheck = precheck;
        this.clock = clock;
        this.alarms = alarms;
    }

    /** How long a delivery still waits for others; zero if it does not, or has been tried before. */
    Duration early(Attempt attempt) {
        var company = company(attempt);
        if (company == null || attempt.number() > 1 || attempt.ambiguous()) return Duration.ZERO;
        var left = company.wait(attempt.delivery().acceptedAt(), clock.instant());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Puts those side by side that can go together; all others stand alone. */
    List<List<Attempt>> sorted(List<Attempt> attempts) {
        var batches = new LinkedHashMap<Object, List<Attempt>>();
        for (var attempt : attempts) {
            var company = company(attempt);
            var mixes = company instanceof Company.Batched && company.takes(attempt);
            var key = mixes
                    ? new Kind(
                            attempt.delivery().operation(), attempt.delivery().priority())
                    : attempt;
            batches.computeIfAbsent(key, one -> new ArrayList<>()).add(attempt);
        }
        return batches.values().stream().flatMap(this::sized).toList();
    }

    /** What may go in one batch: it leaves with the rank of its lane. */
    private record Kind(String operation, Priority priority) {}

    private Stream<List<Attempt>> sized(List<Attempt> batch) {
        var company = company(batch.get(0));
        var max = company == null ? 1 : company.max();
        return Stream.iterate(0, from -> from < batch.size(), from -> from + max)
                .map(from -> batch.subList(from, Math.min(batch.size(), from + max)));
    }

    /**
     * Never fails: when nothing can be found out, those at hand go.
     *
     * @param taken one, or more that {@link #sorted} has put side by side
     */
    Future<Group> group(List<Attempt> taken) {
        var first = taken.get(0);
        var company = company(first);
        if (company == null || !company.takes(first)) return Future.succeededFuture(Group.alone(first));
        if (taken.size() >= company.max()) return Future.succeededFuture(grouped(company, taken, List.of(), false));
        return after(company.linger())
                .compose(now -> company.more(lanes, first, company.max() - taken.size()))
                .otherwise(List.of())
                .compose(more -> doubted(more).map(doubted -> grouped(company, taken, more, doubted)));
    }

    private @Nullable Company company(Attempt attempt) {
        return Company.of(connector, attempt.delivery().operation());
    }

    private Future<Void> after(Duration linger) {
        if (linger.isZero()) return Future.succeededFuture();
        Promise<Void> over = Promise.promise();
        alarms.set(linger, over::complete);
        return over.future();
    }

    /** Whether some of them may have ended before Redis forgot it: then each is looked at alone. */
    private Future<Boolean> doubted(List<Attempt> more) {
        if (more.isEmpty()) return Future.succeededFuture(false);
        return precheck.of(more).map(past -> !past.isEmpty()).otherwise(true);
    }

    private static Group grouped(Company company, List<Attempt> taken, List<Attempt> more, boolean doubted) {
        var first = taken.get(0);
        var together = new ArrayList<>(List.of(first));
        var apart = new ArrayList<Attempt>();
        var chars = chars(first);
        for (var next : Stream.concat(taken.stream().skip(1), more.stream()).toList()) {
            chars += chars(next);
            var goes = chars <= company.charsMax() && company.belongs(first, next) && !(doubted && more.contains(next));
            // Behind one that stays nobody goes: they may be one contact's.
            if (goes && (apart.isEmpty() || company instanceof Company.Batched)) together.add(next);
            else apart.add(next);
        }
        return new Group(company, List.copyOf(together), List.copyOf(apart), more.size());
    }

    private static int chars(Attempt attempt) {
        return Json.text(attempt.delivery().input()).length();
    }
}
