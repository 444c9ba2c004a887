package dev.spillway.flow;

import dev.spillway.event.EventKind;
import dev.spillway.json.Thinking;
import io.vertx.core.Future;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a flow's steps one after the other, as far as they go. An expression or a text that fails ends the steps with the
 * flow's failed branch; anything else that fails is a defect and fails the run.
 */
final class Walk {
    private static final Logger LOG = LoggerFactory.getLogger(Walk.class);

    private final Speaker speaker;
    private final LookupStep lookups;
    private final Reach reach;
    private final Backends backends;
    private final Thinking thinking;
    private final ReadMarks marks;
    private final FlowMetrics metrics;

    Walk(FlowParts parts) {
        this.speaker = new Speaker(parts.book().texts(), parts.version(), parts.clock()::instant);
        this.lookups = new LookupStep(parts, speaker);
        this.reach = new Reach(parts);
        this.backends = parts.backends();
        this.thinking = parts.thinking();
        this.marks = parts.marks();
        this.metrics = parts.metrics();
    }

    /** From the first step. */
    Future<Progress> all(Progress begin) {
        var start = reach.check(begin);
        if (!start.isOver()) show(start.turn());
        return steps(start, start.turn().flow().steps())
                .compose(end -> thinking.of(end.bytes(), () -> afterwards(end)));
    }

    /** Before the steps: a look-up may take a while. Once: a run that is repeated comes late. */
    private void show(Turn turn) {
        var occasion = turn.incoming().occasion();
        var messageId = turn.asker().messageId();
        if (occasion.event().kind() != EventKind.MESSAGE || occasion.attempt() > 1 || messageId.isEmpty()) return;
        turn.sender()
                .ifPresent(sender ->
                        marks.seen(sender, messageId, occasion.event().id().value()));
    }

    /** From a look-up on whose answer came late. What a flow does afterwards was done when it was asked. */
    Future<Progress> from(Progress begin, FlowStep.Lookup step, FollowUp.Answer answer) {
        var start = reach.check(begin);
        if (start.isOver()) return Future.succeededFuture(start);
        return guarded(start, thinking.of(start.bytes(), () -> lookups.resume(start, step, answer)))
                .compose(resumed -> steps(resumed, resumed.turn().flow().after(step)));
    }

    private Future<Progress> steps(Progress start, List<FlowStep> steps) {
        var walked = Future.succeededFuture(start);
        for (var step : steps) walked = walked.compose(progress -> next(progress, step));
        return walked;
    }

    private Future<Progress> next(Progress progress, FlowStep step) {
        if (progress.isOver()) return Future.succeededFuture(progress);
        return guarded(progress, Future.succeededFuture(progress).compose(it -> take(it, step)));
    }

    private Future<Progress> take(Progress progress, FlowStep step) {
        if (step instanceof FlowStep.Lookup it) return lookups.take(progress, it);
        return thinking.of(progress.bytes(), () -> taken(progress, step));
    }

    private Progress taken(Progress progress, FlowStep step) {
        if (step instanceof FlowStep.Reply it) return speaker.say(progress, it.id(), it.text());
        if (step instanceof FlowStep.Deliver it) return deliver(progress, it);
        return ask(progress, (FlowStep.Ask) step);
    }

    private Progress ask(Progress progress, FlowStep.Ask step) {
        if (progress.known().containsKey(step.variable())) {
            return progress.remembering(progress.memory().awaitsNothing());
        }
        var flow = progress.turn().flow().name();
        var awaiting = new Memory.Awaiting(flow, step.id(), progress.known());
        return speaker.say(progress, step.id(), step.text())
                .remembering(progress.memory().awaits(awaiting))
                .ending(Branch.ASKED, step.variable() + " is missing");
    }

    private Progress deliver(Progress progress, FlowStep.Deliver step) {
        var view = progress.view();
        if (!Formula.holds(step.when(), view)) return progress;
        var channel = progress.turn().asker().channel();
        var destination =
                backends.of(step.destination(), channel).orElseThrow(() -> FlowFault.nobody(step.destination()));
        var task = new Speaker.Task(step.id(), destination, step.operation(), step.priority(), false);
        return speaker.queue(progress, task, step.input().object(view));
    }

    private Progress afterwards(Progress progress) {
        var end = progress.isOver() ? progress : progress.ending(Branch.DONE, "");
        for (var step : end.turn().flow().afterwards()) end = afterwards(end, step);
        return end;
    }

    private Progress afterwards(Progress end, FlowStep.Deliver step) {
        try {
            return deliver(end, step);
        } catch (FlowFault e) {
            note(end, e);
            return end;
        }
    }

    private Future<Progress> guarded(Progress before, Future<Progress> step) {
        return step.recover(cause ->
                isFault(cause) ? thinking.of(before.bytes(), () -> failed(before, cause)) : Future.failedFuture(cause));
    }

    private static boolean isFault(Throwable cause) {
        return cause instanceof FlowFault || cause instanceof TextException;
    }

    private Progress failed(Progress progress, Throwable cause) {
        note(progress, cause);
        var end = progress.ending(Branch.FAILED, String.valueOf(cause.getMessage()));
        var otherwise = end.turn().flow().otherwise().get(Branch.FAILED);
        try {
            return otherwise == null ? end : speaker.say(end, Branch.FAILED.word(), otherwise.text());
        } catch (TextException e) {
            note(end, e);
            return end;
        }
    }

    private void note(Progress progress, Throwable cause) {
        var flow = progress.turn().flow().name();
        metrics.fault(flow, cause instanceof TextException ? "text" : "expression");
        LOG.atWarn()
                .addKeyValue(
                        "eventId", progress.turn().incoming().occasion().event().id())
                .addKeyValue("flow", flow)
                .addKeyValue("reason", cause.getMessage())
                .log("flow.fault");
    }
}
