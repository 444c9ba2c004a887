package dev.spillway;

import dev.spillway.flow.FlowBook;
import dev.spillway.outbound.Destinations.Plan;
import dev.spillway.yaml.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What customers are told while a backend is late, where their flow says nothing: its connector names a text. */
record Fallbacks(List<Plan> plans) {
    /** The keys of texts, by backend and operation. */
    Map<String, Map<String, String>> keys() {
        return plans.stream().collect(Collectors.toMap(Plan::name, Fallbacks::keys));
    }

    private static Map<String, String> keys(Plan plan) {
        var keys = new HashMap<String, String>();
        for (var operation : plan.connector().operations()) {
            var key = plan.connector().fallback(operation);
            if (!key.isEmpty()) keys.put(operation, key);
        }
        return keys;
    }

    /** Whether each of those texts can be said to whoever asks. */
    void check(FlowBook book, Path backends, Collection<Problem> problems) {
        for (var plan : plans) {
            for (var key : new TreeSet<>(keys(plan).values())) {
                for (var flaw : book.flaws(key)) problems.add(problem(plan, backends, flaw));
            }
        }
    }

    private static Problem problem(Plan plan, Path backends, String flaw) {
        var what = "the fallback of the connector of " + plan.name() + ": " + flaw;
        return new Problem(String.valueOf(backends), 0, "", what, "it may use {{name}} and nothing else");
    }
}
