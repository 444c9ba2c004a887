package dev.spillway.flow;

import dev.spillway.event.EventKind;
import dev.spillway.json.Expression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one flow file; every mistake in it is noted with line, key and cure. */
final class FlowReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");

    private static final List<Branch> BRANCHES =
            List.of(Branch.NOT_FOUND, Branch.NOT_THEIRS, Branch.LATE, Branch.FAILED);

    private FlowReader() {}

    /** A flow and where it stands. */
    record Source(Flow flow, Yaml yaml) {}

    /** The flow; empty if the file could not be read. To be used only if no problem was noted. */
    static Optional<Source> read(Path path, Problems problems) {
        return YamlFile.read(
                        path,
                        problems,
                        "flow",
                        "on",
                        "triggers",
                        "fallback",
                        "oncePerSession",
                        "sample",
                        "steps",
                        "otherwise",
                        "afterwards")
                .map(yaml -> new Source(flow(yaml), yaml));
    }

    private static Flow flow(Yaml yaml) {
        var on = yaml.map("on", "kinds", "where");
        if (on.isEmpty()) yaml.problem("on", "is missing; say which events, e.g. on: {kinds: [MESSAGE]}");
        var steps = new StepReader(yaml).steps();
        var otherwise = otherwise(yaml);
        requireBranches(yaml, steps, otherwise.keySet());
        return new Flow(
                matching(yaml, "flow", NAME, "a-z 0-9 -, at most 40, beginning with a letter"),
                on.map(FlowReader::kinds).orElse(Set.of()),
                on.flatMap(it -> it.parsed("where", FlowReader::expression, "")).orElse(null),
                yaml.maps("triggers", "language", "hints", "patterns", "words", "unless", "when").stream()
                        .map(FlowReader::trigger)
                        .toList(),
                yaml.flag("fallback"),
                yaml.flag("oncePerSession"),
                yaml.sample("sample"),
                steps,
                otherwise,
                new StepReader(yaml).afterwards());
    }

    private static Set<EventKind> kinds(Yaml on) {
        var kinds = EnumSet.noneOf(EventKind.class);
        kinds.addAll(on.parsedAll("kinds", FlowReader::kind));
        if (kinds.isEmpty()) on.problem("kinds", "needs at least one kind, e.g. [MESSAGE]");
        return kinds;
    }

    private static EventKind kind(String name) {
        for (var kind : EventKind.values()) {
            if (kind.name().equals(name) && kind != EventKind.STATUS && kind != EventKind.RESULT) return kind;
        }
        throw new IllegalArgumentException("no such kind; most flows want MESSAGE, was " + name);
    }

    private static Trigger trigger(Yaml yaml) {
        if (!yaml.has("patterns") && !yaml.has("words") && !yaml.has("when") && !yaml.has("unless")) {
            yaml.problem("patterns", "a trigger needs patterns, words, when or unless");
        }
        var patterns = yaml.parsedAll("patterns", FlowReader::pattern);
        return new Trigger(
                yaml.has("language") ? matching(yaml, "language", LANGUAGE, "two letters such as es") : "",
                yaml.parsedAll("hints", FlowReader::phrase),
                patterns,
                yaml.parsedAll("words", FlowReader::phrase),
                yaml.parsedAll("unless", WordPattern::of),
                yaml.parsed("when", FlowReader::expression, "").orElse(null));
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

    private static Map<Branch, Flow.Otherwise> otherwise(Yaml yaml) {
        var branches = new EnumMap<Branch, Flow.Otherwise>(Branch.class);
        var names = BRANCHES.stream().map(Branch::word).toArray(String[]::new);
        yaml.map("otherwise", names)
                .ifPresent(map -> BRANCHES.forEach(branch -> map.map(branch.word(), "reply", "followUp")
                        .ifPresent(it ->
                                branches.put(branch, new Flow.Otherwise(it.text("reply"), it.flag("followUp"))))));
        return branches;
    }

    private static void requireBranches(Yaml yaml, List<FlowStep> steps, Set<Branch> present) {
        if (steps.stream().noneMatch(FlowStep.Lookup.class::isInstance)) return;
        var missing = new ArrayList<>(BRANCHES);
        missing.removeAll(present);
        for (var branch : missing) {
            yaml.problem(
                    "otherwise",
                    "a look-up can end as " + branch.word() + "; say what to reply then, e.g. " + branch.word()
                            + ": {reply: a-text}");
        }
    }

    static String matching(Yaml yaml, String key, Pattern form, String rule) {
        var text = yaml.text(key);
        if (!text.isEmpty() && !form.matcher(text).matches()) yaml.problem(key, "must be " + rule + ", was " + text);
        return text;
    }

    /** Compiles, and refuses variables, since flows bind none. */
    static Expression expression(String text) {
        var expression = Expression.compile(text);
        if (expression.variables().isEmpty()) return expression;
        throw new IllegalArgumentException("nothing binds " + expression.variables() + "; write names without $");
    }

    static @Nullable Expression expression(Yaml yaml, String key) {
        return yaml.parsed(key, FlowReader::expression, "").orElse(null);
    }
}
