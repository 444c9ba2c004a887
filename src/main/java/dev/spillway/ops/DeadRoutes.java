package dev.spillway.ops;

import dev.spillway.dead.DeadAction;
import dev.spillway.dead.DeadDesk;
import dev.spillway.dead.DeadFilter;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Dead letters over HTTP.
 *
 * <pre>
 * GET    /dead?destination=&amp;reason=&amp;contact=&amp;from=&amp;to=&amp;state=&amp;after=&amp;limit=   a page, the latest first
 * GET    /dead/{id}?body=full                                            one, its body masked unless full
 * POST   /dead/redrive?filter…   and /dead/drop?filter…                  {"count":…,"confirm":"…"}
 * POST   …&amp;confirm=…                                                     202 and the job
 * GET    /dead/jobs   /dead/jobs/{id}                                    how far
 * DELETE /dead/jobs/{id}                                                 cancels
 * </pre>
 */
final class DeadRoutes {
    private final DeadDesk desk;

    DeadRoutes(DeadDesk desk) {
        this.desk = desk;
    }

    void mount(Router router) {
        router.get("/dead").handler(handled(this::list));
        router.get("/dead.html").handler(new DeadPage(desk)::handle);
        router.get("/dead/jobs").handler(handled(this::jobs));
        router.get("/dead/jobs/:id").handler(handled(context -> found(context, desk.job(id(context)))));
        router.delete("/dead/jobs/:id").handler(handled(context -> found(context, desk.cancel(id(context)))));
        router.get("/dead/:id").handler(handled(this::one));
        router.post("/dead/redrive").handler(handled(context -> act(context, DeadAction.REDRIVE)));
        router.post("/dead/drop").handler(handled(context -> act(context, DeadAction.DROP)));
    }

    private static io.vertx.core.Handler<RoutingContext> handled(Consumer<RoutingContext> handler) {
        return context -> {
            try {
                handler.accept(context);
            } catch (IllegalArgumentException e) {
                Replies.error(context, 400, String.valueOf(e.getMessage()));
            }
        };
    }

    private void list(RoutingContext context) {
        var query = DeadQuery.of(context.queryParams(), "after", "limit");
        answer(context, 200, desk.list(query.filter(), query.text("after"), query.limit()));
    }

    private void one(RoutingContext context) {
        var body = DeadQuery.only(context.queryParams(), "body");
        if (!body.isEmpty() && !body.equals("full"))
            throw new IllegalArgumentException("body must be full, or left out");
        found(context, desk.find(id(context), body.equals("full")));
    }

    private void jobs(RoutingContext context) {
        answer(context, 200, desk.jobs());
    }

    private void act(RoutingContext context, DeadAction action) {
        var query = DeadQuery.of(context.queryParams(), "confirm");
        DeadFilter filter = query.filter();
        var confirm = query.text("confirm");
        if (confirm.isEmpty()) answer(context, 200, desk.offer(action, filter));
        else answer(context, 202, desk.act(action, filter, confirm));
    }

    private static String id(RoutingContext context) {
        return Objects.requireNonNullElse(context.pathParam("id"), "");
    }

    private static void answer(RoutingContext context, int status, Future<?> asked) {
        asked.onSuccess(answer -> Replies.json(context, status, answer)).onFailure(cause -> failure(context, cause));
    }

    private static <T> void found(RoutingContext context, Future<Optional<T>> asked) {
        asked.onSuccess(found -> found.ifPresentOrElse(
                        answer -> Replies.json(context, 200, answer),
                        () -> Replies.error(context, 404, "there is none of that id")))
                .onFailure(cause -> failure(context, cause));
    }

    private static void failure(RoutingContext context, Throwable cause) {
        if (cause instanceof IllegalArgumentException) Replies.error(context, 400, String.valueOf(cause.getMessage()));
        else Replies.failure(context, cause);
    }
}
