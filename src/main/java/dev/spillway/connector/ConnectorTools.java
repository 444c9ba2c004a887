package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import java.util.List;

/**
 * What it takes to compile the parts of one connector.
 *
 * @param instance for which backend
 */
record ConnectorTools(
        Problems problems,
        Instance instance,
        Parameters params,
        TemplateCompiler templates,
        ExpressionCompiler expressions,
        UrlCompiler urls,
        HeaderCompiler headers,
        LimitCompiler limits,
        Credentials credentials,
        List<TollPlan> tolls,
        TimeoutsCompiler timeouts) {
    /**
     * Tools for a connector whose credentials nobody knows yet.
     *
     * @param redaction what its file lists
     */
    static ConnectorTools of(Instance instance, Parameters params, Redaction redaction, Problems problems) {
        var templates = new TemplateCompiler(params, problems);
        var expressions = new ExpressionCompiler(redaction, problems);
        return new ConnectorTools(
                problems,
                instance,
                params,
                templates,
                expressions,
                new UrlCompiler(templates, problems),
                new HeaderCompiler(templates, problems),
                new LimitCompiler(templates, expressions, problems),
                Credentials.none(),
                List.of(),
                new TimeoutsCompiler(null, problems));
    }

    ConnectorTools with(Credentials credentials) {
        return new ConnectorTools(
                problems,
                instance,
                params,
                templates,
                expressions,
                urls,
                headers,
                limits,
                credentials,
                tolls,
                timeouts);
    }

    ConnectorTools with(TimeoutsCompiler timeouts) {
        return new ConnectorTools(
                problems,
                instance,
                params,
                templates,
                expressions,
                urls,
                headers,
                limits,
                credentials,
                tolls,
                timeouts);
    }

    /** @param tolls that every call pays */
    ConnectorTools with(List<TollPlan> tolls) {
        return new ConnectorTools(
                problems,
                instance,
                params,
                templates,
                expressions,
                urls,
                headers,
                limits,
                credentials,
                tolls,
                timeouts);
    }
}
