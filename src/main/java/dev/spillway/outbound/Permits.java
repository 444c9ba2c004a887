package dev.spillway.outbound;

import dev.spillway.gate.Permit;
import dev.spillway.lane.Attempt;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Lets the messages of a destination go, wait or end as the gates say. Nothing of the number is used by those that do not go. Belongs to
 * one event loop.
 */
final class Permits {
    private final Optional<Gatekeeper> keeper;
    private final Untried untried;

    /** @param keeper empty if the destination reaches no people */
    Permits(Optional<Gatekeeper> keeper, Untried untried) {
        this.keeper = keeper;
        this.untried = untried;
    }

    /**
     * Those that may go.
     *
     * @param giveBack gets all others, each with its end
     */
    List<Attempt> of(List<Attempt> attempts, BiConsumer<Attempt, Future<Void>> giveBack) {
        if (keeper.isEmpty()) return attempts;
        var going = new ArrayList<Attempt>(attempts.size());
        for (var attempt : attempts) {
            // What is not to be repeated ends as unknown, and no gate has a say in it.
            var permit = AtMostOnce.forbids(attempt) ? null : keeper.get().judge(attempt);
            if (permit == null) going.add(attempt);
            else if (permit instanceof Permit.Go go) going.add(begin(attempt, go));
            else giveBack.accept(attempt, stay(attempt, permit));
        }
        return going;
    }

    private Attempt begin(Attempt attempt, Permit.Go go) {
        keeper.ifPresent(it -> it.begins(go));
        return attempt.permitted(go);
    }

    private Future<Void> stay(Attempt attempt, Permit permit) {
        return permit instanceof Permit.Postpone later
                ? untried.putOff(attempt, later)
                : untried.refused(attempt, (Permit.Refuse) permit);
    }

    /** An attempt has ended. */
    void ended(Tried tried) {
        keeper.ifPresent(it -> it.heard(tried));
        var permit = tried.attempt().permit();
        if (permit != null && Gatekeeper.isCharged(tried)) keeper.ifPresent(it -> it.charge(permit));
    }

    /** An attempt has been given back, whether it ended or not. */
    void over(Attempt attempt) {
        var permit = attempt.permit();
        if (permit != null) keeper.ifPresent(it -> it.over(permit));
    }

    /** Writes down what is not written yet. Never fails. */
    Future<Void> settle() {
        return keeper.map(Gatekeeper::settle).orElseGet(Future::succeededFuture);
    }
}
