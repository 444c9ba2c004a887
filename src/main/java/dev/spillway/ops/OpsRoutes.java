package dev.spillway.ops;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/**
 * Who answers what on the management port. What changes anything is {@code POST} or {@code DELETE} and needs the header
 * {@code X-Spillway}, whatever it holds: no page of another site can make a browser send it.
 */
final class OpsRoutes {
    private static final String OURS = "X-Spillway";
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final OpsParts parts;
    private final OpsSettings settings;

    OpsRoutes(OpsParts parts, OpsSettings settings) {
        this.parts = parts;
        this.settings = settings;
    }

    Router router(Vertx vertx) {
        var router = Router.router(vertx);
        var trace = new TraceHandler(parts.trace());
        var nodes = new NodesHandler(parts.nodes());
        var page = new PageHandler(parts);
        router.route().handler(OpsRoutes::guard);
        router.get("/live").handler(this::live);
        router.get("/ready").handler(this::ready);
        router.get("/metrics").handler(context -> metrics(vertx, context));
        router.get("/trace").handler(trace::handle);
        router.get("/nodes").handler(nodes::json);
        router.get("/nodes.html").handler(nodes::page);
        router.post("/reload").handler(this::reload);
        router.get("/").handler(page::handle);
        router.get("/ops.css").handler(page::style);
        parts.dead().ifPresent(desk -> new DeadRoutes(desk).mount(router));
        parts.backends().ifPresent(desk -> new BackendRoutes(desk).mount(router));
        parts.consent().ifPresent(desk -> new ConsentRoutes(desk).mount(router));
        parts.messages().ifPresent(messages -> new MessageRoutes(messages).mount(router));
        router.errorHandler(404, context -> Replies.error(context, 404, "there is no such page; see /"));
        router.errorHandler(405, context -> Replies.error(context, 405, "not by this method"));
        router.errorHandler(500, Replies::defect);
        return router;
    }

    /** Answers hold personal data: nobody keeps, frames or guesses at them. */
    private static void guard(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader(
                        "content-security-policy",
                        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        if (mayPass(context.request())) context.next();
        else Replies.error(context, 403, "what changes something needs the header " + OURS + ": 1");
    }

    private static boolean mayPass(HttpServerRequest request) {
        var reads = READS.contains(request.method());
        return reads || request.headers().contains(OURS);
    }

    private void live(RoutingContext context) {
        var stalled = parts.lag().stalled();
        var live = stalled.compareTo(settings.loopStallMax()) <= 0;
        var body = Map.of("live", live, "eventLoops", parts.lag().loops(), "stalledMs", stalled.toMillis());
        Replies.json(context, live ? 200 : 503, body);
    }

    private void ready(RoutingContext context) {
        var report = parts.readiness().report();
        Replies.json(context, report.ready() ? 200 : 503, report);
    }

    private void reload(RoutingContext context) {
        parts.reload()
                .get()
                .onSuccess(answer -> Replies.json(context, answer.problems().isEmpty() ? 200 : 422, answer))
                .onFailure(cause -> Replies.failure(context, cause));
    }

    private void metrics(Vertx vertx, RoutingContext context) {
        // Off the event loop: thousands of lines take milliseconds to print.
        vertx.executeBlocking(parts.scrape()::get, false)
                .onSuccess(text -> Replies.text(context, "text/plain; version=0.0.4; charset=utf-8", text))
                .onFailure(context::fail);
    }
}
