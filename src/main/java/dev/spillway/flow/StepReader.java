package dev.spillway.flow;

import dev.spillway.json.Expression;
import dev.spillway.lane.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the steps of a flow file. */
final class StepReader {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern DESTINATION = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,39}");
    private static final Duration DEADLINE_MAX = Duration.ofSeconds(30);
    /** What expressions know without any step; see {@link View}. */
    private static final Set<String> TAKEN = View.NAMES;

    private static final Expression NOTHING = Expression.compile("{}");

    private final Yaml flow;
    private final Set<String> ids = new HashSet<>();

    StepReader(Yaml flow) {
        this.flow = flow;
    }

    List<FlowStep> steps() {
        var steps = new ArrayList<FlowStep>();
        for (var step : flow.maps("steps", "ask", "lookup", "reply", "deliver"))
            one(step).ifPresent(steps::add);
        if (steps.isEmpty()) flow.problem("steps", "needs at least one step");
        return steps;
    }

    List<FlowStep.Deliver> afterwards() {
        var steps = new ArrayList<FlowStep.Deliver>();
        for (var step : flow.maps("afterwards", "deliver")) deliver(step).ifPresent(steps::add);
        return steps;
    }

    private Optional<FlowStep> one(Yaml step) {
        var found = new ArrayList<FlowStep>();
        step.map("ask", "id", "variable", "reply", "answer").map(this::ask).ifPresent(found::add);
        step.map("lookup", "id", "backend", "operation", "input", "as", "deadline", "owner", "check", "samples")
                .map(this::lookup)
                .ifPresent(found::add);
        step.map("reply", "id", "text")
                .map(it -> new FlowStep.Reply(id(it), it.text("text")))
                .ifPresent(found::add);
        deliver(step).ifPresent(found::add);
        if (found.size() != 1) step.problem("", "a step is exactly one of ask, lookup, reply, deliver");
        return found.stream().findFirst();
    }

    private FlowStep ask(Yaml yaml) {
        var variable = name(yaml, "variable");
        var answer = yaml.parsed("answer", WordPattern::of, "");
        if (answer.isEmpty() || !answer.get().names().contains(variable)) {
            yaml.problem("answer", "must be a pattern with a group (?P<" + variable + ">...)");
        }
        return new FlowStep.Ask(id(yaml), variable, yaml.text("reply"), answer.orElseGet(() -> WordPattern.of("-")));
    }

    private FlowStep lookup(Yaml yaml) {
        return new FlowStep.Lookup(
                id(yaml),
                FlowReader.matching(yaml, "backend", DESTINATION, "a backend's name"),
                FlowReader.matching(yaml, "operation", NAME, "an operation such as getOrder"),
                input(yaml),
                name(yaml, "as"),
                yaml.parsed("deadline", StepReader::deadline, "must be a duration of at most PT30S such as PT2.5S")
                        .orElse(null),
                FlowReader.expression(yaml, "owner"),
                FlowReader.expression(yaml, "check"),
                samples(yaml));
    }

    private Optional<FlowStep.Deliver> deliver(Yaml step) {
        return step.map("deliver", "id", "to", "operation", "input", "priority", "when")
                .map(yaml -> new FlowStep.Deliver(
                        id(yaml),
                        FlowReader.matching(yaml, "to", DESTINATION, "a backend's name"),
                        FlowReader.matching(yaml, "operation", NAME, "an operation such as addNote"),
                        input(yaml),
                        yaml.parsed("priority", Priority::valueOf, "must be INTERACTIVE, NORMAL or BULK")
                                .orElse(Priority.NORMAL),
                        FlowReader.expression(yaml, "when")));
    }

    private static List<Map<String, Object>> samples(Yaml yaml) {
        var samples = yaml.samples("samples");
        if (samples.isEmpty())
            yaml.problem("samples", "needs an example answer, so that texts can be tried before a customer does");
        return samples;
    }

    private static Expression input(Yaml yaml) {
        if (!yaml.has("input"))
            yaml.problem("input", "is missing; write an object in JSONata, e.g. '{\"orderNumber\": orderNumber}'");
        return yaml.parsed("input", FlowReader::expression, "").orElse(NOTHING);
    }

    private String id(Yaml yaml) {
        var id = FlowReader.matching(yaml, "id", ID, "a-z 0-9 -, at most 40, beginning with a letter");
        if (!id.isEmpty() && !ids.add(id)) yaml.problem("id", "two steps are called " + id + "; rename one");
        return id;
    }

    private static String name(Yaml yaml, String key) {
        var name = FlowReader.matching(yaml, key, NAME, "letters and digits, at most 40");
        if (TAKEN.contains(name)) yaml.problem(key, name + " has a meaning already; use another name");
        return name;
    }

    private static Duration deadline(String text) {
        var deadline = Duration.parse(text);
        if (deadline.isZero() || deadline.isNegative() || deadline.compareTo(DEADLINE_MAX) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return deadline;
    }
}
