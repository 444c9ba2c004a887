package dev.spillway.outbound;

import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Progress;
import dev.spillway.connector.Step;
import dev.spillway.connector.Toll;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done so far of one run. Immutable.
 *
 * @param leave to make calls
 * @param keeping keeps how far it has got
 * @param calls begun
 * @param wrote whether a write was answered with less than 400 and that is not kept
 * @param halfway whether one is kept
 * @param tolls of the last call
 * @param last reply; null if the last call has none
 */
record Walk(
        Leave leave,
        Keeping keeping,
        int calls,
        boolean wrote,
        boolean halfway,
        List<Toll> tolls,
        @Nullable HttpReply last) {
    static Walk begin(Leave leave, Keeping keeping) {
        return new Walk(leave, keeping, 0, false, false, List.of(), null);
    }

    /** Keeps how far it has got, if there is something to keep; never fails. */
    Future<Walk> keep(@Nullable Progress progress) {
        if (progress == null) return Future.succeededFuture(this);
        return keeping.keep(progress).map(kept -> kept ? behind() : this);
    }

    private Walk behind() {
        return new Walk(leave, keeping, calls, false, true, tolls, last);
    }

    Walk oneMore(Step.Call call) {
        return new Walk(leave, keeping, calls + 1, wrote, halfway, call.http().tolls(), null);
    }

    Walk heard(HttpReply reply) {
        return new Walk(leave, keeping, calls, wrote, halfway, tolls, reply);
    }

    Walk after(Step.Call call, HttpReply reply) {
        var written = wrote || (call.http().write() && reply.status() < 400);
        return new Walk(leave, keeping, calls, written, halfway, tolls, reply);
    }

    Ending ending(Step.Done done) {
        var failed = !done.outcome().succeeded();
        var scope = scope(done.outcome());
        var written = failed && (wrote || done.wrote());
        var items = done.items().stream().map(this::ofItem).toList();
        return new Ending(done.outcome(), false, written, calls, last, scope, false, halfway, items);
    }

    /** What was said of one piece is all that may be kept of the answer: the rest is about others. */
    private Ending ofItem(Step.Done item) {
        var outcome = item.outcome();
        var written = item.wrote() && !outcome.succeeded();
        return new Ending(outcome, false, written, calls, null, scope(outcome), false, false, List.of());
    }

    Ending ending(Outcome outcome) {
        var written = wrote && !outcome.succeeded();
        return new Ending(outcome, false, written, calls, last, null, false, halfway, List.of());
    }

    /**
     * An ending without an answer.
     *
     * @param refused see {@link Ending#refused()}
     * @param held see {@link Ending#held()}
     */
    Ending unanswered(Outcome outcome, boolean refused, boolean held) {
        return new Ending(outcome, refused, wrote, calls, null, null, held, halfway, List.of());
    }

    private @Nullable Toll scope(Outcome outcome) {
        return tolls.stream()
                .filter(toll -> !toll.name().isEmpty() && toll.name().equals(outcome.scope()))
                .findFirst()
                .orElse(null);
    }
}
