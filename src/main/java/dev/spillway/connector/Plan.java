package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks the steps of an operation, one call at a time.
 *
 * <pre>
 *            when false               rule, status, pick
 *           ┌──────────┐             ┌──────────────────► failed(outcome)
 * begin ──► step n ──► call ──reply──┤
 *           ▲                        └─ fine: out, save ─┐
 *           └────────── step n + 1 ◄─────────────────────┘
 *                       none left ──────────────────────► finished(last value)
 * </pre>
 *
 * <p>Total: whatever is thrown inside ends as an outcome.
 *
 * @param finished gets what the last step that had something to yield has yielded, or null
 * @param failed gets how a step has ended the plan
 */
record Plan(
        String name, List<PlanStep> steps, Function<@Nullable Object, Step> finished, Function<Outcome, Step> failed) {

    /**
     * Where a walk is.
     *
     * @param writes how many of the calls so far were writes
     * @param value what the last step with something to yield has yielded
     */
    private record At(
            int index, Scope scope, int writes, @Nullable Object value) {}

    Step begin(Scope scope) {
        return total(false, () -> from(new At(0, scope, 0, null)));
    }

    private Step from(At at) {
        for (var i = at.index(); i < steps.size(); i++) {
            if (steps.get(i).applies(at.scope()))
                return call(steps.get(i), new At(i, at.scope(), at.writes(), at.value()));
        }
        return finished.apply(at.value());
    }

    private Step call(PlanStep step, At at) {
        var request = step.request();
        return new Step.Call(
                request.call(at.scope(), at.writes()),
                reply -> total(request.write(), () -> from(answered(step, at, Answer.of(reply)))));
    }

    private static At answered(PlanStep step, At at, Answer answer) {
        var seen = at.scope().withAnswer(answer);
        var outcome = step.judge().outcome(answer, seen);
        if (outcome != null) throw new Ended(outcome);
        var yielded = step.mapped(seen);
        var saved = step.out() == null ? answer.body() : yielded;
        return new At(
                at.index() + 1,
                step.save() == null ? at.scope() : at.scope().with(step.save(), saved),
                at.writes() + (step.request().write() ? 1 : 0),
                yielded == null ? at.value() : yielded);
    }

    private Step total(boolean written, Supplier<Step> walk) {
        try {
            return walk.get();
        } catch (Ended e) {
            return failed.apply(e.outcome());
        } catch (RuntimeException e) {
            // A defect of ours. What was sent may have been done.
            return failed.apply(Outcome.of(
                    written ? Kind.AMBIGUOUS : Kind.CONFIG,
                    name + ": " + e.getClass().getSimpleName()));
        }
    }
}
