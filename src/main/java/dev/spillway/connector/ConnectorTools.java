package dev.spillway.connector;

import dev.spillway.yaml.Problems;

/** What it takes to compile the parts of one connector. */
record ConnectorTools(
        Problems problems,
        Parameters params,
        TemplateCompiler templates,
        ExpressionCompiler expressions,
        UrlCompiler urls,
        HeaderCompiler headers,
        Credentials credentials) {
    /** Tools for a connector whose credentials nobody knows yet. */
    static ConnectorTools of(Parameters params, Problems problems) {
        var templates = new TemplateCompiler(params, problems);
        return new ConnectorTools(
                problems,
                params,
                templates,
                new ExpressionCompiler(problems),
                new UrlCompiler(templates, problems),
                new HeaderCompiler(templates, problems),
                Credentials.none());
    }

    ConnectorTools with(Credentials credentials) {
        return new ConnectorTools(problems, params, templates, expressions, urls, headers, credentials);
    }
}
