package dev.spillway.ingress;

import dev.spillway.inbox.Inbox;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /webhooks/{source}}: GET is the handshake, POST a webhook; and {@code /hooks/{backend}}, where a backend posts
 * its webhooks. Belongs to one event loop, with its sources and its inbox.
 *
 * <p>A webhook gets 200 with an empty body when each of its events is in the inbox or was there before. The inbox must
 * complete every future it hands out, sooner or later: until then the body counts as in flight.
 */
public final class Webhooks implements Handler<HttpServerRequest> {
    private static final String PATH = "/webhooks/";
    private static final String HOOKS = "/hooks/";
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");

    private final Map<String, Door> doors = new HashMap<>();
    private final Map<String, SourceMeters> metersOfHooks = new HashMap<>();
    private final IngressMetrics metrics;
    private final Hooks hooks;
    private final SourceMeters unknown;
    private final Desk desk;

    /** Opens the doors of the calling event loop. */
    public Webhooks(
            Vertx vertx,
            IngressSettings settings,
            List<Source> sources,
            Inbox inbox,
            BodyBudget budget,
            IngressMetrics metrics,
            Hooks hooks) {
        this.metrics = metrics;
        this.hooks = hooks;
        for (var source : sources) {
            doors.put(path(source), Door.of(source, metrics.of(source.name()), vertx));
        }
        unknown = metrics.of("unknown");
        var replies = new ErrorReplies(settings.retryAfter());
        desk = new Desk(settings, inbox, budget, replies, AcceptWatch.start(vertx, settings, inbox));
    }

    static String path(Source source) {
        return PATH + source.name();
    }

    @Override
    public void handle(HttpServerRequest request) {
        var door = door(request.path());
        if (door == null) {
            desk.refuse(request, unknown, Reason.UNKNOWN_SOURCE);
        } else if (request.method().equals(HttpMethod.POST)) {
            new Reception(request, door, desk).start();
        } else if (request.method().equals(HttpMethod.GET)) {
            handshake(request, door);
        } else {
            desk.refuse(request, door.meters(), Reason.METHOD);
        }
    }

    private @Nullable Door door(@Nullable String path) {
        var door = doors.get(path);
        return door != null || path == null || !path.startsWith(HOOKS) ? door : hook(path.substring(HOOKS.length()));
    }

    /** Made for each webhook: the next may be looked at by other files. */
    private @Nullable Door hook(String backend) {
        return hooks.of(backend)
                .map(examiner -> new Door(backend, examiner, null, metersOfHooks.computeIfAbsent(backend, metrics::of)))
                .orElse(null);
    }

    private void handshake(HttpServerRequest request, Door door) {
        var handshake = door.handshake();
        if (handshake == null) {
            desk.refuse(request, door.meters(), Reason.METHOD);
            return;
        }
        var answer = handshake.answer(request.params());
        door.meters().handshake(answer.isPresent());
        answer.ifPresentOrElse(
                text -> reply(request, text), () -> desk.replies().send(request, Reason.WRONG_TOKEN));
    }

    private static void reply(HttpServerRequest request, String text) {
        var response = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                .putHeader("X-Content-Type-Options", "nosniff");
        ErrorReplies.watched(response.end(text));
    }
}
