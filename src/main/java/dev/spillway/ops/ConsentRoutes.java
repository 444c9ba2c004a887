package dev.spillway.ops;

import dev.spillway.consent.ConsentDesk;
import dev.spillway.consent.Person;
import dev.spillway.event.Payload;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * What people allow, over HTTP.
 *
 * <pre>
 * POST /consent {…}                 a change: 200 once it is durable
 * GET  /consent?phone= | userId=    what is known of somebody
 * GET  /consent.html                the same for people
 * </pre>
 */
final class ConsentRoutes {
    private static final int BODY_BYTES_MAX = 16 * 1024;
    private static final String WANTED = "give exactly one of phone=, userId=";

    private final ConsentDesk desk;

    ConsentRoutes(ConsentDesk desk) {
        this.desk = desk;
    }

    void mount(Router router) {
        router.post("/consent")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
                .handler(this::tell);
        router.get("/consent").handler(this::known);
        router.get("/consent.html").handler(new ConsentPage(desk)::handle);
    }

    private void tell(RoutingContext context) {
        var body = context.body().buffer();
        answer(context, desk.tell(body == null ? Payload.EMPTY : Payload.of(body.getBytes())));
    }

    private void known(RoutingContext context) {
        var parameters = context.queryParams();
        var isOne = parameters.size() == 1 && (parameters.contains("phone") || parameters.contains("userId"));
        var person = new Person(text(context, "phone").replaceAll("[^0-9]", ""), text(context, "userId"));
        if (!isOne || person.equals(new Person("", ""))) Replies.error(context, 400, WANTED);
        else answer(context, desk.known(person));
    }

    private static String text(RoutingContext context, String name) {
        var text = context.queryParams().get(name);
        return text == null ? "" : text;
    }

    private static void answer(RoutingContext context, Future<?> asked) {
        asked.onSuccess(answer -> Replies.json(context, 200, answer))
                .onFailure(cause -> Replies.refusal(context, cause));
    }
}
