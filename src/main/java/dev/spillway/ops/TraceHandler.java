package dev.spillway.ops;

import dev.spillway.ledger.TraceAnswer;
import dev.spillway.ledger.TraceQuery;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code GET /trace?event= | message= | contact= | delivery= | order=}, and {@code limit=}. */
final class TraceHandler {
    private static final String LIMIT = "limit";
    private static final String WANTED = Arrays.stream(TraceQuery.By.values())
            .map(TraceQuery.By::parameter)
            .collect(Collectors.joining("=, ", "give exactly one of ", "="));

    private final Function<TraceQuery, Future<TraceAnswer>> trace;

    TraceHandler(Function<TraceQuery, Future<TraceAnswer>> trace) {
        this.trace = trace;
    }

    void handle(RoutingContext context) {
        try {
            trace.apply(query(context.queryParams()))
                    .onSuccess(answer -> Replies.json(context, 200, answer))
                    .onFailure(cause -> Replies.failure(context, cause));
        } catch (IllegalArgumentException e) {
            Replies.error(context, 400, String.valueOf(e.getMessage()));
        }
    }

    private static TraceQuery query(MultiMap parameters) {
        var asked = Arrays.stream(TraceQuery.By.values())
                .filter(by -> parameters.contains(by.parameter()))
                .toList();
        var others =
                parameters.names().stream().filter(name -> !name.equals(LIMIT)).count();
        if (asked.size() != 1 || others != 1) throw new IllegalArgumentException(WANTED);
        var values = parameters.getAll(asked.get(0).parameter());
        if (values.size() != 1) throw new IllegalArgumentException(WANTED);
        return new TraceQuery(asked.get(0), values.get(0), limit(parameters));
    }

    private static int limit(MultiMap parameters) {
        var text = parameters.get(LIMIT);
        if (text == null) return TraceQuery.LIMIT_DEFAULT;
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("limit must be a number");
        }
    }
}
