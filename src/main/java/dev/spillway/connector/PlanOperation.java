package dev.spillway.connector;

import dev.spillway.connector.Outcome.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One compiled operation of one connector.
 *
 * @param name for reasons, e.g. {@code crm.addNote}
 * @param instance whose it is
 * @param idempotency null for reads
 * @param verify empty if nothing can tell whether an earlier attempt got through
 */
record PlanOperation(
        String name,
        CanonicalOperation canonical,
        Instance instance,
        @Nullable Idempotency idempotency,
        List<PlanStep> verify,
        List<PlanStep> steps) {

    Step begin(Operation operation) {
        var missing = canonical.missingInput(operation.input());
        if (!missing.isEmpty()) return ended(Kind.INVALID, "input " + missing + " is missing");
        var context = operation.context();
        if (idempotency != null && context.idempotencyKey().isEmpty()) return ended(Kind.CONFIG, "no idempotency key");
        var scope = Scope.of(operation, instance).settingAside(files());
        var progress = context.progress();
        if (!canonical.write() || !context.ambiguous()) return act(scope, progress);
        if (!verify.isEmpty()) return look(scope, progress);
        return idempotency == null || idempotency.tells(context.age())
                ? act(scope, progress)
                : possibleDuplicate(idempotency);
    }

    private Set<String> files() {
        return steps.stream()
                .flatMap(step -> step.request().body() instanceof Multipart form ? form.files() : Stream.of())
                .collect(Collectors.toSet());
    }

    private Step possibleDuplicate(Idempotency idempotency) {
        var why = idempotency.validFor() == null ? "nothing can tell" : "its key is too old to tell";
        var reason = name + ": may have been done already, and " + why;
        return new Step.Done(Outcome.of(Kind.AMBIGUOUS, reason).withCode(Outcome.POSSIBLE_DUPLICATE));
    }

    private Step act(Scope scope, @Nullable Progress progress) {
        var plan = new Plan(name, steps, this::finished, Step.Done::new);
        return progress == null ? plan.begin(scope) : plan.resume(scope, progress);
    }

    /** Looks first, and acts if nothing is there. */
    private Step look(Scope scope, @Nullable Progress progress) {
        Supplier<Step> act = () -> act(scope, progress);
        return new Plan(name + ".verify", verify, seen -> verified(seen, act), ended -> unverified(ended, act))
                .begin(scope);
    }

    private Step finished(@Nullable Object value) {
        if (value == null && !canonical.write()) return ended(Kind.NOT_FOUND, "found nothing");
        if (value instanceof Map<?, ?> map) return new Step.Done(canonical.output(name, map));
        var goOn = value == null && steps.stream().anyMatch(step -> !step.goOn().isEmpty());
        return ended(
                Kind.CONFIG,
                "out must yield an object"
                        + (goOn ? "; a step that goes on by goOn yields nothing: a later one must" : ""));
    }

    private Step verified(@Nullable Object seen, Supplier<Step> act) {
        if (!(seen instanceof Map<?, ?> map) || !(map.get("found") instanceof Boolean found)) {
            return ended(Kind.CONFIG, "verify must yield {'found': true or false, 'value': …}");
        }
        return found ? finished(map.get("value")) : act.get();
    }

    /** Not found means that it was not done. A look that did not come off leaves us as wise as before. */
    private Step unverified(Outcome outcome, Supplier<Step> act) {
        if (outcome.kind() == Kind.NOT_FOUND) return act.get();
        if (outcome.kind() != Kind.UNAVAILABLE) return new Step.Done(outcome);
        return new Step.Done(Outcome.of(Kind.AMBIGUOUS, outcome.reason()).withRetryAfter(outcome.retryAfter()));
    }

    private Step ended(Kind kind, String reason) {
        return new Step.Done(Outcome.of(kind, name + ": " + reason));
    }
}
