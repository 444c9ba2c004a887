package dev.spillway.flow;

import dev.spillway.connector.Operation;
import dev.spillway.connector.Outcome;
import dev.spillway.event.Deadline;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An ERP with one order, 1234, of +52 55 5010 4321, that can be told how to answer. */
final class FakeLookups implements Lookups {
    static final Map<String, Object> ORDER = Map.of(
            "number", "1234",
            "status", "shipped",
            "total", "1299.00",
            "currency", "MXN",
            "placedAt", "2026-11-18T10:00:00Z",
            "ownerPhone", "+52 55 5010 4321");

    final List<Operation> asked = new ArrayList<>();
    final List<Duration> deadlines = new ArrayList<>();
    private final Map<String, Outcome> answers = new HashMap<>(Map.of("1234", Outcome.done(ORDER)));

    FakeLookups answering(String order, Outcome outcome) {
        answers.put(order, outcome);
        return this;
    }

    @Override
    public Future<Outcome> lookup(String destination, Operation operation, Deadline deadline) {
        asked.add(operation);
        deadlines.add(deadline.remaining());
        var number = String.valueOf(operation.input().get("orderNumber"));
        var unknown = Outcome.of(Outcome.Kind.NOT_FOUND, "no such order");
        return Future.succeededFuture(answers.getOrDefault(number, unknown));
    }
}
