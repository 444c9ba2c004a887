package dev.spillway.flow;

import dev.spillway.event.EventKind;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.StrictYaml;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a flow of what is written, noting whatever is wrong with it. */
final class FlowReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    /** Statuses and results go to whoever sent or asked, messages of business systems to people; no flow hears of them by its kinds. */
    private static final Set<EventKind> NOT_FOR_FLOWS = EnumSet.of(EventKind.STATUS, EventKind.RESULT, EventKind.SEND);

    private static final List<Branch> BRANCHES =
            List.of(Branch.NOT_FOUND, Branch.NOT_THEIRS, Branch.LATE, Branch.FAILED);

    /** A backend may have words for being late. */
    private static final List<Branch> REQUIRED = List.of(Branch.NOT_FOUND, Branch.NOT_THEIRS, Branch.FAILED);

    private final FlowFile file;
    private final Problems problems;
    private final FlowTools tools;

    private FlowReader(FlowFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.tools = new FlowTools(file.flow() == null ? "" : file.flow(), problems);
    }

    /** A flow and where its problems go. */
    record Source(Flow flow, Problems problems) {
        /** What it asks of backends. */
        List<FlowBook.Need> needs() {
            var needs = new ArrayList<FlowBook.Need>();
            for (var i = 0; i < flow.steps().size(); i++)
                need("steps[" + i + "]", flow.steps().get(i), needs);
            for (var i = 0; i < flow.afterwards().size(); i++) {
                need("afterwards[" + i + "]", flow.afterwards().get(i), needs);
            }
            return needs;
        }

        private void need(String key, FlowStep step, List<FlowBook.Need> needs) {
            if (step instanceof FlowStep.Lookup it) {
                var unsaid = !flow.otherwise().containsKey(Branch.LATE);
                needs.add(need(key + ".lookup.", "backend", it.backend(), it.operation(), unsaid));
            } else if (step instanceof FlowStep.Deliver it) {
                needs.add(need(key + ".deliver.", "to", it.destination(), it.operation(), false));
            }
        }

        private FlowBook.Need need(String key, String word, Wanted wanted, String operation, boolean unsaid) {
            var whom = wanted.capability() == null ? word : "capability";
            return new FlowBook.Need(
                    wanted, operation, problems.place(key + whom), problems.place(key + "operation"), unsaid);
        }
    }

    /** The flow; empty if the text is no YAML. To be used only if no problem was noted. */
    static Optional<Source> read(String text, Problems problems) {
        return Optional.ofNullable(StrictYaml.bind(FlowFile.class, text, problems))
                .map(file -> new Source(new FlowReader(file, problems).flow(), problems));
    }

    private Flow flow() {
        require("flow", file.flow() != null, "name the flow, e.g. flow: order-status");
        require("on", file.on() != null, "say which events, e.g. on: {kinds: [MESSAGE]}");
        require("steps", !file.steps().isEmpty(), "add at least one step");
        var steps = new StepReader("steps", tools).steps(file.steps());
        var otherwise = otherwise();
        requireBranches(steps, otherwise.keySet());
        return new Flow(
                file.flow() == null
                        ? ""
                        : tools.matching("flow", file.flow(), NAME, "a-z 0-9 -, at most 40, beginning with a letter"),
                file.on() == null ? Set.of() : kinds(file.on()),
                file.on() == null
                        ? null
                        : tools.expression("on.where", file.on().where()),
                triggers(),
                file.fallback(),
                file.oncePerSession(),
                file.sample(),
                steps,
                otherwise,
                new StepReader("afterwards", tools).afterwards(file.afterwards()));
    }

    private void require(String key, boolean present, String cure) {
        if (!present && !problems.below(key)) problems.add(key, "is missing", cure);
    }

    private Set<EventKind> kinds(FlowFile.On on) {
        var kinds = EnumSet.noneOf(EventKind.class);
        for (var kind : on.kinds()) {
            if (NOT_FOR_FLOWS.contains(kind)) problems.add("on.kinds", kind + " is not for flows", "most want MESSAGE");
            else if (kind != null) kinds.add(kind);
        }
        require("on.kinds", !kinds.isEmpty(), "name at least one kind, e.g. [MESSAGE]");
        return kinds;
    }

    private List<Trigger> triggers() {
        var triggers = new ArrayList<Trigger>();
        for (var i = 0; i < file.triggers().size(); i++) {
            var trigger = file.triggers().get(i);
            if (trigger != null) triggers.add(trigger("triggers[" + i + "].", trigger));
        }
        return triggers;
    }

    private Trigger trigger(String at, FlowFile.Trigger written) {
        var language = written.language();
        var conditions = written.patterns().size()
                + written.words().size()
                + written.unless().size();
        if (conditions == 0 && written.when() == null) {
            problems.add(at + "patterns", "a trigger needs patterns, words, when or unless", "");
        }
        return new Trigger(
                language == null ? "" : tools.matching(at + "language", language, LANGUAGE, "two letters such as es"),
                tools.parsedAll(at + "hints", written.hints(), FlowReader::phrase),
                tools.parsedAll(at + "patterns", written.patterns(), FlowReader::pattern),
                tools.parsedAll(at + "words", written.words(), FlowReader::phrase),
                tools.parsedAll(at + "unless", written.unless(), WordPattern::of),
                tools.expression(at + "when", written.when()));
    }

    private static WordPattern pattern(String source) {
        var pattern = WordPattern.of(source);
        for (var name : pattern.names()) {
            if (View.NAMES.contains(name))
                throw new IllegalArgumentException("group " + name + " has a meaning already; rename it");
        }
        return pattern;
    }

    private static String phrase(String text) {
        var words = Folded.of(text).words();
        if (words.isEmpty()) throw new IllegalArgumentException("holds no word");
        return words;
    }

    private Map<Branch, Flow.Otherwise> otherwise() {
        var branches = new EnumMap<Branch, Flow.Otherwise>(Branch.class);
        if (file.otherwise() == null) return branches;
        BRANCHES.forEach(branch -> {
            var written = written(branch, file.otherwise());
            if (written != null) branches.put(branch, new Flow.Otherwise(written.reply(), written.followUp()));
        });
        return branches;
    }

    private static FlowFile.@Nullable Otherwise written(Branch branch, FlowFile.Branches branches) {
        return switch (branch) {
            case NOT_FOUND -> branches.notFound();
            case NOT_THEIRS -> branches.notTheirs();
            case LATE -> branches.late();
            case FAILED -> branches.failed();
            default -> null;
        };
    }

    private void requireBranches(List<FlowStep> steps, Set<Branch> present) {
        if (steps.stream().noneMatch(FlowStep.Lookup.class::isInstance)) return;
        for (var branch : REQUIRED) {
            if (present.contains(branch) || problems.below("otherwise." + branch.word())) continue;
            var cure = "say what to reply then, e.g. " + branch.word() + ": {reply: a-text}";
            problems.add("otherwise", "a look-up can end as " + branch.word(), cure);
        }
    }
}
