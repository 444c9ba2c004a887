package dev.spillway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** The simulators' own doors, below {@code /_sim}: what came, how to behave, be a customer, put an order. */
final class ControlRoutes {
    private static final int CALLS_DEFAULT = 1_000;

    private final Map<String, Stage> stages;

    /** @param stages the simulators by name */
    ControlRoutes(Map<String, Stage> stages) {
        this.stages = Map.copyOf(stages);
    }

    void mount(Router router) {
        router.get("/_sim/:name/received").handler(on(this::received));
        router.delete("/_sim/:name/received").handler(on(this::forget));
        router.get("/_sim/:name/arrivals")
                .handler(on(call -> stage(call).arrivals().after(call.number("after", 0, Integer.MAX_VALUE))));
        router.get("/_sim/:name/behaviour")
                .handler(on(call -> stage(call).behaviour().tree()));
        router.put("/_sim/:name/behaviour").handler(on(this::behave));
        router.delete("/_sim/:name/behaviour").handler(on(this::behaveWell));
    }

    void mount(Router router, MetaParts meta, ErpSimulator erp) {
        router.post("/_sim/meta/send")
                .handler(context -> answer(context, call -> meta.customer().send(object(call))));
        router.get("/_sim/meta/webhooks")
                .handler(on(
                        call -> meta.webhookLog().report(call.number("limit", CALLS_DEFAULT, WebhookLog.ENTRIES_MAX))));
        router.put("/_sim/erp/orders/:number").handler(on(call -> erp.put(call.parameter("number"), object(call))));
    }

    private JsonNode received(Call call) {
        return stage(call)
                .log()
                .report(
                        call.number("offset", 0, Integer.MAX_VALUE),
                        call.number("limit", CALLS_DEFAULT, CallLog.CALLS_MAX));
    }

    private JsonNode forget(Call call) {
        stage(call).log().clear();
        stage(call).arrivals().clear();
        return Json.object();
    }

    private JsonNode behave(Call call) {
        var behaviour = stage(call).behaviour();
        behaviour.put(object(call));
        return behaviour.tree();
    }

    private JsonNode behaveWell(Call call) {
        var behaviour = stage(call).behaviour();
        behaviour.reset();
        return behaviour.tree();
    }

    private Stage stage(Call call) {
        var stage = stages.get(call.parameter("name"));
        if (stage != null) return stage;
        throw new IllegalArgumentException("unknown simulator " + call.parameter("name") + "; known: meta, erp, crm");
    }

    private static ObjectNode object(Call call) {
        return call.json().orElseThrow(() -> new IllegalArgumentException("the body must be a JSON object"));
    }

    private static Handler<RoutingContext> on(Function<Call, JsonNode> work) {
        return context -> answer(context, work.andThen(Future::succeededFuture));
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
