package dev.spillway.flow;

import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.event.Deadline;
import dev.spillway.event.Phone;
import dev.spillway.flow.Speaker.Task;
import dev.spillway.json.Json;
import dev.spillway.json.Thinking;
import dev.spillway.lane.Priority;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a backend while the customer waits, and decides what its answer means for the flow. */
final class LookupStep {
    private final Lookups lookups;
    private final Backends backends;
    private final Speaker speaker;
    private final Thinking thinking;
    private final Clock clock;
    private final FlowSettings settings;
    private final FlowMetrics metrics;
    private final FlowBook book;

    LookupStep(FlowParts parts, Speaker speaker) {
        this.lookups = parts.lookups();
        this.backends = parts.backends();
        this.thinking = parts.thinking();
        this.clock = parts.clock();
        this.settings = parts.settings();
        this.metrics = parts.metrics();
        this.book = parts.book();
        this.speaker = speaker;
    }

    /**
     * An answer to a question.
     *
     * @param question names it: the same for the same question, without its words
     * @param input what the backend was asked
     */
    private record Answer(String question, Map<String, Object> input, Outcome outcome) {}

    Future<Progress> take(Progress progress, FlowStep.Lookup step) {
        return thinking.of(progress.bytes(), () -> step.input().object(progress.view()))
                .compose(input -> ask(progress, step, input));
    }

    private Future<Progress> ask(Progress progress, FlowStep.Lookup step, Map<String, Object> input) {
        var context = Operation.Context.lookup(
                progress.turn().incoming().occasion().event().id().value(),
                progress.turn().locale());
        var deadline = step.deadline() == null ? settings.lookupDeadline() : step.deadline();
        var start = System.nanoTime();
        var backend = backend(progress, step);
        return lookups.lookup(backend, new Operation(step.operation(), input, context), Deadline.after(clock, deadline))
                .map(outcome -> noted(progress.about(input), step, new Heard(backend, outcome, start)))
                .compose(it -> thinking.of(
                        progress.bytes(),
                        () -> settle(it.progress(), step, new Answer(question(step, input), input, it.outcome()))));
    }

    /** A backend that nobody has is one that no destination is called: the look-up says so. */
    private String backend(Progress progress, FlowStep.Lookup step) {
        return backends.of(step.backend(), progress.turn().asker().channel())
                .orElse(step.backend().toString());
    }

    private record Heard(String backend, Outcome outcome, long start) {}

    private record Noted(Progress progress, Outcome outcome) {}

    private Noted noted(Progress progress, FlowStep.Lookup step, Heard heard) {
        var took = Duration.ofNanos(System.nanoTime() - heard.start);
        metrics.lookedUp(heard.backend, heard.outcome.kind(), took);
        var name = progress.turn().flow().step(step.id());
        var row = speaker.rows(progress)
                .lookup(name, heard.backend, step.operation(), heard.outcome, took, progress.order());
        return new Noted(progress.with(row), heard.outcome);
    }

    /** Goes on with an answer that came by itself, after its flow had ended. */
    Progress resume(Progress progress, FlowStep.Lookup step, FollowUp.Answer late) {
        var answer = new Answer(late.followUp().question(), late.input(), late.outcome());
        return settle(progress.about(late.input()), step, answer);
    }

    private Progress settle(Progress progress, FlowStep.Lookup step, Answer answer) {
        var known = progress.knowing(step.as(), answer.outcome().value());
        var branch = branch(known, step, answer.outcome());
        if (branch == Branch.DONE) return known.remembering(known.memory().answers(answer.question()));
        if (branch == Branch.LATE) return late(progress, step, answer);
        var isFinal = branch == Branch.NOT_FOUND || branch == Branch.NOT_THEIRS;
        var memory = isFinal ? progress.memory().answers(answer.question()) : progress.memory();
        var ended = progress.remembering(memory).ending(branch, answer.outcome().reason());
        return otherwise(ended, ended.turn().flow().otherwise().get(branch));
    }

    private static Branch branch(Progress progress, FlowStep.Lookup step, Outcome outcome) {
        return switch (outcome.kind()) {
            case DONE, DUPLICATE -> isTheirs(progress, step) ? Branch.DONE : Branch.NOT_THEIRS;
            case NOT_FOUND -> Branch.NOT_FOUND;
            case THROTTLED, CONTACT_THROTTLED, LOCKED, UNAVAILABLE, AMBIGUOUS, AUTH_EXPIRED ->
                // An answer that came by itself was tried often enough.
                progress.turn().isFollowUp() ? Branch.FAILED : Branch.LATE;
            // Waiting does not mend these, or not within a time anybody waits for.
            case AUTH_REVOKED, QUOTA_EXHAUSTED, INVALID, CONFIG, PARTIAL -> Branch.FAILED;
        };
    }

    /** A contact who shows no phone is told nothing that belongs to one. */
    private static boolean isTheirs(Progress progress, FlowStep.Lookup step) {
        var view = progress.view();
        if (!Formula.holds(step.check(), view)) return false;
        if (step.owner() == null) return true;
        return step.owner().value(view) instanceof String owner
                && Phone.same(owner, progress.turn().asker().phone());
    }

    /** The look-up goes on as a delivery, unless the same question is being followed up already. */
    private Progress late(Progress progress, FlowStep.Lookup step, Answer answer) {
        var ended = progress.ending(Branch.LATE, answer.outcome().reason());
        var otherwise = late(progress, step);
        var isPending = progress.memory().isPending(answer.question(), clock.instant(), settings.followUpWait());
        var goesOn = otherwise != null && otherwise.followUp() && !isPending;
        return otherwise(goesOn ? followed(ended, step, answer) : ended, otherwise);
    }

    /** The flow's own words, else the backend's. */
    private Flow.@Nullable Otherwise late(Progress progress, FlowStep.Lookup step) {
        var own = progress.turn().flow().otherwise().get(Branch.LATE);
        if (own != null) return own;
        return book.fallback(backend(progress, step), step.operation())
                .map(text -> new Flow.Otherwise(text, true))
                .orElse(null);
    }

    private Progress followed(Progress progress, FlowStep.Lookup step, Answer answer) {
        var turn = progress.turn();
        var task =
                new Task(step.id() + "-later", backend(progress, step), step.operation(), Priority.INTERACTIVE, true);
        var id = turn.incoming().occasion().event().id().step(turn.flow().step(task.id()));
        var followUp = new FollowUp(
                id, turn.flow().name(), step.id(), turn.locale(), answer.question(), progress.known(), turn.asker());
        var input = new HashMap<>(answer.input());
        input.put(FollowUp.KEY, followUp.map());
        var memory = progress.memory().follows(id, answer.question(), clock.instant());
        return speaker.queue(progress.remembering(memory), task, input);
    }

    private Progress otherwise(Progress ended, Flow.@Nullable Otherwise otherwise) {
        return otherwise == null ? ended : speaker.say(ended, ended.branch().word(), otherwise.text());
    }

    private static String question(FlowStep.Lookup step, Map<String, Object> input) {
        return step.operation() + ":" + Integer.toHexString(Json.text(input).hashCode());
    }
}
