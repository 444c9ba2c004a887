package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the calls a connector wants, one after the other, until it knows the outcome. Total: never fails. */
final class StepRunner {
    /** Calls of one operation: search, write, verify and a new token each once, and as many again. */
    static final int CALLS_MAX = 8;

    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

    private final Connector connector;
    private final Outbound outbound;

    StepRunner(Connector connector, Outbound outbound) {
        this.connector = connector;
        this.outbound = outbound;
    }

    /** What was done so far. {@code wrote}: a write was answered with less than 400. */
    private record Walk(
            Leave leave, int calls, boolean wrote, @Nullable HttpReply last) {
        Walk oneMore() {
            return new Walk(leave, calls + 1, wrote, null);
        }

        Walk heard(HttpReply reply) {
            return new Walk(leave, calls, wrote, reply);
        }

        Walk after(Step.Call call, HttpReply reply) {
            return new Walk(leave, calls, wrote || (call.http().write() && reply.status() < 400), reply);
        }

        Ending ending(Outcome outcome) {
            return new Ending(outcome, false, wrote && !outcome.succeeded(), calls, last);
        }
    }

    /** Runs an operation to its end, at the latest when the deadline of its leave passes. */
    Future<Ending> run(Operation operation, Leave leave) {
        var walk = new Walk(leave, 0, false, null);
        try {
            return next(connector.begin(operation), walk);
        } catch (RuntimeException e) {
            return Future.succeededFuture(defect(e, walk));
        }
    }

    private Future<Ending> next(Step step, Walk walk) {
        if (step instanceof Step.Done done) return Future.succeededFuture(walk.ending(done.outcome()));
        if (!(step instanceof Step.Call call)) throw new IllegalStateException("a step of no known kind");
        if (walk.calls == CALLS_MAX) return Future.succeededFuture(walk.ending(tooMany()));
        var begun = walk.oneMore();
        return outbound.send(call.http(), walk.leave)
                .transform(ended -> ended.succeeded()
                        ? answered(call, ended.result(), begun)
                        : Future.succeededFuture(unanswered(call, ended.cause(), begun)));
    }

    private Future<Ending> answered(Step.Call call, HttpReply reply, Walk walk) {
        try {
            // The reply to this call is for the connector to judge; the writes before it are not its subject any more.
            var step = call.then().apply(reply);
            return next(step, step instanceof Step.Done ? walk.heard(reply) : walk.after(call, reply));
        } catch (RuntimeException e) {
            return Future.succeededFuture(defect(e, walk.after(call, reply)));
        }
    }

    private Ending unanswered(Step.Call call, Throwable cause, Walk walk) {
        if (!(cause instanceof CallFailure failure)) return defect(cause, walk);
        var refused = refused(failure.kind(), walk);
        var outcome = Outcome.of(meaning(call, failure.kind(), walk), failure.reason())
                .withRetryAfter(failure.comeAgain());
        return new Ending(outcome, refused, walk.wrote, walk.calls);
    }

    private static boolean refused(CallFailure.Kind kind, Walk walk) {
        if (kind == CallFailure.Kind.NO_LEASE) return !walk.wrote;
        return kind == CallFailure.Kind.REFUSED && walk.calls == 1;
    }

    private static Outcome.Kind meaning(Step.Call call, CallFailure.Kind kind, Walk walk) {
        var left = kind == CallFailure.Kind.NO_ANSWER || kind == CallFailure.Kind.TOO_LARGE;
        if (walk.wrote || (left && call.http().write())) return Outcome.Kind.AMBIGUOUS;
        return kind == CallFailure.Kind.TOO_LARGE ? Outcome.Kind.CONFIG : Outcome.Kind.UNAVAILABLE;
    }

    private Outcome tooMany() {
        return Outcome.of(Outcome.Kind.CONFIG, connector.name() + " wants more than " + CALLS_MAX + " calls");
    }

    private Ending defect(Throwable cause, Walk walk) {
        LOG.atError().addKeyValue("connector", connector.name()).setCause(cause).log("connector.defect");
        return walk.ending(Outcome.of(Outcome.Kind.CONFIG, "defect in connector " + connector.name()));
    }
}
