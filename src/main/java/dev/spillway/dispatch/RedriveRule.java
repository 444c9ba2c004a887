package dev.spillway.dispatch;

import dev.spillway.dead.Redrive;
import dev.spillway.event.EventKind;
import dev.spillway.event.GatewayException;
import dev.spillway.flow.Run;
import dev.spillway.inbox.Entry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts back what people took from the dead letters: a delivery into its lane, an event through the flows once more. */
final class RedriveRule implements Rule {
    private final Function<Work, Future<Ruling>> flows;

    /** @param flows runs an event */
    RedriveRule(Function<Work, Future<Ruling>> flows) {
        this.flows = flows;
    }

    @Override
    public Future<Optional<Ruling>> on(Work work) {
        if (work.event().kind() != EventKind.REDRIVE) return Future.succeededFuture(Optional.empty());
        return ruling(work, read(work)).map(Optional::of);
    }

    private static Redrive read(Work work) {
        try {
            return Redrive.read(work.entry());
        } catch (IllegalArgumentException e) {
            throw new GatewayException(GatewayException.Kind.REJECTED, "the redriven letter cannot be read");
        }
    }

    private Future<Ruling> ruling(Work work, Redrive redrive) {
        if (redrive instanceof Redrive.OfDelivery back) {
            var run = new Run(List.of(back.delivery()), List.of(), null, List.of(back.row()));
            return Future.succeededFuture(new Ruling(run, true));
        }
        if (!(redrive instanceof Redrive.OfEvent again)) throw new IllegalStateException("a redrive of no known kind");
        var inner = new Entry(work.position(), again.event(), work.entry().old());
        var innerWork = new Work(inner, work.from(), work.attempt(), work.failedAt(), work.row(), null, work.token());
        return flows.apply(innerWork).map(ruling -> Ruling.of(ruling.run().beside(List.of(), List.of(again.row()))));
    }
}
