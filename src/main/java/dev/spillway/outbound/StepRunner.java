package dev.spillway.outbound;

import dev.spillway.connector.Connector;
import dev.spillway.connector.HttpReply;
import dev.spillway.connector.Login;
import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.connector.Step;
import dev.spillway.json.Thinking;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a connector wants, one thing after the other, until it knows the outcome. Total: never fails. */
final class StepRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

    private final Connector connector;
    private final Outbound outbound;
    private final Alarms alarms;
    private final Logins logins;
    private final Thinking thinking;
    private final Errands errands;

    /** Runs steps that an operation did not begin. */
    @FunctionalInterface
    interface Calls {
        Future<Ending> run(Step first, Leave leave);
    }

    /** One that thinks where it is, and runs no errands. */
    StepRunner(String destination, Connector connector, Outbound outbound, LoginDesk.Parts desk) {
        this(destination, connector, outbound, desk, Thinking.here(), Errands.NONE);
    }

    /** @param desk what its logins work with */
    StepRunner(
            String destination,
            Connector connector,
            Outbound outbound,
            LoginDesk.Parts desk,
            Thinking thinking,
            Errands errands) {
        this.thinking = thinking;
        this.errands = errands;
        this.connector = connector;
        this.outbound = outbound;
        this.alarms = desk.alarms();
        this.logins = new Logins(destination, connector, desk, (first, leave) -> run(() -> first, leave));
    }

    /** The logins that its connector asks for. */
    Logins logins() {
        return logins;
    }

    /** Runs an operation to its end, at the latest when the deadline of its leave passes. */
    Future<Ending> run(Operation operation, Leave leave) {
        return run(() -> connector.begin(operation), leave);
    }

    /** Runs steps that no single operation began, the same way. */
    Future<Ending> run(Supplier<Step> first, Leave leave) {
        return run(first, leave, Keeping.NONE);
    }

    /** The same; how far it has got is kept on its way. */
    Future<Ending> run(Supplier<Step> first, Leave leave, Keeping keeping) {
        return go(0, first, Walk.begin(leave, keeping));
    }

    /** Works out the next step and takes it; what is thrown on the way is a defect of the connector. */
    private Future<Ending> go(int bytes, Supplier<Step> work, Walk walk) {
        return thinking.of(bytes, work).compose(step -> next(step, walk)).otherwise(cause -> defect(cause, walk));
    }

    private Future<Ending> next(Step step, Walk walk) {
        if (step instanceof Step.Done done) return Future.succeededFuture(walk.ending(done));
        if (step instanceof Step.LogIn logIn) return logIn(logIn, walk);
        if (step instanceof Step.Wait wait) return pause(wait, walk);
        if (step instanceof Step.Errand errand) return errand(errand, walk);
        if (!(step instanceof Step.Call call)) throw new IllegalStateException("a step of no known kind");
        if (walk.calls() == Connector.CALLS_MAX) return Future.succeededFuture(walk.ending(tooMany()));
        return walk.keep(call.progress()).compose(kept -> call(call, kept.oneMore(call)));
    }

    private Future<Ending> call(Step.Call call, Walk begun) {
        return outbound.send(call.http(), begun.leave())
                .transform(ended -> ended.succeeded()
                        ? answered(call, ended.result(), begun)
                        : Future.succeededFuture(unanswered(call, ended.cause(), begun)));
    }

    /** One that ends too late still ends: the next attempt finds what it has done. */
    private Future<Ending> errand(Step.Errand wanted, Walk walk) {
        Promise<Outcome> first = Promise.promise();
        var late = Outcome.of(Outcome.Kind.UNAVAILABLE, wanted.name() + " was not done in time");
        var cancel = alarms.set(walk.leave().deadline().remaining(), () -> first.tryComplete(late));
        errands.run(wanted).onComplete(done -> {
            cancel.run();
            if (done.succeeded()) first.tryComplete(done.result());
            else first.tryFail(done.cause());
        });
        return first.future()
                .compose(outcome -> go(0, () -> wanted.then().apply(outcome), walk))
                .otherwise(cause -> defect(cause, walk));
    }

    private Future<Ending> logIn(Step.LogIn wanted, Walk walk) {
        return onTime(logins.get(wanted.name(), wanted.refused()), walk)
                .transform(ended -> ended.succeeded()
                        ? go(0, () -> wanted.then().apply(ended.result()), walk)
                        : Future.succeededFuture(loggedOut(ended.cause(), walk)));
    }

    /** Others may wait for the same login for longer. */
    private Future<Login> onTime(Future<Login> login, Walk walk) {
        if (login.isComplete()) return login;
        Promise<Login> first = Promise.promise();
        var late = Outcome.of(Outcome.Kind.UNAVAILABLE, "no login in time");
        var cancel = alarms.set(walk.leave().deadline().remaining(), () -> first.tryFail(new LoginFailure(late)));
        login.onComplete(done -> {
            cancel.run();
            if (done.succeeded()) first.tryComplete(done.result());
            else first.tryFail(done.cause());
        });
        return first.future();
    }

    private Ending loggedOut(Throwable cause, Walk walk) {
        return cause instanceof LoginFailure failure ? walk.ending(failure.outcome()) : defect(cause, walk);
    }

    private Future<Ending> pause(Step.Wait wait, Walk walk) {
        if (walk.leave().deadline().remaining().compareTo(wait.pause()) <= 0) {
            var kind = walk.wrote() ? Outcome.Kind.AMBIGUOUS : Outcome.Kind.UNAVAILABLE;
            return Future.succeededFuture(walk.ending(Outcome.of(kind, "not done in time")));
        }
        Promise<Ending> after = Promise.promise();
        alarms.set(wait.pause(), () -> go(0, wait.then(), walk).onComplete(after));
        return after.future();
    }

    /** The reply to a call is for the connector to judge; the writes before it are not its subject any more. */
    private Future<Ending> answered(Step.Call call, HttpReply reply, Walk walk) {
        return thinking.of(reply.body().length(), () -> call.then().apply(reply))
                .compose(step -> next(step, step instanceof Step.Done ? walk.heard(reply) : walk.after(call, reply)))
                .otherwise(cause -> defect(cause, walk.after(call, reply)));
    }

    private Ending unanswered(Step.Call call, Throwable cause, Walk walk) {
        if (!(cause instanceof CallFailure failure)) return defect(cause, walk);
        var refused = refused(failure.kind(), walk);
        var outcome = Outcome.of(meaning(call, failure.kind(), walk), failure.reason())
                .withRetryAfter(failure.comeAgain());
        return walk.unanswered(outcome, refused, failure.kind() == CallFailure.Kind.HELD);
    }

    private static boolean refused(CallFailure.Kind kind, Walk walk) {
        if (kind == CallFailure.Kind.NO_LEASE || kind == CallFailure.Kind.HELD) return !walk.wrote();
        return kind == CallFailure.Kind.REFUSED && walk.calls() == 1;
    }

    private static Outcome.Kind meaning(Step.Call call, CallFailure.Kind kind, Walk walk) {
        var left = kind == CallFailure.Kind.NO_ANSWER || kind == CallFailure.Kind.TOO_LARGE;
        if (walk.wrote() || (left && call.http().write())) return Outcome.Kind.AMBIGUOUS;
        return kind == CallFailure.Kind.TOO_LARGE ? Outcome.Kind.CONFIG : Outcome.Kind.UNAVAILABLE;
    }

    private Outcome tooMany() {
        return Outcome.of(Outcome.Kind.CONFIG, connector.name() + " wants more than " + Connector.CALLS_MAX + " calls");
    }

    private Ending defect(Throwable cause, Walk walk) {
        LOG.atError().addKeyValue("connector", connector.name()).setCause(cause).log("connector.defect");
        return walk.ending(Outcome.of(Outcome.Kind.CONFIG, "defect in connector " + connector.name()));
    }
}
