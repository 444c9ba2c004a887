package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import dev.spillway.json.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Walks the steps of an operation, one call at a time.
 *
 * <pre>
 *            when false            an ending nobody goes on with
 *           ┌──────────┐           ┌──────────────────► failed(outcome)
 * begin ──► step n ──► StepWalk ───┤
 *           ▲                      └─ else ─┐
 *           └──────── step n + 1 ◄──────────┘
 *                     none left ──────────────────────► finished(last value)
 * </pre>
 *
 * <p>Total: whatever is thrown inside ends as an outcome.
 *
 * @param finished gets what the last step that had something to yield has yielded, or null
 * @param failed gets how a step has ended the plan
 */
record Plan(
        String name, List<PlanStep> steps, Function<@Nullable Object, Step> finished, Function<Outcome, Step> failed) {
    Step begin(Scope scope) {
        return total(false, () -> from(0, At.start(scope)));
    }

    /** Goes on behind the steps that an earlier attempt has done. */
    Step resume(Scope scope, Progress progress) {
        return total(false, () -> from(progress.steps(), At.start(scope, progress)));
    }

    private Step from(int index, At at) {
        for (var i = index; i < steps.size(); i++) {
            var following = i + 1;
            if (steps.get(i).applies(at.scope())) {
                return new StepWalk(steps.get(i), this::total, then -> from(following, keeping(following, at, then)))
                        .begin(at);
            }
        }
        return marked(finished.apply(at.value()), at.wrote());
    }

    /** What was written is worth keeping where more is to be written: else its own answer ends the work. */
    private At keeping(int following, At before, At after) {
        var more = steps.subList(following, steps.size()).stream().anyMatch(PlanStep::writes);
        if (!more || after.writes() == before.writes()) return after;
        var saved = new HashMap<String, Object>();
        for (var step : steps.subList(0, following)) {
            var value = step.save() == null ? null : after.scope().values().get(step.save());
            if (value != null) saved.put(String.valueOf(step.save()), value);
        }
        return after.keeping(new Progress(following, after.writes(), saved, after.value()));
    }

    /** What was done is done, even if nobody can read the answer. */
    private static Step marked(Step step, boolean wrote) {
        return wrote && step instanceof Step.Done done ? new Step.Done(done.outcome(), true, done.items()) : step;
    }

    private Step total(boolean written, Supplier<Step> walk) {
        try {
            return walk.get();
        } catch (Ended e) {
            return marked(failed.apply(e.outcome()), e.wrote());
        } catch (Turn.OverTime e) {
            throw e; // Nothing has happened yet: it begins again where there is more time.
        } catch (RuntimeException e) {
            // A defect of ours. What was sent may have been done.
            return failed.apply(Outcome.of(
                    written ? Kind.AMBIGUOUS : Kind.CONFIG,
                    name + ": " + e.getClass().getSimpleName()));
        }
    }
}
