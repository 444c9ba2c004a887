package dev.spillway.outbound;

import dev.spillway.lane.Attempt;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends what was taken, alone or together, and gives each back with an ending of its own. Belongs to one event loop. */
final class Departures {
    private final Gathering gathering;
    private final Sending sending;
    private final Settlement settlement;
    private final Untried untried;
    private final Holds holds;
    private final OutboundMetrics metrics;
    private final Consumer<Gathering.Group> gathered;
    private final Consumer<Attempt> over;

    /**
     * What it works with.
     *
     * @param gathered hears who goes together before they go
     * @param over hears of each attempt that has been given back, once
     */
    record Parts(
            Gathering gathering,
            Sending sending,
            Settlement settlement,
            Untried untried,
            Holds holds,
            OutboundMetrics metrics,
            Consumer<Gathering.Group> gathered,
            Consumer<Attempt> over) {}

    Departures(Parts parts) {
        this.gathering = parts.gathering;
        this.sending = parts.sending;
        this.settlement = parts.settlement;
        this.untried = parts.untried;
        this.holds = parts.holds;
        this.metrics = parts.metrics;
        this.gathered = parts.gathered;
        this.over = parts.over;
    }

    /** Sends, now or when their turn is. */
    void begin(List<Attempt> attempts) {
        var due = new ArrayList<Attempt>();
        for (var attempt : attempts) {
            var early = gathering.early(attempt);
            if (AtMostOnce.forbids(attempt)) end(attempt, settlement.notAgain(attempt));
            else if (early.isZero()) due.add(attempt);
            else end(attempt, untried.early(attempt, early));
        }
        gathering.sorted(due).forEach(this::depart);
    }

    private void depart(List<Attempt> side) {
        var pass = holds.pass(side.get(0).delivery().operation());
        if (pass.isEmpty()) {
            side.forEach(this::hold);
        } else if (pass.get().trial() && side.size() > 1) {
            // One is enough to try with.
            side.subList(1, side.size()).forEach(this::hold);
            gather(side.subList(0, 1), pass.get());
        } else {
            gather(side, pass.get());
        }
    }

    private void hold(Attempt attempt) {
        end(attempt, untried.held(attempt));
    }

    private void gather(List<Attempt> side, Hold.Pass pass) {
        gathering.group(side).onSuccess(group -> {
            gathered.accept(group);
            group.apart().forEach(attempt -> end(attempt, untried.apart(attempt)));
            send(group.company(), group.together(), pass);
        });
    }

    /** Completes when all of them have been given back. */
    private Future<Void> send(@Nullable Company company, List<Attempt> group, Hold.Pass pass) {
        if (company == null || group.size() == 1) return send(group.get(0), pass);
        return sending.together(company, group)
                .map(sent -> sent.transform(ended -> ended.succeeded()
                        ? settle(company, ended.result(), group, pass)
                        : all(group, Future.failedFuture(ended.cause()))))
                .orElseGet(() -> inParts(company, group, pass));
    }

    private Future<Void> send(Attempt attempt, Hold.Pass pass) {
        return end(
                attempt,
                sending.send(attempt)
                        .compose(sent ->
                                settlement.finish(sent, List.of(attempt), pass).get(0)));
    }

    /** One bad piece must not take the others with it. */
    private Future<Void> settle(Company company, Sending.Sent sent, List<Attempt> group, Hold.Pass pass) {
        var refused = company.isRefused(sent.ending());
        metrics.together(group.size(), refused ? "refused" : "ended");
        if (refused) return inParts(company, group, pass);
        var finished = settlement.finish(sent, group, pass);
        var ended = Future.<Void>succeededFuture();
        for (var i = 0; i < group.size(); i++) {
            var end = end(group.get(i), finished.get(i));
            ended = ended.compose(before -> end);
        }
        return ended;
    }

    /** One part after the other: those of one contact keep their order. What the first shows may hold the others. */
    private Future<Void> inParts(Company company, List<Attempt> group, Hold.Pass pass) {
        var parts = company.parts(group);
        var sent = send(company, parts.get(0), pass);
        for (var part : parts.subList(1, parts.size())) {
            sent = sent.compose(before -> holds.pass(pass.operation())
                    .map(next -> send(company, part, next))
                    .orElseGet(() -> all(part)));
        }
        return sent;
    }

    private Future<Void> all(List<Attempt> held) {
        held.forEach(this::hold);
        return Future.succeededFuture();
    }

    private Future<Void> all(List<Attempt> group, Future<Void> failed) {
        group.forEach(attempt -> end(attempt, failed));
        return Future.succeededFuture();
    }

    /** Never fails. */
    private Future<Void> end(Attempt attempt, Future<Void> finished) {
        return settlement.end(attempt, finished).onComplete(done -> over.accept(attempt));
    }
}
