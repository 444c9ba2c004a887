package dev.spillway.ops;

import dev.spillway.outbound.BackendDesk;
import dev.spillway.outbound.Forced;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * Destinations over HTTP. What is done holds on all nodes, whichever was asked.
 *
 * <pre>
 * GET    /backends   /backends/{name}                        how they are, as this node sees it
 * POST   /backends/{name}/resume                             somebody has acted: pauses end, logins are obtained again
 * POST   /backends/{name}/operations/{operation}/resume      an operation fits again
 * POST   /backends/{name}/breaker?state=open|close|auto      keeps a breaker open or closed, or leaves it to itself
 * </pre>
 */
final class BackendRoutes {
    private final BackendDesk desk;

    BackendRoutes(BackendDesk desk) {
        this.desk = desk;
    }

    void mount(Router router) {
        router.get("/backends").handler(context -> answer(context, desk.all()));
        router.get("/backends.html").handler(new BackendsPage(desk)::handle);
        router.get("/backends/:name").handler(context -> answer(context, desk.find(part(context, "name"))));
        router.post("/backends/:name/resume").handler(context -> answer(context, desk.resume(part(context, "name"))));
        router.post("/backends/:name/operations/:operation/resume")
                .handler(context -> answer(context, desk.resume(part(context, "name"), part(context, "operation"))));
        router.post("/backends/:name/breaker").handler(this::force);
    }

    private void force(RoutingContext context) {
        try {
            var state = Forced.of(Objects.requireNonNullElse(context.request().getParam("state"), ""));
            answer(context, desk.force(part(context, "name"), state));
        } catch (IllegalArgumentException e) {
            Replies.error(context, 400, String.valueOf(e.getMessage()));
        }
    }

    private static String part(RoutingContext context, String name) {
        return Objects.requireNonNullElse(context.pathParam(name), "");
    }

    private static void answer(RoutingContext context, Future<?> asked) {
        asked.onSuccess(answer -> Replies.json(context, 200, answer))
                .onFailure(cause -> Replies.failure(context, cause));
    }
}
