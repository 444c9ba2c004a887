package dev.spillway.flow;

import dev.spillway.connector.Capability;
import dev.spillway.lane.Priority;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the steps of a flow of what is written. */
final class StepReader {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern DESTINATION = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,39}");
    private static final Duration DEADLINE_MAX = Duration.ofSeconds(30);

    /** What tells of what has happened: nobody acts on it at once. */
    private static final Set<String> LATER = Set.of("addNote", "logConversation", "emitEvent");

    private final String key;
    private final FlowTools tools;
    private final Set<String> ids = new HashSet<>();

    /** @param key of the list */
    StepReader(String key, FlowTools tools) {
        this.key = key;
        this.tools = tools;
    }

    List<FlowStep> steps(List<FlowFile.@Nullable Step> written) {
        var steps = new ArrayList<FlowStep>();
        for (var i = 0; i < written.size(); i++) {
            var step = written.get(i);
            if (step != null) steps.add(step(key + "[" + i + "]", step));
        }
        return steps;
    }

    List<FlowStep.Deliver> afterwards(List<FlowFile.@Nullable Afterwards> written) {
        var steps = new ArrayList<FlowStep.Deliver>();
        for (var i = 0; i < written.size(); i++) {
            var step = written.get(i);
            if (step != null) steps.add(deliver(key + "[" + i + "].deliver.", step.deliver()));
        }
        return steps;
    }

    private FlowStep step(String at, FlowFile.Step step) {
        if (step.ask() != null) return ask(at + ".ask.", step.ask());
        if (step.lookup() != null) return lookup(at + ".lookup.", step.lookup());
        if (step.deliver() != null) return deliver(at + ".deliver.", step.deliver());
        return reply(at + ".reply.", step.reply());
    }

    private FlowStep reply(String at, FlowFile.@Nullable Reply written) {
        if (written == null) throw new IllegalStateException("a step of nothing");
        return new FlowStep.Reply(id(at, written.id()), written.text());
    }

    private FlowStep ask(String at, FlowFile.Ask written) {
        var variable = name(at + "variable", written.variable());
        var answer = tools.parsed(at + "answer", written.answer(), WordPattern::of);
        if (answer.isPresent() && !answer.get().names().contains(variable)) {
            tools.problems().add(at + "answer", "must be a pattern with a group (?P<" + variable + ">...)", "");
        }
        return new FlowStep.Ask(
                id(at, written.id()), variable, written.reply(), answer.orElseGet(() -> WordPattern.of("-")));
    }

    private FlowStep lookup(String at, FlowFile.Lookup written) {
        if (written.samples().isEmpty()) {
            tools.problems().add(at + "samples", "needs an example answer", "texts are tried with it at load");
        }
        return new FlowStep.Lookup(
                id(at, written.id()),
                wanted(at + "backend", written.backend(), written.capability()),
                tools.matching(at + "operation", written.operation(), NAME, "an operation such as getOrder"),
                tools.input(at + "input", written.input()),
                name(at + "as", written.as()),
                tools.parsed(at + "deadline", written.deadline(), StepReader::deadline)
                        .orElse(null),
                tools.expression(at + "owner", written.owner()),
                tools.expression(at + "check", written.check()),
                written.samples());
    }

    private FlowStep.Deliver deliver(String at, FlowFile.Deliver written) {
        return new FlowStep.Deliver(
                id(at, written.id()),
                wanted(at + "to", written.to(), written.capability()),
                tools.matching(at + "operation", written.operation(), NAME, "an operation such as addNote"),
                tools.input(at + "input", written.input()),
                written.priority() == null ? usual(written.operation()) : written.priority(),
                tools.expression(at + "when", written.when()));
    }

    /** A ticket that stands behind ten thousand notes helps nobody. */
    private static Priority usual(String operation) {
        return LATER.contains(operation) ? Priority.NORMAL : Priority.URGENT;
    }

    private Wanted wanted(String at, @Nullable String backend, @Nullable Capability capability) {
        if (backend != null) tools.matching(at, backend, DESTINATION, "a backend's name");
        return Wanted.of(backend, capability);
    }

    private String id(String at, String id) {
        if (!ids.add(id)) tools.problems().add(at + "id", "two steps are called " + id, "rename one");
        return tools.matching(at + "id", id, ID, "a-z 0-9 -, at most 40, beginning with a letter");
    }

    private String name(String at, String name) {
        if (View.NAMES.contains(name)) tools.problems().add(at, name + " has a meaning already", "use another name");
        return tools.matching(at, name, NAME, "letters and digits, at most 40");
    }

    private static Duration deadline(String text) {
        var rule = "must be a duration of at most PT30S such as PT2.5S, was " + text;
        try {
            var deadline = Duration.parse(text);
            if (deadline.compareTo(Duration.ZERO) > 0 && deadline.compareTo(DEADLINE_MAX) <= 0) return deadline;
            throw new IllegalArgumentException(rule);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(rule, e);
        }
    }
}
