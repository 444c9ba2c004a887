package dev.spillway.connector;

import dev.spillway.yaml.Problems;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to compile the parts of one connector.
 *
 * @param auth headers of every call
 */
record ConnectorTools(
        Problems problems,
        Parameters params,
        ExpressionCompiler expressions,
        UrlCompiler urls,
        HeaderCompiler headers,
        Map<String, Template> auth) {

    static ConnectorTools of(Parameters params, @Nullable Auth auth, Problems problems) {
        var templates = new TemplateCompiler(params, problems);
        var headers = new HeaderCompiler(templates, problems);
        return new ConnectorTools(
                problems,
                params,
                new ExpressionCompiler(problems),
                new UrlCompiler(templates, problems),
                headers,
                headers.auth(auth));
    }
}
