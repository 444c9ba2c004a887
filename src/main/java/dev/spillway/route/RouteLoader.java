package dev.spillway.route;

import dev.spillway.flow.FlowBook;
import dev.spillway.flow.Wanted;
import dev.spillway.json.Expression;
import dev.spillway.route.RoutesFile.RouteFile;
import dev.spillway.yaml.Problems;
import dev.spillway.yaml.StrictYaml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes routes of their file. Compiles whatever can be compiled, so that what can be wrong is wrong at load. */
public final class RouteLoader {
    private static final Expression NOTHING = Expression.compile("{}");

    private final Problems problems;
    private final Set<String> names = new HashSet<>();
    private final List<FlowBook.Need> needs = new ArrayList<>();

    private RouteLoader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Loads all routes.
     *
     * @param file its name for messages
     * @throws dev.spillway.yaml.FaultyFileException with every problem of the file
     */
    public static RouteBook load(String file, String yaml) {
        var problems = new Problems(file);
        var written = StrictYaml.bind(RoutesFile.class, yaml, problems);
        return problems.unlessAny(written == null ? null : new RouteLoader(problems).book(written));
    }

    private RouteBook book(RoutesFile written) {
        var routes = new ArrayList<Route>();
        for (var i = 0; i < written.routes().size(); i++) {
            var route = written.routes().get(i);
            if (route != null) routes.add(route("routes[" + i + "]", route));
        }
        return new RouteBook(routes, needs);
    }

    private Route route(String key, RouteFile written) {
        if (!names.add(written.name())) problems.add(key + ".name", "another route has this name", "rename one");
        var wanted = Wanted.of(written.to(), written.capability());
        var whom = key + (written.to() == null ? ".capability" : ".to");
        needs.add(new FlowBook.Need(
                wanted, written.operation(), problems.place(whom), problems.place(key + ".operation")));
        var where = written.on().where();
        return new Route(
                written.name(),
                Set.copyOf(written.on().kinds()),
                where == null ? null : expression(key + ".on.where", where),
                wanted,
                written.operation(),
                expression(key + ".input", written.input()),
                written.priority(),
                written.version());
    }

    private Expression expression(String key, String text) {
        try {
            var expression = Expression.compile(text);
            if (!expression.variables().isEmpty()) {
                problems.add(key, "nothing binds " + expression.variables(), "write names without $");
            }
            return expression;
        } catch (IllegalArgumentException e) {
            problems.add(key, String.valueOf(e.getMessage()), "");
            return NOTHING;
        }
    }
}
