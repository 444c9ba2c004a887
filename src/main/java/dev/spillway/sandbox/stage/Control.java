package dev.spillway.sandbox.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.function.Function;

/** How a simulator's own doors, below {@code /_sim}, are answered: 200 and JSON, or 400 and what is wrong with the call. */
public final class Control {
    private Control() {}

    /**
     * Answers by what the work gives back.
     *
     * @param work throws IllegalArgumentException for a call that is wrong
     */
    public static Handler<RoutingContext> on(Function<Call, ? extends JsonNode> work) {
        return later(call -> Future.succeededFuture(work.apply(call)));
    }

    /** The same for work that takes time. */
    public static Handler<RoutingContext> later(Function<Call, ? extends Future<? extends JsonNode>> work) {
        return context -> answer(context, work);
    }

    /** The body, which has to be an object. */
    public static ObjectNode object(Call call) {
        return call.json().orElseThrow(() -> new IllegalArgumentException("the body must be a JSON object"));
    }

    private static void answer(RoutingContext context, Function<Call, ? extends Future<? extends JsonNode>> work) {
        var exchange = new Exchange(context);
        Future.succeededFuture(Call.of(context, Instant.EPOCH))
                .compose(call -> work.apply(call).<JsonNode>map(body -> body))
                .compose(body -> exchange.json(200, body))
                .onFailure(problem -> refuse(context, exchange, problem));
    }

    private static void refuse(RoutingContext context, Exchange exchange, Throwable problem) {
        if (problem instanceof IllegalArgumentException && exchange.isOpen()) {
            exchange.json(400, Json.object().put("error", String.valueOf(problem.getMessage())))
                    .onFailure(context::fail);
        } else {
            context.fail(problem);
        }
    }
}
