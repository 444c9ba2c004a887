package dev.spillway.connector;

import dev.spillway.json.Expression;
import dev.spillway.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSONata of a connector's file. */
final class ExpressionCompiler {
    private static final Set<String> OF_RULES = Set.of("in", "ctx", "param", "status", "headers", "body");

    private final Redaction redaction;
    private final Problems problems;

    ExpressionCompiler(Redaction redaction, Problems problems) {
        this.redaction = redaction;
        this.problems = problems;
    }

    /**
     * Null if there is none, or it is wrong; the problems say why.
     *
     * @param names what it may call with a dollar sign
     */
    @Nullable
    Expression compile(String key, @Nullable String text, Set<String> names) {
        if (text == null) return null;
        try {
            var expression = Expression.compile(text);
            expression.variables().stream()
                    .filter(name -> !names.contains(name))
                    .sorted()
                    .forEach(name -> problems.addUnknown(
                            key, "$" + name, names.stream().map(n -> "$" + n).toList()));
            return expression;
        } catch (IllegalArgumentException e) {
            problems.add(key, String.valueOf(e.getMessage()), "write a JSONata expression, see docs.jsonata.org");
            return null;
        }
    }

    /** Of answers. */
    List<Rule> rules(String key, List<ConnectorFile.@Nullable RuleFile> written) {
        return rules(key, written, OF_RULES);
    }

    /** @param names what the rules may call with a dollar sign */
    List<Rule> rules(String key, List<ConnectorFile.@Nullable RuleFile> written, Set<String> names) {
        var rules = new ArrayList<Rule>();
        for (var i = 0; i < written.size(); i++) {
            var rule = written.get(i) == null ? null : rule(key + "[" + i + "]", written.get(i), names);
            if (rule != null) rules.add(rule);
        }
        return rules;
    }

    private @Nullable Rule rule(String key, ConnectorFile.RuleFile written, Set<String> names) {
        var when = compile(key + ".when", written.when(), names);
        var retryAfter = compile(key + ".retryAfter", written.retryAfter(), names);
        var code = compile(key + ".code", written.code(), names);
        var existingId = compile(key + ".existingId", written.existingId(), names);
        var reason = compile(key + ".reason", written.reason(), names);
        return when == null
                ? null
                : new Rule(when, written.is().kind(), retryAfter, code, existingId, reason, written.scope(), redaction);
    }
}
